import type { CliTexts } from '#shared/messages/cli-texts.ts';
import type { Language } from '#shared/messages/language.ts';
import type { CliSession } from '../../session.ts';
import type { Style } from '../style.ts';
import { wrapToWidth } from '../width.ts';

/** Lines longer than this are hard to read, however wide the terminal is. */
const MOST_COLUMNS = 110;
/** In a narrower terminal figures would be torn apart: there it may wrap by itself. */
const LEAST_COLUMNS = 60;
/** In a file or a pipe. */
const DEFAULT_COLUMNS = 100;

/** How a summary is written. */
export interface SummaryContext {
  readonly language: Language;
  readonly texts: CliTexts['summary'];
  readonly style: Style;
  /** The width of the lines, in cells. */
  readonly width: number;
}

/** How a session's summaries are written. */
export function summaryContext({ host, language, style, texts }: CliSession): SummaryContext {
  const columns = host.stdout.columns() ?? DEFAULT_COLUMNS;
  const width = Math.max(LEAST_COLUMNS, Math.min(columns, MOST_COLUMNS));
  return { language, style, width, texts: texts.summary };
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
