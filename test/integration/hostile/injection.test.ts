import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LineDocument } from '#core/reconcile/result-document.ts';
import { readPriceBook } from '#engine/importers/parameters/read-price-book.ts';
import { exportCsv } from '#engine/services/export-csv.ts';
import { exportRun } from '#engine/services/export.ts';
import { unmaskFile } from '#engine/services/privacy/unmask.ts';
import { rebill } from '#engine/services/rebill.ts';
import { CSV_VIEWS } from '#shared/ipc/contract/exports.ts';
import { readingMissing, recalculationMissing } from '../../support/recalculate.ts';
import { readWorkbook, type ReadCell, type ReadWorkbook } from '../../support/workbook-file.ts';
import { plainContext } from '../../support/workspace.ts';
import { HOSTILE_PERIOD, hostileMonth, MARK, type HostileMonth } from './hostile-month.ts';

const unread = readingMissing();
const unrun = recalculationMissing();

/** What begins a formula in some spreadsheet program, in some language, on some way into it. */
const SIGNS: readonly (readonly [string, string])[] = [
  ['equals', '='],
  ['plus', '+'],
  ['minus', '-'],
  ['at', '@'],
  ['tab', '\t='],
  ['return', '\r='],
  ['full-width-equals', '＝'],
  ['full-width-plus', '＋'],
  ['full-width-minus', '－'],
  ['full-width-at', '＠'],
];

/** Every text of the month that must be seen in its workbook, by the field it stands in. */
const FIELDS = [
  'account',
  'acme',
  'assignee',
  'beta',
  'credit',
  'description',
  'external acme',
  'external beta',
  'invoice number',
  'line 1',
  'location',
  'note',
  'partner name',
  'service',
  'sku',
  'sku excluded',
  'sku new',
  'sku old',
  'sku unbilled',
  'subscription',
  'uom',
  'usage description',
  'user 1',
  'user 4',
];
/** Those that stand within a longer text. */
const WITHIN = ['exclusion note', 'remark', 'unknown column', 'unknown header'];
const SIGNED = ['signed by', 'signature note', 'withdrawn because'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-injection-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A month of one sign, with all that is written of it. */
interface Written {
  readonly month: HostileMonth;
  readonly workbooks: readonly string[];
  readonly csv: readonly string[];
}

/** Puts a month into a folder of its own and writes every export of it. */
async function writeAll(name: string, sign: string, isReadable: boolean): Promise<Written> {
  const kind = `${name}-${isReadable ? 'signed' : 'unread-row'}`;
  const files = join(folder, kind, 'files');
  mkdirSync(files, { recursive: true });
  const month = await hostileMonth(
    sign,
    join(folder, kind, 'workspace'),
    (file, content) => {
      writeFileSync(join(files, file), content);
      return join(files, file);
    },
    isReadable,
  );
  const { workspace, result, priceBook } = month;
  const out = (file: string): string => join(folder, `${kind}-${file}`);
  const context = plainContext();
  const workbooks: string[] = [];
  const csv: string[] = [];
  const book = async (file: string, options: object): Promise<void> => {
    const request = {
      run: { id: result.runId },
      out: out(file),
      language: 'en',
      detail: 'user',
      appVersion: '0',
      describeIssue: ({ code, text }: { code: string; text: string | null }) => text ?? code,
    } as const;
    await exportRun(workspace, { ...request, ...options }, context);
    workbooks.push(out(file));
  };
  const view = async (file: string, options: object): Promise<void> => {
    const wish = { runId: result.runId, view: 'lines', language: 'en', out: out(file) } as const;
    await exportCsv(workspace, { ...wish, ...options }, context);
    csv.push(out(file));
  };
  try {
    const language = SIGNS.findIndex(([own]) => own === name) % 2 === 0 ? 'ja' : 'en';
    await book('variance.xlsx', { language });
    await book('masked.xlsx', { language, mask: { customers: false } });
    for (const own of CSV_VIEWS) await view(`${own}.csv`, { view: own, language });
    await view('masked-lines.csv', { mask: { customers: true }, language });
    if (isReadable) {
      await book('masked-both.xlsx', { mask: { customers: true } });
      for (const [masked, real] of [
        ['masked-both.xlsx', 'unmasked.xlsx'],
        ['masked-lines.csv', 'unmasked-lines.csv'],
      ] as const) {
        await unmaskFile(workspace, { file: out(masked), out: out(real) }, context);
        (masked.endsWith('.csv') ? csv : workbooks).push(out(real));
      }
      const prices = await readPriceBook(join(files, priceBook), context);
      await rebill(
        workspace,
        {
          period: HOSTILE_PERIOD,
          priceBook: prices.entries,
          priceBookName: priceBook,
          currency: undefined,
          basis: 'user-months',
          quantityDecimals: 2,
          rounding: 'half-up',
          out: out('bills.xlsx'),
          language,
          appVersion: '0',
        },
        context,
      );
      workbooks.push(out('bills.xlsx'));
    }
  } finally {
    workspace.close();
  }
  return { month, workbooks, csv };
}

const isHostile = (text: unknown): text is string =>
  typeof text === 'string' && text.toUpperCase().includes(MARK);
/** Widths are folded and spaces cut off where an id is shown. */
const folded = (text: string): string =>
  text.replaceAll('_x000D_', '\r').normalize('NFKC').trim().toLowerCase();
const cellsOf = ({ sheets }: ReadWorkbook): readonly ReadCell[] =>
  sheets.flatMap(({ cells }) => Object.values(cells));

const withoutSheets = (formula: string): string => formula.replace(/'(?:[^']|'')*'!/g, '');
/** A link to a customer's sheet that shows the name standing there. */
const LINK = '=HYPERLINK("#A1",A1)';

