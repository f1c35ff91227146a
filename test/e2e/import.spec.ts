import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, test } from './support/fixtures.ts';
import { mainWindow, type MainWindow } from './support/main-window.ts';
import { callApi } from './support/window-api.ts';

/** An invoice of a layout that no dictionary knows, written the way Excel does: a title, two header rows, a total. */
const WRITE = `
import sys, json
from openpyxl import Workbook
path, month, amount_name = sys.argv[1:4]
book = Workbook()
sheet = book.active
sheet.title = '内訳'
sheet.append(['ご請求内訳書'])
sheet.append([])
sheet.append(['契約の情報', None, 'ご利用の内容', None, 'お金のこと', None])
sheet.append(['枝番', '物の記号', 'いつから', 'いつまで', '何個', amount_name])
for i in range(1, 41):
    sheet.append([f'S-{i % 3}', f'A-{i % 4}', f'{month}-01', f'{month}-30', i, i * 100])
sheet.append([None, '合計', None, None, None, 82000])
sheet.merge_cells('A3:B3'); sheet.merge_cells('C3:D3'); sheet.merge_cells('E3:F3')
book.save(path)
`;
const FIELDS = ['subscriptionId', 'sku', 'chargeStart', 'chargeEnd', 'quantity', 'amount'] as const;

const hasPython = ((): boolean => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import openpyxl']);
    return true;
  } catch {
    return false;
  }
})();
test.skip(!hasPython, 'openpyxl is not here: it writes the workbooks of these tests.');

function writeInvoice(folder: string, name: string, month: string, amountName = 'いくら'): string {
  const path = join(folder, name);
  execFileSync('/usr/bin/python3', ['-c', WRITE, path, month, amountName]);
  return path;
}

const fieldOf = (page: Page, column: number): ReturnType<Page['locator']> =>
  page
    .getByRole('columnheader')
    .nth(column + 1)
    .getByRole('combobox');

/** Maps the unknown layout by hand: its header, then each column. */
async function mapByHand(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Row 4 is the header' }).click();
  for (const [column, field] of FIELDS.entries()) await fieldOf(page, column).selectOption(field);
}

async function saveTemplate(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Save as template…' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.locator(`[data-template="${name}"]`)).toBeVisible();
}

const totals = (page: Page): ReturnType<Page['locator']> => page.getByRole('region', { name: 'Totals' });

/** The unknown layout, mapped, kept as a template and imported. */
async function importOdd(main: MainWindow, folder: string): Promise<void> {
  await main.drop([writeInvoice(folder, 'october.xlsx', '2026-10')]);
  await mapByHand(main.page);
  await expect(totals(main.page)).toHaveAttribute('data-tie-out', 'ok');
  await saveTemplate(main.page, 'Odd');
  await main.importInvoice.click();
  await expect(main.inputs.first()).toHaveAttribute('data-step', 'imported');
}

