import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComparedInvoice } from '#core/invoice/invoice-row.ts';
import { idKey } from '#core/ids.ts';
import { duplicateFinder } from '#core/reconcile/explain/find-duplicates.ts';
import type { AuditedRow } from '#core/reconcile/line.ts';
import { invoiceRow, type TestCharge } from '../../support/months.ts';

const charge: TestCharge = { sku: 'A-1', quantity: '1', price: '10', amount: '10' };

function audited(charges: readonly TestCharge[], source: string): readonly AuditedRow[] {
  return charges.map((own, index) => {
    const row = invoiceRow(own, index);
    return {
      row: { ...row, ref: { ...row.ref, source } },
      key: {
        subscription: idKey('Sub100'),
        sku: idKey('A-1') ?? never(),
        customer: undefined,
        consumer: undefined,
      },
      namedLevel: 'partner',
      ownLevel: 'partner',
      window: undefined,
      quantity: row.quantity ?? never(),
      unitPrice: row.unitPrice ?? never(),
      amount: row.amount ?? never(),
      viaAlias: false,
      inPeriod: true,
    };
  });
}
function never(): never {
  throw new Error('the test charge has it');
}
const documentOf = (rows: readonly AuditedRow[]): ComparedInvoice => ({
  number: undefined,
  date: undefined,
  currency: 'USD',
  statedTotals: [],
  columns: [],
  rows: rows.map(({ row }) => row),
});
const found = (...files: readonly (readonly AuditedRow[])[]): readonly string[] =>
  duplicateFinder(files.map(documentOf))(files.flat()).map(({ row }) => `${row.ref.source} ${row.ref.row}`);

describe('repeated rows', () => {
  it('are all but the first, in the order of the file', () => {
    const rows = audited([charge, charge, charge], 'one');
    expect(found(rows.toReversed())).toEqual(['one 3', 'one 4']);
  });

  it('are found across files, although their cells may be written otherwise', () => {
    const twice = audited([{ ...charge, start: '2026-10-01' }], 'two');
    expect(found(audited([charge], 'one'), twice)).toEqual(['two 2']);
  });

  it('are none where another cell of the same file differs and does not only number the rows', () => {
    const rows = audited([charge, charge, charge], 'one').map((own, index) => ({
      ...own,
      row: { ...own.row, raw: [...(own.row.raw ?? never()), index === 2 ? 'Kyoto' : 'Osaka'] },
    }));
    expect(found(rows)).toEqual(['one 3']);
  });

  it('are found among tens of thousands of one key without comparing each with each', () => {
    const rows = audited(
      Array.from({ length: 20_000 }, () => charge),
      'one',
    );
    expect(found(rows)).toHaveLength(19_999);
  });

  it('are the same where the cells are read when they are asked for', () => {
    const cell = fc.constantFrom('Osaka', 'Kyoto', '1', '2');
    const file = (source: string): fc.Arbitrary<readonly AuditedRow[]> =>
      fc
        .array(fc.record({ quantity: fc.constantFrom('1', '2'), more: fc.array(cell, { maxLength: 3 }) }))
        .map((rows) =>
          audited(
            rows.map(({ quantity }) => ({ ...charge, quantity })),
            source,
          ).map((own, index) => ({
            ...own,
            row: { ...own.row, raw: [...(own.row.raw ?? never()), ...(rows[index]?.more ?? [])] },
          })),
        );
    fc.assert(
      fc.property(file('one'), file('two'), (...files) => {
        const bare = files.map((rows) =>
          rows.map((own) => {
            const { raw: _raw, ...row } = own.row;
            return { ...own, row };
          }),
        );
        const read = duplicateFinder(bare.map(documentOf), (place) =>
          (files[place] ?? []).map(({ row }) => row.raw ?? never()),
        );
        expect(read(bare.flat()).map(({ row }) => `${row.ref.source} ${row.ref.row}`)).toEqual(
          found(...files),
        );
      }),
    );
  });

  it('ask for no cells where no two rows of a line say the same', () => {
    const rows = audited([charge, { ...charge, quantity: '2' }], 'one');
    const find = duplicateFinder([documentOf(rows)], () => never());
    expect(find(rows)).toEqual([]);
  });
});
