import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BIG_REPORT_FOLDER, BIG_REPORT_ROWS, bigReport } from './support/big-report.ts';
import { engineProcessIds, killEngine } from './support/engine-process.ts';
import { expect, test } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { watchEvents } from './support/watch-events.ts';
import { callApi, listJobs } from './support/window-api.ts';

const PRACTICE = join(import.meta.dirname, '..', '..', 'resources', 'practice');
const practice = (...names: readonly string[]): readonly string[] =>
  names.map((name) => join(PRACTICE, name));

test.beforeAll(async () => {
  await bigReport(BIG_REPORT_FOLDER);
});

test('a dropped invoice and its reports are imported and reconciled, and the period shows the verdict', async ({
  window,
}) => {
  const main = mainWindow(window);
  await main.ready();
  await main.drop(practice('invoice.xlsx', 'partner.csv', 'customer.csv', 'user.csv'));
  await main.importInvoice.click();
  await expect(main.inputs).toHaveCount(4);
  await expect(main.jobs('import').first()).toHaveAttribute('data-state', 'completed');
  await expect(main.inputs.filter({ hasText: 'Invoice' })).toHaveCount(1);
  await expect(main.inputs.filter({ hasText: 'Usage report' })).toHaveCount(3);

  await main.reconcile.click();
  await expect(main.jobs('reconcile').first()).toHaveAttribute('data-state', 'completed');
  await main.goTo('Periods');
  await expect(main.periods.locator('[data-verdict]')).toBeVisible();
  await expect(main.periods).toContainText(/\d+ of \d+ invoice rows audited/);
});

test('the workbook of a reconciliation is written where the person says', async ({
  app,
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  await main.drop(practice('invoice.xlsx', 'partner.csv', 'customer.csv', 'user.csv'));
  await main.importInvoice.click();
  await expect(main.jobs('import').first()).toHaveAttribute('data-state', 'completed');
  await main.reconcile.click();
  await main.goTo('Periods');
  await expect(main.periods.locator('[data-verdict]')).toBeVisible();

  const path = join(folders.root, 'variance.xlsx');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await main.goTo('Export');
  await window.getByRole('button', { name: 'Write workbook…' }).click();
  await expect(main.jobs('export').first()).toHaveAttribute('data-state', 'completed');
  expect(existsSync(path)).toBe(true);
});

test('files chosen in the dialog are taken like dropped ones', async ({ app, window }) => {
  const main = mainWindow(window);
  await main.ready();
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] });
  }, practice('invoice.xlsx'));
  await main.goTo('Import');
  await main.chooseFiles.click();
  await main.importInvoice.click();
  await expect(main.inputs).toHaveCount(1);
  await expect(main.jobs('import').first()).toHaveAttribute('data-state', 'completed');
});

test('a job shows its progress while it runs', async ({ window }) => {
  const main = mainWindow(window);
  await main.ready();
  await main.drop([await bigReport(BIG_REPORT_FOLDER)]);
  const job = main.jobs('import').first();
  await expect(job.getByRole('progressbar')).toBeVisible();
  await expect(job).toContainText(/\d{2},\d{3}/);
  await expect(job).toHaveAttribute('data-state', 'completed', { timeout: 60_000 });
  await expect(job).toContainText(BIG_REPORT_ROWS.toLocaleString('en'));
});

test('a cancelled import leaves nothing', async ({ window, folders }) => {
  const main = mainWindow(window);
  await main.ready();
  const events = await watchEvents(window);
  await main.drop([await bigReport(BIG_REPORT_FOLDER)]);
  await events.jobUnderWay();
  const job = main.jobs('import').first();
  await job.getByRole('button').click();
  await expect(job).toHaveAttribute('data-state', 'cancelled');

  const held = await callApi(window, 'periods', 'listPeriods', { offset: 0, limit: 10 });
  expect(held).toMatchObject({ ok: true, value: { total: 0, rows: [], withoutPeriod: [] } });
  expect(sourcesIn(folders.workspace)).toEqual([]);
});

test('an engine that is killed in the middle comes back, says so, and leaves nothing half done', async ({
  app,
  window,
  folders,
}) => {
  const main = mainWindow(window);
  await main.ready();
  const events = await watchEvents(window);
  await main.drop([await bigReport(BIG_REPORT_FOLDER)]);
  await events.jobUnderWay();
  const killed = killEngine(app);
  await expect(main.jobs('import').first()).toHaveAttribute('data-state', 'failed');
  await main.ready();
  expect(await events.engineStates()).toContain('restarting');
  const [restarted] = engineProcessIds(app);
  expect(restarted).toBeDefined();
  expect(restarted).not.toBe(killed);

  const held = await callApi(window, 'periods', 'listPeriods', { offset: 0, limit: 10 });
  expect(held).toMatchObject({ ok: true, value: { total: 0, rows: [], withoutPeriod: [] } });
  expect(sourcesIn(folders.workspace)).toEqual([]);

  await main.drop(practice('partner.csv'));
  await expect(main.jobs('import').first()).toHaveAttribute('data-state', 'completed');
});

test('a reload of the window keeps the running job', async ({ window }) => {
  const main = mainWindow(window);
  await main.ready();
  const events = await watchEvents(window);
  await main.drop([await bigReport(BIG_REPORT_FOLDER)]);
  await events.jobUnderWay();
  const [before] = await listJobs(window);
  await window.reload();
  await main.ready();
  await expect(main.jobs('import')).toHaveCount(1);
  const [after] = await listJobs(window);
  expect(after?.jobId).toBe(before?.jobId);
  await expect(main.jobs('import').first()).toHaveAttribute('data-state', 'completed', { timeout: 60_000 });
});

test('a second start hands its file to the first and ends', async ({ start }) => {
  const first = await start();
  const page = await first.firstWindow();
  const main = mainWindow(page);
  await main.ready();
  const second = await start({ args: practice('invoice.xlsx') });
  expect(await second.exited).toBe(0);
  await expect(page.getByRole('heading', { name: 'Mapping of invoice.xlsx' })).toBeVisible();
});

/** The evidence that a workspace keeps. */
function sourcesIn(workspace: string): readonly string[] {
  const folder = join(workspace, 'sources');
  return existsSync(folder) ? readdirSync(folder) : [];
}