/** Formulas are of our own templates: what the month says stands in none, but for names of sheets in their quotes. */
function expectNoFormula(file: string, book: ReadWorkbook): void {
  const where = basename(file);
  const formulas = [
    ...cellsOf(book).flatMap(({ f }) => f ?? []),
    ...Object.values(book.names),
    ...book.sheets.flatMap(({ validations }) => validations.map(({ formula }) => formula)),
  ].map(withoutSheets);
  expect(formulas.length, where).toBeGreaterThan(3);
  expect(
    formulas.filter(
      (formula) => isHostile(formula) || /[|]|\bDDE|HYPERLINK\((?!"#A)|WEBSERVICE/i.test(formula),
    ),
    where,
  ).toEqual([]);
  const texts = cellsOf(book).filter(({ v }) => isHostile(v));
  expect(
    texts.filter(
      ({ t, f = '' }) => withoutSheets(f) !== LINK && (f !== '' || (t !== 's' && t !== 'inlineStr')),
    ),
    where,
  ).toEqual([]);
  expect(
    cellsOf(book).filter(({ link }) => link?.startsWith('EXTERNAL')),
    where,
  ).toEqual([]);
}

/** What a spreadsheet may run of a CSV file's field. */
const runs = (field: string): boolean =>
  /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(field) && !/^-?\d+(\.\d+)?$/.test(field);

const figuresOf = ({ invoiced, usage, variance, expected }: LineDocument): readonly string[] =>
  [
    invoiced.quantity,
    usage.userDays,
    usage.quantity,
    variance.quantity,
    invoiced.unitPrice,
    expected.unitPrice,
    invoiced.amount,
    expected.amount,
    variance.amount,
  ].map((figure) => figure ?? '');

/** Each sign in a month that is signed; one in a month with a row that can't be read, which can't be. */
const MONTHS = [...SIGNS.map((own) => [...own, true] as const), ['equals', '=', false] as const];

describe('a month whose every text begins with a sign', () => {
  it.skipIf(unread !== undefined).each(MONTHS)(
    `is written without one formula of it, in all its exports, and keeps its texts and figures: %s %j, signed: %s${unread === undefined ? '' : `: ${unread}`}`,
    { timeout: 120_000 },
    async (name, sign, isReadable) => {
      const { month, workbooks, csv } = await writeAll(name, sign, isReadable);
      const books = new Map(workbooks.map((file) => [basename(file), readWorkbook(file)]));
      for (const [file, book] of books) expectNoFormula(file, book);

      const kind = `${name}-${isReadable ? 'signed' : 'unread-row'}`;
      const book = books.get(`${kind}-variance.xlsx`);
      const cells = book === undefined ? [] : cellsOf(book);
      const texts = new Set(cells.flatMap(({ v }) => (typeof v === 'string' ? [folded(v)] : [])));
      for (const field of FIELDS) expect(texts, field).toContain(folded(month.text(field)));
      const everything = [...texts].join('\n');
      const within = [...WITHIN, ...(isReadable ? SIGNED : ['quantity'])];
      for (const field of within) expect(everything).toContain(folded(month.text(field)));
      // Negatives stay numbers: of the credit, and of a correction in the report.
      for (const figure of [-10.25, -3.25]) {
        expect(cells.some(({ v, t }) => v === figure && t === 'n')).toBe(true);
      }

      for (const file of csv) {
        const rows: string[][] = parse(readFileSync(file), { bom: true });
        expect(new Set(rows.map((row) => row.length)).size, file).toBe(1);
        expect(rows.flat().filter(runs), file).toEqual([]);
      }
      const lines: string[][] = parse(readFileSync(join(folder, `${kind}-lines.csv`)), { bom: true });
      expect(lines.slice(1).map((row) => row.slice(9, 18))).toEqual(month.result.lines.map(figuresOf));
      expect(month.result.lines.some(({ usage }) => usage.userDays === '-3.25')).toBe(true);
      expect(lines.flat().filter(isHostile).length).toBeGreaterThan(month.result.lines.length * 3);
    },
  );
});

/** The formulas of spreadsheets, as LibreOffice has them when it has read a file, by file. */
function formulasInLibreOffice(files: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const out = mkdtempSync(join(folder, 'read-'));
  // Comma, quotes, UTF-8, from the first line, standard columns; formulas are to be run, which a person can choose.
  const evaluate = '44,34,76,1,,0,false,true,false,false,false,-1,true';
  execFileSync(
    '/usr/bin/soffice',
    [
      `-env:UserInstallation=file://${join(out, 'profile')}`,
      '--headless',
      `--infilter=CSV:${evaluate}`,
      '--convert-to',
      'fods',
      '--outdir',
      out,
      ...files,
    ],
    { stdio: 'ignore', timeout: 300_000 },
  );
  return new Map(
    readdirSync(out)
      .filter((name) => name.endsWith('.fods'))
      .map((name) => [
        name,
        [...readFileSync(join(out, name), 'utf8').matchAll(/table:formula="([^"]*)"/g)].map(
          ([, formula]) => formula ?? '',
        ),
      ]),
  );
}

describe('a CSV file of such a month', () => {
  it.skipIf(unread !== undefined || unrun !== undefined)(
    `is opened by LibreOffice without a formula, even where it is told to run them${unrun === undefined ? '' : `: ${unrun}`}`,
    { timeout: 400_000 },
    () => {
      const files = readdirSync(folder)
        .filter((name) => name.endsWith('.csv'))
        .map((name) => join(folder, name));
      expect(files).toHaveLength(SIGNS.length * 5 + 4);
      // A file that is not protected: what runs is found.
      const bait = join(folder, 'bait.csv');
      writeFileSync(bait, 'a,=1+1\r\n');
      const found = formulasInLibreOffice([...files, bait]);
      expect(found.get('bait.fods')).toHaveLength(1);
      expect(found.size).toBe(files.length + 1);
      expect([...found].filter(([name, formulas]) => name !== 'bait.fods' && formulas.length > 0)).toEqual(
        [],
      );
    },
  );
});
