import { chmod, mkdir, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { allOf, errorOf, fixture, readContent, testJob, withFile } from './support.ts';
import { buildWorkbook, buildZip } from './zip-builder.ts';

/** The administrator, and Windows, know no unreadable file. */
const isEveryFileReadable = process.platform === 'win32' || process.getuid?.() === 0;
if (isEveryFileReadable) console.info('Skipped: an unreadable file (this account may read everything).');

/** Whether this process holds the file open. Told by /proc, so on Linux only. */
async function isOpen(path: string): Promise<boolean> {
  const descriptors = await readdir('/proc/self/fd');
  const targets = await Promise.all(
    descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')),
  );
  return targets.includes(path);
}

const bigSheet = (rows: number): Buffer =>
  buildWorkbook({
    sheet: `<sheetData>${Array.from({ length: rows }, (_, row) => `<row r="${row + 1}"><c><v>${(row * 7919) % 100_003}</v></c></row>`).join('')}</sheetData>`,
  });

const CONTENTS: readonly (readonly [name: string, content: Buffer])[] = [
  ['big.xlsx', bigSheet(60_000)],
  ['big.csv', Buffer.from('a,b\n'.repeat(500_000))],
  [
    'big.zip',
    buildZip([
      { name: 'a.csv', content: Array.from({ length: 300_000 }, (_, row) => `${row * 7919},b\n`).join('') },
    ]),
  ],
];

describe.each(CONTENTS)('reading %s', (name, content) => {
  it('stops with CANCELLED at once: no row follows the one at which the job is aborted', async () => {
    await withFile(name, content, async (path) => {
      const job = testJob();
      const file = await openTableFile(path, {}, job);
      let count = 0;
      const read = async (): Promise<void> => {
        for await (const row of file.rows(0, job)) {
          count += 1;
          if (row.row === 100) job.abort();
        }
      };
      expect((await errorOf(read())).code).toBe('CANCELLED');
      expect(count).toBe(100);
      await file.close();
    });
  });

  it('looks for a cancellation at least every 256 rows', async () => {
    await withFile(name, content, async (path) => {
      const job = testJob();
      let looks = 0;
      const counting = { ...job, checkpoint: () => ((looks += 1), job.checkpoint()) };
      const file = await openTableFile(path, {}, counting);
      looks = 0;
      const rows = await allOf(file.rows(0, counting));
      await file.close();
      expect(looks).toBeGreaterThanOrEqual(Math.floor(rows.length / 256));
    });
  });

  it('can be done again after it was cancelled', async () => {
    await withFile(name, content, async (path) => {
      const first = testJob();
      const file = await openTableFile(path, {}, first);
      first.abort();
      expect((await errorOf(allOf(file.rows(0, first)))).code).toBe('CANCELLED');
      expect((await allOf(file.rows(0, testJob()))).length).toBeGreaterThan(1000);
      await file.close();
    });
  });

  it('reports bytes that grow to the total', async () => {
    await withFile(name, content, async (path) => {
      const job = testJob();
      const file = await openTableFile(path, {}, job);
      await allOf(file.rows(0, job));
      await file.close();
      const last = job.progress.at(-1);
      expect(last?.done).toBe(last?.total);
      expect(job.progress.every((step) => step.unit === 'bytes' && step.phase === 'read-invoice')).toBe(true);
    });
  });

  it.runIf(process.platform === 'linux')(
    'holds no handle once it is closed, also after a part was read',
    async () => {
      await withFile(name, content, async (path) => {
        const job = testJob();
        const file = await openTableFile(path, {}, job);
        for await (const row of file.rows(0, job)) if (row.row === 5) break;
        expect(await isOpen(path)).toBe(true);
        await file.close();
        expect(await isOpen(path)).toBe(false);
      });
    },
  );
});

describe('a file that can not be opened', () => {
  it('is not there', async () => {
    const error = await errorOf(openTableFile('/nowhere/at all.xlsx', {}, testJob()));
    expect([error.code, error.params['file']]).toEqual(['FILE_NOT_FOUND', 'at all.xlsx']);
    expect(error.message).not.toContain('/nowhere');
  });

  it('is a folder', async () => {
    await withFile('x.csv', '', async (path) => {
      const folder = join(path, '..', 'folder.xlsx');
      await mkdir(folder);
      expect((await errorOf(openTableFile(folder, {}, testJob()))).code).toBe('FILE_UNREADABLE');
    });
  });

  it.skipIf(isEveryFileReadable)('may not be read by this person', async () => {
    await withFile('x.csv', 'a,b\n', async (path) => {
      await chmod(path, 0o000);
      const error = await errorOf(openTableFile(path, {}, testJob()));
      expect([error.code, error.params['reason']]).toEqual(['FILE_UNREADABLE', 'EACCES']);
    });
  });

  it('is larger than the limit', async () => {
    const error = await errorOf(readContent('x.csv', 'a,b\n'.repeat(10), { limits: { fileBytes: 39 } }));
    expect(error.code).toBe('FILE_TOO_LARGE');
  });

  it('is a workbook of old that would not fit the memory', async () => {
    const job = testJob();
    const error = await errorOf(
      openTableFile(fixture('invoice-libreoffice.xls'), { limits: { heldBytes: 1000 } }, job),
    );
    expect(error.code).toBe('FILE_TOO_LARGE');
  });

  it.runIf(process.platform === 'linux')('is closed again', async () => {
    await withFile('x.xlsx', Buffer.from('PK\u0003\u0004 and no more'), async (path) => {
      expect((await errorOf(openTableFile(path, {}, testJob()))).code).toBe('FILE_DAMAGED');
      expect(await isOpen(path)).toBe(false);
    });
  });

  it('is not begun when the job was aborted before', async () => {
    const job = testJob();
    job.abort();
    expect((await errorOf(openTableFile(fixture('invoice-openpyxl.xlsx'), {}, job))).code).toBe('CANCELLED');
  });
});
