import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import { fuzzInvoice } from '../../fuzz/targets/invoice-target.ts';
import { fuzzReport } from '../../fuzz/targets/report-target.ts';
import { fuzzTable } from '../../fuzz/targets/table-target.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/fuzz');

/** Gives a file to what once read it wrongly; throws a finding where it still does. */
const TARGETS: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  invoice: fuzzInvoice,
  report: fuzzReport,
  table: (path) => fuzzTable(path, readFileSync(path)),
};

/** What must come of each: a value that the second opinions share, or a refusal. */
const CORPUS: Readonly<Record<string, string>> = {
  // A library followed a negative length without end.
  'table-endless.xls': 'FILE_DAMAGED',
  // A gigabyte of empty cells stood before the one in column 68 million.
  'invoice-column-68-million.xlsb': 'SHEET_TOO_LARGE',
  // ` EU`, the end of a description, was taken for a SKU.
  'report-end-of-a-sentence.csv': 'value',
  // `A-1;=1+1` was put together to a SKU, and 234 from the next column taken for the quantity.
  'report-key-of-two-cells.csv': 'value',
  // The second opinion took a SKU without the space, or the mark, that stands beside it. It is kept as it is written.
  'report-space-before-a-key.csv': 'value',
  'report-mark-behind-a-key.csv': 'value',
  // `<c t="s"><v/></c>`: the second opinion took it for the first shared text. It is an empty cell.
  'table-text-without-number.xlsx': 'value',
};

describe('a mutant that once was a finding', () => {
  it.each(Object.entries(CORPUS))('is read rightly, or refused: %s', async (name, expected) => {
    const target = TARGETS[name.slice(0, name.indexOf('-'))];
    const outcome = await target?.(join(FOLDER, name)).then(
      () => 'value',
      (error: unknown) => {
        if (error instanceof AppError) return error.code;
        throw error;
      },
    );
    expect(outcome).toBe(expected);
  });

  it('is in the list above, each of them', () => {
    const kept = readdirSync(FOLDER).filter((name) => /^\w+-/.test(name));
    expect(kept.sort()).toEqual(Object.keys(CORPUS).sort());
  });
});
