import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError } from '#core/errors.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import {
  formatInvoiceMapping,
  parseInvoiceMapping,
  readInvoiceMapping,
} from '#engine/importers/invoice/mapping-file.ts';
import type { InvoiceReading, InvoiceReadOptions } from '#engine/importers/invoice/read-invoice.ts';
import { readInvoice } from '#engine/importers/invoice/read-invoice.ts';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { storedZip } from '../../support/truth/text-files.ts';
import { JOB, readFileAt } from './support.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tieout-invoice-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function put(name: string, bytes: string | Buffer): string {
  files += 1;
  const file = path.join(folder, `${String(files)}-${name}`);
  writeFileSync(file, bytes);
  return file;
}
const readText = (text: string, options: InvoiceReadOptions = {}): Promise<InvoiceReading> =>
  readFileAt(put('invoice.csv', text), options);

type Sheets = Readonly<Record<string, readonly (readonly (string | number)[])[]>>;
async function workbook(sheets: Sheets, edit?: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) {
    book.addWorksheet(name).addRows(rows.map((cells) => [...cells]));
  }
  edit?.(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}
const readBook = async (sheets: Sheets, options: InvoiceReadOptions = {}): Promise<InvoiceReading> =>
  readFileAt(put('invoice.xlsx', await workbook(sheets)), options);

/** What an import was refused with. */
async function refusal(reading: Promise<unknown>): Promise<{ code: string; params: Record<string, string> }> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, params: { ...error.params } };
    throw error;
  }
  throw new Error('not refused');
}
const places = ({ document }: InvoiceReading): string[] =>
  document.rows.map(({ ref, rowClass }) => `${ref.sheet ?? ''}:${String(ref.row)} ${rowClass}`);

const HEADER = ['SKU', 'Quantity', 'Unit Price', 'Amount'];
const DETAIL = [HEADER, ['A-1', 2, 5, 10], ['A-2', 1, 7, 7]];

describe('columns', () => {
  test('that are missing are named, with what was found', async () => {
    const { code, params } = await refusal(readText('SKU,Description,Customer\nA-1,x,Acme\n'));
    expect([code, params['columns'], params['found']]).toEqual([
      'COLUMN_MISSING',
      'quantity, amount',
      'SKU, Description, Customer',
    ]);
    expect(params['file']).toMatch(/invoice\.csv$/);
  });

  test('that equally claim one field are named', async () => {
    const { code, params } = await refusal(readText('SKU,Quantity,Amount (USD),Amount (EUR)\nA-1,1,2,3\n'));
    expect([code, params['field'], params['candidates']]).toEqual([
      'COLUMN_AMBIGUOUS',
      'amount',
      'Amount (USD), Amount (EUR)',
    ]);
  });

  test('of a file that is no invoice are not made up', async () => {
    expect((await refusal(readText('Colour,Shape\nred,round\n'))).code).toBe('HEADER_NOT_FOUND');
  });
});

describe('numbers', () => {
  const text = 'SKU,Quantity,Unit Price,Amount\nA-1,1.000,1,1.000\nA-2,2.000,1,2.000\n';

  test('that read in two ways stop the import, naming place, readings and remedy', async () => {
    const { code, params } = await refusal(readText(text));
    expect([code, params['row'], params['column'], params['text'], params['readings']]).toEqual([
      'NUMBER_STYLE_AMBIGUOUS',
      '2',
      'Quantity',
      '1.000',
      '1 / 1000',
    ]);
  });

  test('are read by the locale that is stated', async () => {
    const german = await readText(text, { locale: 'de-DE' });
    const english = await readText(text, { locale: 'en-US' });
    expect([german.document.rows[0]?.amount, english.document.rows[0]?.amount]).toEqual([
      1_000_000_000n,
      1_000_000n,
    ]);
  });

  test('are read by no locale that does not exist', async () => {
    expect((await refusal(readText(text, { locale: 'klingon' }))).code).toBe('BAD_OPTION');
  });
});

