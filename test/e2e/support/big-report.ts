import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeDataset } from '../../bench/dataset.ts';

/** How many rows the big report has. */
export const BIG_REPORT_ROWS = 200_000;
let made: Promise<string> | undefined;

/** A USER report that takes seconds to import; written once for all tests of a worker. */
export function bigReport(folder: string): Promise<string> {
  made ??= (async () => {
    mkdirSync(dirname(folder), { recursive: true });
    const { reports } = await writeDataset(folder, { users: BIG_REPORT_ROWS, lines: 400 });
    const user = reports.find((path) => path.endsWith('user.csv'));
    if (user === undefined) throw new Error('The data set has no USER report.');
    return user;
  })();
  return made;
}

/** Where it is kept. */
export const BIG_REPORT_FOLDER = join(import.meta.dirname, '..', '..', '..', 'test-results', 'big-report');
