/** Rules that hold for any invoice: nothing vanishes, nothing is counted twice, nothing depends on the order of rows. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatMicros, micros, sumMicros, type Micros } from '#core/decimal/micros.ts';
import { ROW_CLASSES, type InvoiceRow } from '#core/invoice/invoice-row.ts';
import { readGrid, type Grid } from './grid.ts';

const HEADER = ['Subscription ID', 'SKU', 'Description', 'Customer', 'Quantity', 'Unit Price', 'Amount'];

interface Line {
  readonly cells: readonly string[];
  /** What it is, and what it is worth: undefined for what is in no sum. */
  readonly kind: string;
  readonly worth: bigint | undefined;
}

const cents = (value: bigint): string => {
  const text = formatMicros(micros(value * 10_000n));
  const [whole, fraction = ''] = text.split('.');
  return `${whole ?? ''}.${fraction.padEnd(2, '0')}`;
};
const name = fc.constantFrom(
  'Acme',
  'Total Energies',
  'Credit Union',
  'Tax & Co',
  '合計商事',
  'Subtotal',
  '',
);
const amount = fc.bigInt({ min: 1n, max: 99_999_99n });
const label = (text: string, value: bigint): string[] => ['', '', text, '', '', '', cents(value)];

const line: fc.Arbitrary<Line> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(amount, name).map(([value, customer]) => ({
      cells: ['Sub1', 'A-1', 'Webex Calling', customer, '1', cents(value), cents(value)],
      kind: 'charge',
      worth: value,
    })),
  },
  fc.tuple(amount, name).map(([value, customer]) => ({
    cells: ['Sub1', 'A-1', 'Webex Calling', customer, '-1', cents(value), cents(-value)],
    kind: 'credit',
    worth: -value,
  })),
  amount.map((value) => ({ cells: label('Sales tax', value), kind: 'tax', worth: value })),
  amount.map((value) => ({ cells: label('One-time setup fee', value), kind: 'fee', worth: value })),
  amount.map((value) => ({ cells: label('Adjustment', value), kind: 'adjustment', worth: value })),
  amount.map((value) => ({ cells: label('Subtotal', value), kind: 'subtotal', worth: undefined })),
  fc.constant({ cells: [], kind: 'blank', worth: undefined }),
  fc
    .constantFrom('Thank you', '備考：なし')
    .map((text) => ({ cells: [text], kind: 'unknown', worth: undefined })),
  fc.constant({ cells: HEADER, kind: 'unknown', worth: undefined }),
  amount.map((value) => ({
    cells: ['Sub1', 'A-1', 'Webex', 'Acme', '1', cents(value), `${cents(value)}x`],
    kind: 'charge!',
    worth: undefined,
  })),
);
const anchor: Line = {
  cells: ['Sub1', 'A-1', 'Webex', 'Acme', '1', '1.50', '1.50'],
  kind: 'charge',
  worth: 150n,
};
const lines = fc.array(line, { maxLength: 25 });
const read = (all: readonly Line[]): readonly InvoiceRow[] =>
  readGrid([HEADER, ...all.map(({ cells }) => cells)] as Grid).document.rows;
const inSums = (row: InvoiceRow): boolean =>
  row.rowClass !== 'subtotal' && !row.quarantined && row.amount !== undefined;
/** A row's content without the place where it stands. */
const withoutPlace = (row: InvoiceRow): string =>
  JSON.stringify({ ...row, ref: undefined }, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
const total = (rows: readonly InvoiceRow[]): Micros => sumMicros(rows.map((row) => row.amount ?? micros(0n)));

test('every row of a file comes out once, in order, with the class that it was written as', () => {
  fc.assert(
    fc.property(lines, (some) => {
      const all = [...some, anchor];
      const rows = read(all);
      expect(rows.map(({ ref }) => ref.row)).toEqual(all.map((_, index) => index + 2));
      expect(rows.map(({ rowClass, quarantined }) => rowClass + (quarantined ? '!' : ''))).toEqual(
        all.map(({ kind }) => kind),
      );
      const byClass = ROW_CLASSES.map((rowClass) => rows.filter((row) => row.rowClass === rowClass).length);
      expect(byClass.reduce((a, b) => a + b)).toBe(all.length);
    }),
  );
});

test('the sums of the classes are the sum of all rows, and what was written', () => {
  fc.assert(
    fc.property(lines, (some) => {
      const all = [...some, anchor];
      const kept = read(all).filter(inSums);
      const byClass = ROW_CLASSES.map((rowClass) => total(kept.filter((row) => row.rowClass === rowClass)));
      expect(sumMicros(byClass)).toBe(total(kept));
      expect(total(kept)).toBe(all.reduce((sum, { worth }) => sum + (worth ?? 0n) * 10_000n, 0n));
    }),
  );
});

test('the lines of an invoice without totals are the same in any order', () => {
  const isLine = ({ kind }: Line): boolean => kind !== 'subtotal' && kind !== 'blank';
  fc.assert(
    fc.property(lines, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (some, chances) => {
      const all = [...some.filter(isLine), anchor];
      const order = all
        .map((entry) => ({ entry, at: Number(chances.next().value) }))
        .sort((a, b) => a.at - b.at);
      const signature = (list: readonly Line[]): string[] => read(list).map(withoutPlace).sort();
      expect(signature(order.map(({ entry }) => entry))).toEqual(signature(all));
    }),
  );
});

test('a correct grand total at the end is stated, whatever stands before it', () => {
  const known = lines.map((some) => some.filter(({ kind }) => kind !== 'subtotal' && kind !== 'charge!'));
  fc.assert(
    fc.property(known, (some) => {
      const all = [...some, anchor];
      const sum = all.reduce((so, { worth }) => so + (worth ?? 0n), 0n);
      const grid = [HEADER, ...all.map(({ cells }) => cells), label('Grand Total', sum)];
      expect(readGrid(grid).document.statedTotals).toMatchObject([{ kind: 'total', amount: sum * 10_000n }]);
    }),
  );
});