describe('sheets', () => {
  test('of one layout are all read, in any order of columns', async () => {
    const moved = [
      ['Amount', 'SKU', 'Quantity', 'Unit Price'],
      [9, 'A-3', 3, 3],
    ];
    const reading = await readBook({ North: DETAIL, South: moved });
    expect(places(reading)).toEqual(['North:2 charge', 'North:3 charge', 'South:2 charge']);
    expect(reading.document.rows[2]).toMatchObject({ sku: 'A-3', amount: 9_000_000n });
  });

  test('of two layouts are not chosen between', async () => {
    const other = [
      ['SKU', 'Qty', 'Net Amount'],
      ['A-1', 1, 2],
    ];
    const { code, params } = await refusal(readBook({ Detail: DETAIL, Summary: other }));
    expect([code, params['candidates']]).toEqual(['SHEET_AMBIGUOUS', 'Detail, Summary']);
    const chosen = await readBook({ Detail: DETAIL, Summary: other }, { sheet: 'summary' });
    expect(places(chosen)).toEqual(['Summary:2 charge']);
    expect(chosen.tables.map(({ verdict }) => verdict)).toEqual(['not-chosen', 'read']);
    expect(chosen.issues).toMatchObject([{ code: 'TABLE_NOT_READ', sheet: 'Detail', severity: 'info' }]);
  });

  test('that are named and do not exist are refused, with those that do', async () => {
    const { code, params } = await refusal(readBook({ Detail: DETAIL }, { sheet: 'October' }));
    expect([code, params['sheet'], params['candidates']]).toEqual(['SHEET_NOT_FOUND', 'October', 'Detail']);
  });

  test('that are hidden are read and flagged', async () => {
    const bytes = await workbook({ Front: [['Hello']], Detail: DETAIL }, (book) => {
      const detail = book.getWorksheet('Detail');
      if (detail !== undefined) detail.state = 'hidden';
    });
    const { document, issues } = await readFileAt(put('invoice.xlsx', bytes));
    expect(document.rows.map(({ flags }) => flags)).toEqual([['hidden-sheet'], ['hidden-sheet']]);
    expect(issues.map(({ code, severity }) => [code, severity])).toContainEqual(['HIDDEN_SHEET', 'warning']);
  });

  test('with the same lines are both counted, and named', async () => {
    const { document, issues } = await readBook({ One: DETAIL, Two: DETAIL });
    expect(document.rows).toHaveLength(4);
    expect(issues.map(({ code, sheet, text }) => [code, sheet, text])).toEqual([
      ['TABLE_LOOKS_REPEATED', 'Two', 'One'],
    ]);
  });
});

describe('a zip', () => {
  const usage = 'SKU,Quantity,Unit Price,Amount\nA-1,2,5.00,10.00\nA-2,1,7.00,7.00\n';

  test('of an invoice header file and a usage file is one invoice', async () => {
    const header = 'Invoice Number,Invoice Date,Currency,Total Amount\nINV-7,2026-11-01,USD,17.00\n';
    const zip = storedZip([
      { name: 'header.csv', bytes: Buffer.from(header) },
      { name: 'usage.csv', bytes: Buffer.from(usage) },
      { name: 'letter.pdf', bytes: Buffer.from('%PDF-1.7\n%âãÏÓ\n') },
    ]);
    const { document, issues } = await readFileAt(put('invoice.zip', zip));
    expect([document.number, document.date, document.currency, document.rows.length]).toEqual([
      'INV-7',
      '2026-11-01',
      'USD',
      2,
    ]);
    expect(document.statedTotals).toMatchObject([{ kind: 'total', amount: 17_000_000n }]);
    expect(issues.map(({ code, sheet }) => [code, sheet])).toEqual([
      ['TABLE_NOT_READ', 'header.csv'],
      ['TABLE_NOT_READ', 'letter.pdf'],
    ]);
  });

  test('that holds the same lines in two formats counts them once', async () => {
    const zip = storedZip([
      { name: 'usage.csv', bytes: Buffer.from(usage) },
      { name: 'usage.xlsx', bytes: await workbook({ Usage: DETAIL }) },
    ]);
    const { document, issues, tables } = await readFileAt(put('invoice.zip', zip));
    expect(document.rows).toHaveLength(2);
    expect(issues.map(({ code }) => code)).toEqual(['TABLE_REPEATED']);
    expect(tables.map(({ verdict }) => verdict)).toEqual(['read', 'same-lines']);
  });
});

describe('a text file', () => {
  test('may break lines within a cell: rows keep the line on which they begin, and none is made up', async () => {
    const text = 'SKU,Description,Quantity,Amount\nA-1,"two\nlines",1,2\n\nA-2,one,1,2\n';
    expect(places(await readText(text))).toEqual([':2 charge', ':4 blank', ':5 charge']);
  });

  test('with bare delimiters has blank rows, and none at its end', async () => {
    const text = 'SKU,Quantity,Amount\nA-1,1,2\n,,\nA-2,1,2\n,,\n\n';
    expect(places(await readText(text))).toEqual([':2 charge', ':3 blank', ':4 charge']);
  });

  test('of a header alone is an invoice without rows', async () => {
    expect((await readText('SKU,Quantity,Amount\n')).document.rows).toEqual([]);
  });
});

