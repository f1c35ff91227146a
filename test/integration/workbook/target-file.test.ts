import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import { exportWorkbook } from '#engine/exporters/export-workbook.ts';
import { asOutputError, openTarget } from '#engine/exporters/target-file.ts';
import type { JobContext, JobProgress } from '#engine/jobs/job-context.ts';
import { quietContext, temporaryFolder } from '../../support/workbook-file.ts';
import { workbookMonth } from '../../support/workbook-month.ts';

const isRoot = process.getuid?.() === 0;
if (isRoot)
  console.warn('skipped: root may write everywhere, so that a folder without rights can not be had');
let folder = temporaryFolder();
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  folder.remove();
});

const write = (file: string, context: JobContext = quietContext()): Promise<unknown> => {
  const month = workbookMonth();
  return exportWorkbook(month.result, month.sources, { language: 'en', detail: 'user' }, file, context);
};

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('the target file', () => {
  it('replaces an older workbook once it is whole', async () => {
    const file = path.join(folder.path, 'variance.xlsx');
    writeFileSync(file, 'older');
    await write(file);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    expect(readdirSync(folder.path)).toEqual(['variance.xlsx']);
  });

  it('is refused where its folder is missing', async () => {
    expect(await codeOf(write(path.join(folder.path, 'nowhere', 'variance.xlsx')))).toBe(
      'OUTPUT_FOLDER_MISSING',
    );
  });

  it('is refused where a folder has its name', async () => {
    mkdirSync(path.join(folder.path, 'variance.xlsx'));
    expect(await codeOf(write(path.join(folder.path, 'variance.xlsx')))).toBe('OUTPUT_NOT_WRITABLE');
  });

  it.each(['~$variance.xlsx', '.~lock.variance.xlsx#'])(
    'is refused before any work while another program holds it open (%s)',
    async (lock) => {
      const file = path.join(folder.path, 'variance.xlsx');
      writeFileSync(file, 'older');
      writeFileSync(path.join(folder.path, lock), 'hanako');
      const progress: JobProgress[] = [];
      expect(await codeOf(write(file, quietContext(progress)))).toBe('OUTPUT_BUSY');
      expect(progress).toEqual([]);
      expect(readFileSync(file, 'utf8')).toBe('older');
    },
  );

  it.skipIf(isRoot)('is refused in a folder that may not be written to', async () => {
    chmodSync(folder.path, 0o500);
    expect(await codeOf(write(path.join(folder.path, 'variance.xlsx')))).toBe('OUTPUT_NOT_WRITABLE');
    chmodSync(folder.path, 0o700);
  });

  it('is refused where the disk can not hold it', async () => {
    const file = path.join(folder.path, 'variance.xlsx');
    expect(await codeOf(openTarget(file, Number.MAX_SAFE_INTEGER))).toBe('DISK_FULL');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('says that the disk is full when it fills up in the middle', () => {
    const error = asOutputError(Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'variance.xlsx');
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('DISK_FULL');
  });

  it.runIf(existsSync('/dev/full'))('can not be a device', async () => {
    expect(await codeOf(write('/dev/full'))).toBe('OUTPUT_NOT_WRITABLE');
  });
});

describe('a cancelled export', () => {
  const cancelledAfter = (checkpoints: number): JobContext => {
    let seen = 0;
    return {
      ...quietContext(),
      checkpoint: () => {
        seen += 1;
        return seen > checkpoints ? Promise.reject(new AppError('CANCELLED')) : Promise.resolve();
      },
    };
  };

  it.each([0, 1, 3, 7])('leaves nothing behind when stopped at checkpoint %i', async (checkpoints) => {
    const file = path.join(folder.path, 'variance.xlsx');
    expect(await codeOf(write(file, cancelledAfter(checkpoints)))).toBe('CANCELLED');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('leaves an older workbook as it was', async () => {
    const file = path.join(folder.path, 'variance.xlsx');
    writeFileSync(file, 'older');
    expect(await codeOf(write(file, cancelledAfter(2)))).toBe('CANCELLED');
    expect(readFileSync(file, 'utf8')).toBe('older');
  });
});

describe('a failing source', () => {
  it('ends the export with its own error and leaves nothing behind', async () => {
    const month = workbookMonth();
    const sources = {
      ...month.sources,
      usageRows: (): never => {
        throw new Error('the database is gone');
      },
    };
    const file = path.join(folder.path, 'variance.xlsx');
    const work = exportWorkbook(
      month.result,
      sources,
      { language: 'en', detail: 'user' },
      file,
      quietContext(),
    );
    await expect(work).rejects.toThrow('the database is gone');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it('that yields fewer rows than announced is noticed', async () => {
    const month = workbookMonth();
    const counts = { ...month.sources.counts, invoiceRows: month.sources.counts.invoiceRows + 1 };
    const file = path.join(folder.path, 'variance.xlsx');
    const work = exportWorkbook(
      month.result,
      { ...month.sources, counts },
      { language: 'en', detail: 'user' },
      file,
      quietContext(),
    );
    await expect(work).rejects.toThrow('were announced');
  });
});

describe('progress', () => {
  it('is reported in rows and ends at the total', async () => {
    const progress: JobProgress[] = [];
    await write(path.join(folder.path, 'variance.xlsx'), quietContext(progress));
    expect(progress.at(-1)?.phase).toBe('write-workbook');
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  });
});