test('an invoice of an unknown layout is mapped by hand, ties out and is imported', async ({
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  await main.drop([writeInvoice(folders.root, 'october.xlsx', '2026-10')]);
  await expect(main.importInvoice).toBeDisabled();
  await mapByHand(window);
  await expect(totals(window)).toHaveAttribute('data-tie-out', 'ok');
  await expect(totals(window)).toContainText('82,000');
  await main.importInvoice.click();
  await expect(main.inputs.first()).toHaveAttribute('data-step', 'imported');
  const held = await callApi(window, 'imports', 'listImports', { offset: 0, limit: 10 });
  expect(held).toMatchObject({ ok: true, value: { total: 1, rows: [{ kind: 'invoice', sum: '82000' }] } });
});

test('a text file with a delimiter in its texts is read by the one that a person names', async ({
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  const path = join(folders.root, 'october.csv');
  const lines = Array.from(
    { length: 6 },
    (_, index) => `S-${String(index)}|A-1|rooms; phones; video|${String(index)}`,
  );
  writeFileSync(path, ['Subscription ID|SKU|Description|Amount', ...lines].join('\n'));
  await main.drop([path]);
  const delimiter = window.getByRole('combobox', { name: 'Delimiter' });
  const columns = window.getByRole('columnheader').getByRole('combobox');
  await delimiter.selectOption({ label: 'Semicolon (;)' });
  await expect(window.locator('[data-problem="HEADER_NOT_FOUND"]')).toBeVisible();
  await delimiter.selectOption({ label: 'Pipe (|)' });
  await expect(columns).toHaveCount(4);
});

test('a field that is typed takes no other on its way, counts with Enter, and Escape takes it back', async ({
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  await main.drop([writeInvoice(folders.root, 'october.xlsx', '2026-10')]);
  await mapByHand(window);
  await expect(totals(window)).toHaveAttribute('data-tie-out', 'ok');
  // `S` alone is the subscription, which the first column has.
  await fieldOf(window, 1).focus();
  await window.keyboard.type('S');
  await expect(window.getByText('Enter takes it, Esc takes it back.')).toBeVisible();
  await expect(fieldOf(window, 0)).toHaveValue('subscriptionId');
  await window.keyboard.press('Escape');
  await expect(fieldOf(window, 1)).toHaveValue('sku');
  await expect(totals(window)).toHaveAttribute('data-tie-out', 'ok');
  await fieldOf(window, 3).focus();
  await window.keyboard.type('Description');
  await window.keyboard.press('Enter');
  await expect(fieldOf(window, 3)).toHaveValue('description');
  await expect(window.getByText('Enter takes it, Esc takes it back.')).toHaveCount(0);
  await expect(fieldOf(window, 0)).toHaveValue('subscriptionId');
});

test('next month the template is applied by itself', async ({ window, folders }) => {
  const main = mainWindow(window);
  await main.ready();
  await importOdd(main, folders.root);
  await main.drop([writeInvoice(folders.root, 'november.xlsx', '2026-11')]);
  await expect(window.locator('[data-template="Odd"]')).toBeVisible();
  await expect(totals(window)).toHaveAttribute('data-tie-out', 'ok');
  await expect(main.importInvoice).toBeEnabled();
});

test('a changed layout is shown as changes, tested with the month before, and kept as a new version', async ({
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  await importOdd(main, folders.root);
  await main.drop([writeInvoice(folders.root, 'november.xlsx', '2026-11', '代金')]);
  const drift = window.locator('[data-drift]');
  await expect(drift).toContainText('いくら → 代金');
  await expect(main.importInvoice).toBeDisabled();
  await drift.getByRole('button', { name: 'Read 代金 as Amount without tax' }).click();
  await expect(totals(window)).toHaveAttribute('data-tie-out', 'ok');
  await drift.getByRole('button', { name: 'Test with the last invoice' }).click();
  await expect(drift).toContainText('october.xlsx gives the same figures as when it was imported.');
  await window.getByRole('button', { name: 'Save as version 2 of Odd' }).click();
  await expect(drift).toBeHidden();
  await expect(window.getByRole('button', { name: /^Save as version/ })).toBeHidden();
});

test('an import is undone and brought back', async ({ window, folders }) => {
  const main = mainWindow(window);
  await main.ready();
  await importOdd(main, folders.root);
  const history = window.getByRole('table', { name: 'Imports' });
  await history.getByRole('button', { name: 'Undo the import of october.xlsx' }).click();
  await expect(history).toContainText('Undone');
  const periods = await callApi(window, 'periods', 'listPeriods', { offset: 0, limit: 10 });
  expect(periods).toMatchObject({ ok: true, value: { total: 0 } });
  await history.getByRole('button', { name: 'Bring the import of october.xlsx back' }).click();
  await expect(history).not.toContainText('Undone');
});

test('a pasted table opens in the mapping', async ({ window }) => {
  const main = mainWindow(window);
  await main.ready();
  await main.goTo('Import');
  await window.getByRole('button', { name: 'Paste a table…' }).click();
  await window
    .getByRole('textbox', { name: 'Table' })
    .fill('Subscription ID\tSKU\tQuantity\tUnit Price\tAmount\nSub1\tA-1\t10\t2\t20\n\tTotal\t\t\t20');
  await window.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(window.getByRole('heading', { name: 'Mapping of pasted-table.tsv' })).toBeVisible();
  await expect(totals(window)).toHaveAttribute('data-tie-out', 'ok');
});

test('a file may be dropped on any screen', async ({ window, folders }) => {
  const main = mainWindow(window);
  await main.ready();
  await main.dropAnywhere([writeInvoice(folders.root, 'october.xlsx', '2026-10')]);
  await expect(window.getByRole('heading', { name: 'Mapping of october.xlsx' })).toBeVisible();
});

/** A picture, `photo.png`: no table. */
function writePhoto(folder: string): string {
  const path = join(folder, 'photo.png');
  writeFileSync(path, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  return path;
}

test('a file that is no table says so in its place, and the others go on', async ({ window, folders }) => {
  const main = mainWindow(window);
  await main.ready();
  const noTable = writePhoto(folders.root);
  const practice = join(import.meta.dirname, '..', '..', 'resources', 'practice', 'partner.csv');
  await main.drop([noTable, practice]);
  await expect(main.inputs.filter({ hasText: 'photo.png' })).toHaveAttribute('data-step', 'failed');
  await expect(main.inputs.filter({ hasText: 'partner.csv' })).toHaveAttribute('data-step', 'imported');
});

test('files that were refused are told of from the mapping that covers their list', async ({
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  const noTable = writePhoto(folders.root);
  await main.dropAnywhere([noTable, writeInvoice(folders.root, 'october.xlsx', '2026-10')]);
  await expect(window.getByRole('heading', { name: 'Mapping of october.xlsx' })).toBeVisible();
  await window.getByRole('button', { name: 'Back to the files (1 needs attention)' }).click();
  await expect(main.inputs.filter({ hasText: 'photo.png' })).toHaveAttribute('data-step', 'failed');
});

for (const theme of ['light', 'dark'] as const) {
  for (const language of ['en', 'ja'] as const) {
    test(`mapping and list are accessible: ${theme}, ${language}`, async ({ window, folders }) => {
      const main = mainWindow(window);
      await main.ready();
      await main.drop([writeInvoice(folders.root, 'october.xlsx', '2026-10')]);
      await mapByHand(window);
      await expect(totals(window)).toHaveAttribute('data-tie-out', 'ok');
      await callApi(window, 'settings', 'changeSettings', { theme, language });
      await expect(window.locator(`html[lang="${language}"]`)).toBeAttached();
      expect((await new AxeBuilder({ page: window }).analyze()).violations).toEqual([]);
      await window
        .getByRole('button', { name: language === 'en' ? 'Import' : '取り込む', exact: true })
        .click();
      await expect(window.locator('[data-step="imported"]')).toBeVisible();
      expect((await new AxeBuilder({ page: window }).analyze()).violations).toEqual([]);
    });
  }
}
