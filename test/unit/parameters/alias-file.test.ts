import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { readAliasFile } from '#engine/importers/parameters/read-alias-file.ts';

const CONTEXT: JobContext = {
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: () => undefined,
};

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tieout-alias-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function csv(content: string): Promise<string> {
  const path = join(folder, 'alias.csv');
  await writeFile(path, content);
  return path;
}

describe('an alias file', () => {
  it('says what the invoice calls a thing and what the reports call it', async () => {
    const { entries } = await readAliasFile(
      await csv('FIELD,FROM,TO\nSKU,OLD-1,A-1\ncustomer,株式会社サンプル,acme\n\nSubscription,S1,Sub100\n'),
      CONTEXT,
    );
    expect(entries).toEqual([
      { field: 'sku', from: 'OLD-1', to: 'A-1' },
      { field: 'customer', from: '株式会社サンプル', to: 'acme' },
      { field: 'subscription', from: 'S1', to: 'Sub100' },
    ]);
  });

  it('refuses a field that there is not, naming row and column', async () => {
    const reading = readAliasFile(await csv('FIELD,FROM,TO\nsku,a,b\nservice,a,b\n'), CONTEXT);
    await expect(reading).rejects.toMatchObject({
      code: 'ALIAS_FILE_INVALID',
      params: { row: '3', column: 'FIELD', badField: 'service' },
    });
  });

  it('refuses an empty side', async () => {
    const reading = readAliasFile(await csv('FIELD,FROM,TO\nsku,,b\n'), CONTEXT);
    await expect(reading).rejects.toMatchObject({ params: { row: '2', column: 'FROM', emptyCell: 'FROM' } });
  });
});
