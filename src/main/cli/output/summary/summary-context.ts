import type { CliTexts } from '#shared/messages/cli-texts.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Style } from '../style.ts';
import { wrapToWidth } from '../width.ts';

/** How a summary is written. */
export interface SummaryContext {
  readonly language: Language;
  readonly texts: CliTexts['summary'];
  readonly style: Style;
  /** The width of the lines, in cells. */
  readonly width: number;
}

/** A heading and its lines; nothing where there are no lines. */
export const section = (
  context: SummaryContext,
  title: string,
  lines: readonly string[],
): readonly string[] => (lines.length === 0 ? [] : ['', context.style.strong(title), ...lines]);

/** A text broken to the width, every line indented alike. */
export const indented = (context: SummaryContext, text: string, indent: string): readonly string[] =>
  wrapToWidth(text, Math.max(20, context.width - indent.length)).map((line) => indent + line);
