import type { AppError } from '#core/errors.ts';
import { errorSentence, errorText } from '#shared/messages/errors.ts';
import type { Language } from '#shared/messages/language.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';
import type { TextStream } from './host.ts';
import type { Style } from './output/style.ts';
import { wrapToWidth } from './output/width.ts';

/** How an error is told: in which language and where. */
export interface ErrorVoice {
  readonly language: Language;
  readonly texts: CliTexts;
  readonly json: boolean;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly style: Style;
}

/**
 * Tells a person what happened, what is unchanged and what to do, on standard error. With `--json` a script
 * finds the same as `{"error": {code, message, params}}` on standard output.
 */
export function tellError(error: AppError, voice: ErrorVoice): void {
  const { happened, unchanged, remedy } = errorSentence(error.code, error.params, voice.language);
  const width = Math.max(40, (voice.stderr.columns() ?? 100) - 1);
  const lines = [
    ...wrapToWidth(`${voice.style.bad(`${voice.texts.problem.title}:`)} ${happened}`, width),
    ...[unchanged, remedy].filter((part) => part !== '').flatMap((part) => wrapToWidth(part, width)),
    voice.style.faint(`[${error.code}]`),
  ];
  voice.stderr.write(`${lines.join('\n')}\n`);
  if (voice.json) {
    const message = errorText(error.code, error.params, voice.language);
    voice.stdout.write(`${JSON.stringify({ error: { code: error.code, message, params: error.params } })}\n`);
  }
}
