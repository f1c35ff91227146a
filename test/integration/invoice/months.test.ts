/** Invoices made by chance, in many countries' files: each row comes out as what it was written as. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatMicros, micros } from '#core/decimal/micros.ts';
import { plain } from '../../support/truth/exact.ts';
import { writeTextInvoice, writeWorkbookInvoice } from '../../support/truth/invoice-file.ts';
import type { BilledRow } from '../../support/truth/invoice.ts';
import { randomMonth } from '../../support/truth/random-month.ts';
import { readFileAt } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tieout-months-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const classOf = ({ kind }: BilledRow): string => (kind === 'total' ? 'subtotal' : kind);

describe('a month', () => {
  test.each(Array.from({ length: 60 }, (_, index) => 9000 + index))('of seed %i', async (seed) => {
    const month = randomMonth(seed);
    const isBook = month.format === 'xlsx' && seed % 6 === 0;
    const { bytes, rowOf } = isBook
      ? await writeWorkbookInvoice(month.rows, month.style)
      : writeTextInvoice(month.rows, month.style);
    const file = path.join(folder, `${String(seed)}.${isBook ? 'xlsx' : 'csv'}`);
    writeFileSync(file, bytes);
    const { document, issues } = await readFileAt(file);
    const byRow = new Map(document.rows.map((row) => [row.ref.row, row]));
    const found = month.rows.map((row) => {
      const read = byRow.get(rowOf.get(row) ?? 0);
      return [
        read?.rowClass,
        read?.amount === undefined ? '' : formatMicros(micros(read.amount)),
        read?.quarantined ?? false,
      ];
    });
    const wanted = month.rows.map((row) => [
      classOf(row),
      row.amount === undefined ? '' : plain(row.amount),
      false,
    ]);
    // Blank rows at the end of a file are no rows.
    while (month.rows[wanted.length - 1]?.kind === 'blank') {
      wanted.pop();
      found.pop();
    }
    expect(found).toEqual(wanted);
    expect(issues).toEqual([]);
    const total = month.rows.findLast(({ kind }) => kind === 'total');
    const stated = document.statedTotals.findLast(({ kind }) => kind === 'total');
    expect(stated && formatMicros(stated.amount)).toBe(
      total?.amount === undefined ? undefined : plain(total.amount),
    );
  });
});
