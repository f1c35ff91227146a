import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agrees,
  recalculate,
  recalculationMissing,
  type RecalculatedCell,
} from '../../support/recalculate.ts';
import { temporaryFolder, writeMonth } from '../../support/workbook-file.ts';
import { workbookMonth, type MonthOptions } from '../../support/workbook-month.ts';
import { OPTIONAL_SHEETS, SHEET_NAMES } from '#core/workbook/sheets.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { rewriteZip } from '../../support/rewrite-zip.ts';

const missing = recalculationMissing();
if (missing !== undefined) console.warn(`skipped: nothing is recalculated, since ${missing}`);

const MONTHS: readonly [name: string, language: 'en' | 'ja', options: MonthOptions][] = [
  ['a month with every trouble, in English', 'en', {}],
  ['a month in yen, in Japanese', 'ja', { currency: 'JPY' }],
  ['an invoice by user', 'en', { grain: 'user', customers: 4 }],
  ['an invoice by SKU alone', 'ja', { grain: 'partner' }],
  ['an invoice that ties out', 'en', { isClean: true }],
  ['a month with the USER report alone', 'en', { levels: ['user'] }],
  ['a month without any usage', 'en', { levels: [] }],
];

describe.skipIf(missing !== undefined)('every stored result is what LibreOffice calculates', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it.each(MONTHS)('in %s', async (_name, language, options) => {
    const cells = recalculate(await writeMonth(workbookMonth(options), folder.path, { language }));
    expect(cells.length).toBeGreaterThan(60);
    expect(cells.filter((cell) => !agrees(cell) || String(cell.calculated).startsWith('#'))).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)('a workbook without the sheets that may be left out', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it.each([
    ['all of them', OPTIONAL_SHEETS],
    ['the exceptions alone', ['exceptions']],
  ] as const)('still holds what LibreOffice calculates: %s', async (_name, omit) => {
    const file = await writeMonth(workbookMonth(), folder.path, { omit });
    const cells = recalculate(file);
    const sheets = new Set(cells.map(({ sheet }) => sheet));
    for (const id of omit) expect(sheets).not.toContain(SHEET_NAMES[id].en);
    expect(cells.filter((cell) => !agrees(cell) || String(cell.calculated).startsWith('#'))).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)('the recalculation itself', () => {
  const folder = temporaryFolder();
  let wrong: readonly RecalculatedCell[] = [];
  afterAll(folder.remove);
  beforeAll(async () => {
    const file = await writeMonth(workbookMonth(), folder.path);
    const spoiled = await rewriteZip(readFileSync(file), (name, text) =>
      name === 'xl/worksheets/sheet3.xml'
        ? text.replace(/(<f>SUMIFS\(tblInvoice\[Amount\][^<]*<\/f><v>)[^<]*(<\/v>)/, '$1123456789$2')
        : text,
    );
    writeFileSync(file, spoiled);
    wrong = recalculate(file).filter((cell) => !agrees(cell));
  });

  it('notices a stored result that is wrong', () => {
    expect(wrong.map(({ sheet, stored }) => ({ sheet, stored }))).toContainEqual({
      sheet: 'By SKU',
      stored: 123456789,
    });
  });
});
