import { spawnSync } from 'node:child_process';
import { existsSync, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import officeCrypto from 'officecrypto-tool';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { type Desk, makeDesk } from '../support/run-cli.ts';
import { customerReport, invoice } from '../support/small-month.ts';
import { until } from '../support/until.ts';

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => {
  desk.dispose();
});

const HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,' +
  'CONSUMPTION_END_DATE,QUANTITY,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,USER_ID';

/** A USER report of many rows: reading it takes a while. */
const largeReport = (rows: number): string =>
  `${HEADER}\n${Array.from(
    { length: rows },
    (_, index) =>
      `P,p,Sub1,Calling,A-1,Calling,2026-10-01,2026-10-31,31,c-${index % 3000},C-${index % 3000},u-${index}`,
  ).join('\n')}\n`;

const sources = (): readonly string[] => {
  const folder = join(desk.workspace, 'sources');
  return existsSync(folder) ? readdirSync(folder) : [];
};

describe('Ctrl-C', () => {
  it.skipIf(process.platform === 'win32')(
    'in an import exits 130 and leaves nothing half-imported',
    async () => {
      const file = desk.put('user.csv', largeReport(300_000));
      const { exitCode, stderr, stdout } = await desk.tieout(['import-report', file], {
        onStart: (child) => {
          void until('the import has begun', () =>
            sources().some((name) => /^[0-9a-f]{64}$/.test(name)),
          ).then(() => child.kill('SIGINT'));
        },
      });
      expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
      expect(stderr).toContain('Cancelling...');
      expect(stderr).toContain('Cancelled.');
      expect((await desk.json(['periods'])).document).toEqual({ periods: [], withoutPeriod: [] });
      expect(sources()).toEqual([]);
      expect((await desk.json(['doctor'])).document).toMatchObject({
        findings: expect.arrayContaining([
          { check: 'pending-imports', status: 'ok', details: [] },
        ]) as unknown,
      });
    },
  );

  it.skipIf(process.platform === 'win32')(
    'in a reconciliation exits 130, writes no file and tells a script so',
    async () => {
      const file = desk.put('user.csv', largeReport(300_000));
      const bill = desk.put('invoice.csv', invoice('10.00', '5.00', '150.00'));
      const { exitCode, document } = await desk.json(
        ['reconcile', '--invoice', bill, '--report', file, '--out', 'variance.xlsx'],
        {
          onStart: (child) => {
            void until('both files are being read', () => sources().length > 1).then(() =>
              child.kill('SIGINT'),
            );
          },
        },
      );
      expect(exitCode).toBe(130);
      expect(document).toMatchObject({ error: { code: 'CANCELLED' } });
      expect(desk.files().filter((name) => !name.startsWith('workspace'))).toEqual([
        'invoice.csv',
        'user.csv',
      ]);
      expect((await desk.json(['periods'])).document).toEqual({ periods: [], withoutPeriod: [] });
    },
  );
});

describe('standard output', () => {
  it('receives a long document to its end', async () => {
    const lines = Array.from(
      { length: 3000 },
      (_, index) => `Sub1,A-1,C-${index},2026-10-01,2026-10-31,1.00,9.00,9.00`,
    );
    const header = 'Subscription ID,SKU,Customer External ID,Start Date,End Date,Quantity,Unit Price,Amount';
    const { document, stdout } = await desk.json([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', `${header}\n${lines.join('\n')}\n`),
      '--report',
      desk.put('user.csv', largeReport(3000)),
    ]);
    expect(stdout.length).toBeGreaterThan(1_000_000);
    expect((document as ResultDocument).lines).toHaveLength(3000);
    expect(document).toMatchObject({ verdict: 'tied' });
  });

  it('may be closed by its reader without an error', async () => {
    const { exitCode, stderr } = await desk.tieout(['reconcile', '--help'], {
      onStart: (child) => {
        child.stdout?.destroy();
      },
    });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it.skipIf(!existsSync('/dev/full'))('that cannot be written is told, and exits 2', () => {
    const entry = join(import.meta.dirname, '../../out/main/cli.js');
    const full = openSync('/dev/full', 'w');
    const run = spawnSync(process.execPath, [entry, 'periods', '--workspace', desk.workspace], {
      stdio: ['ignore', full, 'pipe'],
      env: { ...process.env, TIEOUT_LANG: 'en' },
      encoding: 'utf8',
    });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('[OUTPUT_NOT_WRITABLE]');
  });

  it('holds no colours where it is no terminal', async () => {
    const { stdout, stderr } = await desk.tieout([
      'reconcile',
      '--invoice',
      desk.put('invoice.csv', invoice('10.00', '5.00', '150.00')),
      '--report',
      desk.put('customer.csv', customerReport({ acme: '310', beta: '1' })),
    ]);
    expect(stdout + stderr).not.toContain('\u001b');
  });
});

describe('a protected workbook', () => {
  async function protectedInvoice(): Promise<string> {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Invoice');
    sheet.addRow(['Subscription ID', 'SKU', 'Customer External ID', 'Quantity', 'Unit Price', 'Amount']);
    sheet.addRow(['Sub1', 'A-1', 'acme', 10, 10, 100]);
    sheet.addRow(['Sub1', 'A-1', 'beta', 5, 10, 50]);
    const plain = Buffer.from(await workbook.xlsx.writeBuffer());
    return desk.put('invoice.xlsx', officeCrypto.encrypt(plain, { password: 'open sesame' }));
  }
  const args = async (): Promise<readonly string[]> => [
    'reconcile',
    '--invoice',
    await protectedInvoice(),
    '--report',
    desk.put('customer.csv', customerReport({ acme: '310', beta: '155' })),
  ];

  it('asks for its password', async () => {
    const { document, exitCode } = await desk.json(await args());
    expect(document).toMatchObject({ error: { code: 'PASSWORD_NEEDED' } });
    expect(exitCode).toBe(2);
  });

  it('is read with the password of a file, which appears nowhere', async () => {
    const secret = desk.put('secret.txt', 'open sesame\n');
    const { document, stdout, stderr } = await desk.json([...(await args()), '--password-file', secret]);
    expect(document).toMatchObject({ verdict: 'tied' });
    expect(stdout + stderr).not.toContain('sesame');
  });

  it('refuses a wrong password without repeating it', async () => {
    const secret = desk.put('secret.txt', 'open barley');
    const { document, stdout, stderr } = await desk.json([...(await args()), '--password-file', secret]);
    expect(document).toMatchObject({ error: { code: 'PASSWORD_WRONG' } });
    expect(stdout + stderr).not.toContain('barley');
  });
});

/** A Node that is too old for the native modules, where this machine has one. */
function oldNode(): string | undefined {
  const candidate = '/usr/bin/node';
  if (!existsSync(candidate)) return undefined;
  const { stdout } = spawnSync(candidate, ['--version'], { encoding: 'utf8' });
  return Number(/^v(\d+)/.exec(stdout)?.[1] ?? '99') < 22 ? candidate : undefined;
}

describe('an old Node', () => {
  const node = oldNode();
  it.skipIf(node === undefined)(
    `says what to do instead of crashing${node === undefined ? ' (skipped: no Node below 22 at /usr/bin/node)' : ''}`,
    async () => {
      const { exitCode, stdout, stderr } = await desk.tieout(['periods'], { node: node ?? '' });
      expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
      expect(stderr).toContain('npm run -s tieout');
      expect(stderr).toContain('何も変更していません');
    },
  );
});
