import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { type Desk, makeDesk, practiceFile } from '../support/run-cli.ts';
import { until } from '../support/until.ts';

/** How long the drive takes to keep what it was given, and to take a page. */
const KEEPS_MS = 150;
const TAKES_MS = 2;

const slowed = [
  `fsync,fdatasync:delay_enter=${String(KEEPS_MS * 1000)}`,
  `pwrite64:delay_enter=${String(TAKES_MS * 1000)}`,
].flatMap((fault) => ['-e', `inject=${fault}`]);
const STRACE = ['-D', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=fsync,fdatasync,pwrite64', ...slowed];

/** The system's calls can only be slowed down where strace is, and may watch a process. */
const canSlow =
  process.platform === 'linux' && spawnSync('strace', [...STRACE, process.execPath, '-e', '0']).status === 0;

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => {
  desk.dispose();
});

/** Node as it would run on a computer with a slow drive. */
function slowNode(): string {
  const path = desk.put(
    'slow-node',
    `#!/bin/sh\nexec strace ${STRACE.join(' ')} '${process.execPath}' "$@"\n`,
  );
  chmodSync(path, 0o755);
  return path;
}

const month = [
  ...['--invoice', practiceFile('invoice.xlsx'), '--price-book', practiceFile('price-book.csv')],
  ...['--report', ...['partner.csv', 'customer.csv', 'user.csv'].map(practiceFile)],
];

describe.skipIf(!canSlow)(
  `a workspace on a slow drive${canSlow ? '' : ' (no strace here to slow it down)'}`,
  () => {
    it('comes to the same result as on a quick one', { timeout: 300_000 }, async () => {
      const quick = makeDesk();
      try {
        const expected = (await quick.json(['reconcile', ...month])).document as ResultDocument;
        const { document, exitCode } = await desk.json(['reconcile', ...month], { node: slowNode() });
        expect(exitCode).toBe(1);
        expect((document as ResultDocument).resultHash).toBe(expected.resultHash);
      } finally {
        quick.dispose();
      }
    });

    it(
      'lets Ctrl-C end a job while it waits for the drive, and nothing is kept of it',
      { timeout: 300_000 },
      async () => {
        const held = join(desk.workspace, 'sources');
        const { exitCode } = await desk.tieout(['reconcile', ...month], {
          node: slowNode(),
          onStart: (child) => {
            void until('the first file is held', () => existsSync(held) && readdirSync(held).length > 0).then(
              () => child.kill('SIGINT'),
            );
          },
        });
        expect(exitCode).toBe(130);
        expect((await desk.json(['periods'])).document).toEqual({ periods: [], withoutPeriod: [] });
        expect((await desk.tieout(['doctor'])).exitCode).toBe(0);
        expect((await desk.tieout(['reconcile', ...month])).exitCode).toBe(1);
      },
    );
  },
);