describe('a saved mapping', () => {
  const september = 'Line code;How many;Worth;Note\nA-1;1.000;2.000;x\nA-2;2,5;3;carry\n';
  const mapping: InvoiceMapping = parseInvoiceMapping(
    JSON.stringify({
      schema: 'tieout.mapping/1',
      headers: ['Line code', 'How many', 'Worth', 'Note'],
      columns: [
        { name: 'Line code', field: 'sku' },
        { name: 'How many', field: 'quantity', numberStyle: 'decimal-comma' },
        { name: 'Worth', field: 'amount', numberStyle: 'decimal-comma' },
      ],
      currency: 'EUR',
      skipRows: [{ column: 'Note', equals: 'Carry' }],
    }),
    'mapping.json',
  );

  test('reads columns that no dictionary knows, and leaves out the rows that it says', async () => {
    const { document } = await readText(september, { mapping });
    expect(
      document.rows.map(({ rowClass, classRule, quantity, amount }) => [
        rowClass,
        classRule,
        quantity,
        amount,
      ]),
    ).toEqual([
      ['charge', 'sku-quantity-price', 1_000_000_000n, 2_000_000_000n],
      ['unknown', 'mapping:skip', undefined, undefined],
    ]);
    expect(document.currency).toBe('EUR');
  });

  test('replays on a file whose columns have moved and multiplied', async () => {
    const october = 'New;Worth;Note;Line code;How many\ny;2.000;x;A-1;1.000\n';
    const { document } = await readText(october, { mapping });
    expect(document.rows[0]).toMatchObject({ sku: 'A-1', quantity: 1_000_000_000n, amount: 2_000_000_000n });
  });

  test('that does not fit names the columns that have changed', async () => {
    const { code, params } = await refusal(
      readText('Line code;Quantity;Colour;Worth\nA-1;1;red;2\n', { mapping }),
    );
    expect([code, params['detail']]).toEqual(['MAPPING_DOES_NOT_FIT', '+ Colour; How many -> Quantity']);
  });

  test('that has nothing in common with the file does not fit', async () => {
    expect((await refusal(readText('Colour,Shape\nred,round\n', { mapping }))).code).toBe(
      'MAPPING_DOES_NOT_FIT',
    );
  });

  test('is written and read back as it is', async () => {
    const { mapping: learnt } = await readBook({ Detail: DETAIL }, { sheet: 'Detail' });
    const file = put('mapping.json', formatInvoiceMapping(learnt));
    expect(await readInvoiceMapping(file)).toEqual(learnt);
    expect(learnt.sheet).toEqual({ rule: 'named', name: 'Detail' });
  });

  test.each([
    ['no JSON', 'nonsense', /JSON/],
    ['another version', '{"schema":"tieout.mapping/9","columns":[]}', /schema/],
    [
      'an unknown field',
      '{"schema":"tieout.mapping/1","columns":[{"name":"x","field":"colour"}]}',
      /columns\.0\.field/,
    ],
    [
      'two columns for one field',
      '{"schema":"tieout.mapping/1","columns":[{"name":"x","field":"sku"},{"name":"y","field":"sku"}]}',
      /columns: two columns/,
    ],
    ['no columns', '{"schema":"tieout.mapping/1","columns":[]}', /columns/],
  ])('of %s is refused', (_name, text, detail) => {
    expect(() => parseInvoiceMapping(text, 'mapping.json')).toThrow(/MAPPING_INVALID/);
    expect(() => parseInvoiceMapping(text, 'mapping.json')).toThrow(detail);
  });

  test('that does not exist is refused by its name', async () => {
    expect(await refusal(readInvoiceMapping(path.join(folder, 'nowhere.json')))).toEqual({
      code: 'FILE_NOT_FOUND',
      params: { file: 'nowhere.json' },
    });
  });
});

test('a cancelled import ends with CANCELLED', async () => {
  const file = await openTableFile(put('invoice.csv', 'SKU,Quantity,Amount\nA-1,1,2\n'), {}, JOB);
  const cancelled = { ...JOB, checkpoint: () => Promise.reject(new AppError('CANCELLED')) };
  try {
    expect((await refusal(readInvoice(file, { id: 's', name: 'invoice.csv' }, {}, cancelled))).code).toBe(
      'CANCELLED',
    );
  } finally {
    await file.close();
  }
});
