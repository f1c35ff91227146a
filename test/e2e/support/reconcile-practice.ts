import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Folders } from './fixtures.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const practice = (name: string): string => join(ROOT, 'resources', 'practice', name);

/** Reconciles the practice period into the workspace that the app will open. */
export function reconcilePractice({ workspace }: Folders): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...[join(ROOT, 'out', 'main', 'cli.js'), 'reconcile', '--workspace', workspace],
      ...['--invoice', practice('invoice.xlsx'), '--price-book', practice('price-book.csv')],
      ...['--report', practice('partner.csv'), practice('customer.csv'), practice('user.csv')],
    ],
    { cwd: ROOT, encoding: 'utf8' },
  );
  // 1: it was reconciled, and there are variances.
  if (status !== 0 && status !== 1) throw new Error(stderr);
}
