import { styleText } from 'node:util';
import type { CliHost, TextStream } from '../host.ts';

/** Marks of a text for the eye. A colour never carries a meaning alone: the words stand beside it. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly caution: (text: string) => string;
}

const same = (text: string): string => text;

/** No marks: for files, pipes, `NO_COLOR`, and terminals that can't. */
export const PLAIN_STYLE: Style = { strong: same, faint: same, good: same, bad: same, caution: same };

const paint =
  (format: Parameters<typeof styleText>[0]) =>
  (text: string): string =>
    styleText(format, text, { validateStream: false });

const COLOUR_STYLE: Style = {
  strong: paint('bold'),
  faint: paint('dim'),
  good: paint('green'),
  bad: paint('red'),
  caution: paint('yellow'),
};

/** The style for a stream: colours on a terminal only, unless `NO_COLOR` holds anything (no-color.org). */
export function styleFor(stream: TextStream, env: CliHost['env']): Style {
  const isRefused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return stream.isTerminal && !isRefused ? COLOUR_STYLE : PLAIN_STYLE;
}
