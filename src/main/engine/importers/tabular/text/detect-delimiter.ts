import { AppError } from '#core/errors.ts';
import type { SheetRow } from '#core/tabular/table.ts';
import { createCsvScanner } from './csv-scanner.ts';

/** What separates fields in files that people have; the earlier one wins where nothing tells them apart. */
const CANDIDATES = [',', ';', '\t', '|'] as const;

/** `sep=;` on the first line: how Excel is told the delimiter. The line is no data. */
const DIRECTIVE = /^"?sep=(.)"?(?:\r\n|\r|\n|$)/i;

/** Excel's directive at the head of a text, and its length in characters. */
export function delimiterDirective(text: string): { delimiter: string; length: number } | undefined {
  const match = DIRECTIVE.exec(text);
  return match?.[1] === undefined ? undefined : { delimiter: match[1], length: match[0].length };
}

/**
 * The delimiter of a text, by evidence over many lines: the one that splits most records into the same number of
 * fields, and into more of them. Quotes are respected; commas within numbers (`1,5`) and before spaces (`Acme, Inc.`)
 * count half. A text in one column gets a comma.
 */
export function detectDelimiter(sample: string): string {
  let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of CANDIDATES) {
    if (!sample.includes(delimiter)) continue;
    const score = scoreDelimiter(sample, delimiter);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function scoreDelimiter(sample: string, delimiter: string): number {
  const records = splitSample(sample, delimiter);
  const recordsByWidth = new Map<number, number>();
  for (const { cells } of records) {
    recordsByWidth.set(cells.length, (recordsByWidth.get(cells.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [width, count] of recordsByWidth) {
    if (width < 2) continue;
    // Banner and total lines have other widths, so a share is enough; its power keeps prose from winning.
    const share = count / records.length;
    best = Math.max(best, share ** 4 * Math.log2(width));
  }
  return isProse(sample, delimiter) ? best / 2 : best;
}

/** The records of a sample; the last one may be cut off, and a quote that never ends rules the rest out. */
function splitSample(sample: string, delimiter: string): SheetRow[] {
  const scanner = createCsvScanner({
    file: '',
    delimiter,
    limitCells: Number.MAX_SAFE_INTEGER,
    limitRecordCharacters: Number.MAX_SAFE_INTEGER,
  });
  try {
    scanner.write(sample);
    scanner.end();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return scanner.take();
}

/** Whether nearly every one of these characters stands within a number or before a space. */
function isProse(sample: string, delimiter: string): boolean {
  if (delimiter !== ',' && delimiter !== ';') return false;
  const all = sample.split(delimiter).length - 1;
  const inNumbers = delimiter === ',' ? (sample.match(/\d,(?=\d)/g)?.length ?? 0) : 0;
  const beforeSpaces = sample.split(`${delimiter} `).length - 1;
  return inNumbers >= all * 0.9 || beforeSpaces >= all * 0.9;
}
