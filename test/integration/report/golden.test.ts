import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatMicros, sumMicros } from '#core/decimal/micros.ts';
import { importReport } from '#engine/services/import-report.ts';
import { listIssues } from '#engine/repositories/issues.ts';
import { eachUsageRow } from '#engine/repositories/usage-rows.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/report');
const FIXTURES = readdirSync(FOLDER).filter((name) => name.endsWith('.csv'));

/** What the workspace holds after the import, without what depends on the file's bytes. */
async function imported(name: string, text: string): Promise<string> {
  const workspace = temporaryWorkspace();
  const report = await importReport(workspace, { path: writeTemporary(name, text) }, plainContext());
  const rows = [...eachUsageRow(workspace.database, [report.batchId])];
  const { level, window, counts, userDays } = report;
  expect(counts.read).toBe(counts.stored + counts.quarantined + counts.blank);
  expect(rows).toHaveLength(counts.stored);
  expect(sumMicros(rows.map(({ quantity }) => quantity))).toBe(userDays);
  const shown = {
    ...{ level, window, counts, userDays: formatMicros(userDays) },
    rows: rows.map(({ ref, quantity, ...row }) => ({
      row: ref.row,
      quantity: formatMicros(quantity),
      ...row,
    })),
    issues: listIssues(workspace.database, [report.batchId]).map((issue) => ({
      ...issue,
      source: undefined,
    })),
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

describe.each(FIXTURES)('the report %s', (name) => {
  const text = readFileSync(join(FOLDER, name), 'utf8');

  it('is read as its golden file says', async () => {
    await expect(await imported(name, text)).toMatchFileSnapshot(join(FOLDER, name.replace('.csv', '.json')));
  });

  it('reads the same with a byte order mark', async () => {
    expect(await imported(name, `\ufeff${text}`)).toBe(await imported(name, text));
  });

  it('reads the same without the last line end', async () => {
    expect(await imported(name, text.trimEnd())).toBe(await imported(name, text));
  });

  it('reads the same with Windows line ends', async () => {
    // A line end within quotes is part of the text, so it differs there.
    const golden = (await imported(name, text)).replaceAll('Meetings\\npackage', 'Meetings\\r\\npackage');
    expect(await imported(name, text.replaceAll('\n', '\r\n'))).toBe(golden);
  });
});
