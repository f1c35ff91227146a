import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What reads a file. */
export type TargetName = 'table' | 'invoice' | 'report' | 'parameters' | 'mapping' | 'store' | 'backup';

/** A real file, and what may read it. */
export interface Seed {
  readonly name: string;
  readonly bytes: Buffer;
  readonly targets: readonly TargetName[];
}

const ROOT = join(import.meta.dirname, '../..');
/** Lines that are kept of a report: a mutant of a large file costs time and finds no more. */
const MOST_LINES = 40;

const headOf = (bytes: Buffer): Buffer =>
  bytes.length < 20_000
    ? bytes
    : Buffer.from(`${bytes.toString('utf8').split('\n').slice(0, MOST_LINES).join('\n')}\n`);

function folder(path: string, targets: readonly TargetName[], pattern: RegExp): Seed[] {
  return readdirSync(join(ROOT, path))
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(ROOT, path, name));
      return { name: `${path}/${name}`, bytes: name.endsWith('.csv') ? headOf(bytes) : bytes, targets };
    });
}

const ALIASES = 'FIELD,FROM,TO\nsku,A-CALL,A-WX-CALL\ncustomer,Acme,C-1001\nsubscription,S1,Sub100245\n';

/** A mapping as `--save-mapping` writes it. */
const MAPPING = {
  schema: 'tieout.mapping/1',
  headerFingerprint: '',
  headers: ['Subscription ID', 'SKU', 'Quantity', 'Unit Price', 'Amount'],
  sheet: { rule: 'recognised' },
  header: { row: 1, rows: 1 },
  columns: [
    { name: 'Subscription ID', field: 'subscriptionId', numberStyle: null },
    { name: 'SKU', field: 'sku', numberStyle: null },
    { name: 'Quantity', field: 'quantity', numberStyle: 'decimal-point' },
    { name: 'Unit Price', field: 'unitPrice', numberStyle: 'decimal-point' },
    { name: 'Amount', field: 'amount', numberStyle: 'decimal-point' },
  ],
  dateOrder: 'ymd',
  encoding: 'utf-8',
  delimiter: ',',
  currency: 'USD',
  skipRows: [{ column: 'SKU', equals: 'x' }],
};

/** The files from which mutants are made: written by openpyxl, LibreOffice, SheetJS and by hand, all checked in. */
export function loadSeeds(): readonly Seed[] {
  return [
    ...folder('resources/practice', ['table', 'invoice', 'store'], /\.xlsx$/),
    ...folder('resources/practice', ['report', 'table', 'store'], /^(partner|customer|user)\.csv$/),
    ...folder('resources/practice', ['parameters'], /^price-book\.csv$/),
    ...folder('test/fixtures/invoice', ['invoice', 'table', 'store'], /\.(csv|tsv|xlsx|xls|ods)$/),
    ...folder('test/fixtures/report', ['report', 'store'], /\.csv$/),
    ...folder('test/fixtures/tabular', ['table', 'invoice'], /\.(xlsx|xls|xlsb|ods|html|xml)$/),
    { name: 'aliases.csv', bytes: Buffer.from(ALIASES), targets: ['parameters'] },
    { name: 'mapping.json', bytes: Buffer.from(JSON.stringify(MAPPING)), targets: ['mapping'] },
  ];
}
