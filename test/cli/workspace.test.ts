import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWorkspace } from '#engine/context.ts';
import { nodePorts } from '#engine/ports.ts';
import { type Desk, makeDesk } from '../support/run-cli.ts';
import { customerReport, invoice, partnerReport } from '../support/small-month.ts';

let desk: Desk;
beforeEach(() => {
  desk = makeDesk();
});
afterEach(() => {
  desk.dispose();
});

const putReport = (): string => desk.put('customer.csv', customerReport({ acme: '310', beta: '155' }));
const putInvoice = (): string => desk.put('invoice.csv', invoice('10.00', '5.00', '150.00'));

describe('imports', () => {
  it('tell what was stored', async () => {
    const { stdout, exitCode } = await desk.tieout([
      'import-report',
      putReport(),
      desk.put('partner.csv', partnerReport('465')),
    ]);
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      'customer.csv: CUSTOMER, 2026-10-01 to 2026-10-31, 2 rows, 465 user-days\n' +
        'partner.csv: PARTNER, 2026-10-01 to 2026-10-31, 1 row, 465 user-days\n',
    );
  });

  it('are one JSON document for a script', async () => {
    const { document } = await desk.json(['import-report', putReport()]);
    expect(document).toMatchObject({
      imported: [
        {
          kind: 'report',
          file: 'customer.csv',
          level: 'customer',
          userDays: '465',
          rows: { read: 2, stored: 2 },
        },
      ],
    });
  });

  it('refuse the same file a second time', async () => {
    await desk.tieout(['import-report', putReport()]);
    const { document, exitCode } = await desk.json(['import-report', putReport()]);
    expect(document).toMatchObject({ error: { code: 'FILE_ALREADY_IMPORTED' } });
    expect(exitCode).toBe(2);
  });

  it('of several files store all of them, or none', async () => {
    const { exitCode } = await desk.tieout(['import-report', putReport(), desk.put('bad.csv', 'A,B\n1,2\n')]);
    expect(exitCode).toBe(2);
    expect((await desk.json(['periods'])).document).toEqual({ periods: [], withoutPeriod: [] });
    expect(desk.files(desk.workspace).filter((name) => name.startsWith('sources'))).toEqual([]);
  });

  it('of an invoice save how its columns were read, for the next month', async () => {
    const saved = await desk.tieout(['import-invoice', putInvoice(), '--save-mapping', 'mapping.json']);
    expect(saved.exitCode).toBe(0);
    expect(saved.stderr).toContain('Mapping saved: ');
    const { document } = await desk.json([
      'reconcile',
      '--invoice',
      putInvoice(),
      '--report',
      putReport(),
      '--mapping',
      'mapping.json',
    ]);
    expect(document).toMatchObject({ verdict: 'tied' });
  });

  it('refuse a mapping that is none', async () => {
    const { document, exitCode } = await desk.json([
      'import-invoice',
      putInvoice(),
      '--mapping',
      desk.put('mapping.json', '{"columns": 1}'),
    ]);
    expect(document).toMatchObject({ error: { code: 'MAPPING_INVALID' } });
    expect(exitCode).toBe(2);
  });
});

describe('periods', () => {
  it('say so where there are none', async () => {
    const { stdout, exitCode } = await desk.tieout(['periods']);
    expect(stdout).toBe('The workspace holds no period yet.\n');
    expect(exitCode).toBe(0);
  });

  it('list what is held and how the last reconciliation ended', async () => {
    await desk.tieout(['reconcile', '--invoice', putInvoice(), '--report', putReport()]);
    const { stdout } = await desk.tieout(['periods']);
    expect(stdout).toContain('2026-10-01..2026-10-31  The invoice ties out');
    expect(stdout).toContain('customer.csv');
    expect((await desk.json(['periods'])).document).toMatchObject({
      periods: [
        {
          period: { start: '2026-10-01', end: '2026-10-31' },
          invoices: [{ file: 'invoice.csv', currency: 'USD' }],
          reports: [{ file: 'customer.csv', level: 'customer', rows: 2, userDays: '465' }],
          lastRun: { verdict: 'tied' },
        },
      ],
    });
  });
});

describe('export', () => {
  it("writes the workbook of a period's newest run", async () => {
    await desk.tieout(['reconcile', '--invoice', putInvoice(), '--report', putReport()]);
    const { document, exitCode } = await desk.json(['export', '--period', '2026-10', '--out', 'a.xlsx']);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ path: desk.path('a.xlsx') });
    expect(desk.files()).toContain('a.xlsx');
  });

  it('refuses a period that was never reconciled', async () => {
    const { document, exitCode } = await desk.json(['export', '--period', '2026-09', '--out', 'a.xlsx']);
    expect(document).toMatchObject({ error: { code: 'PERIOD_NOT_HELD' } });
    expect(exitCode).toBe(2);
    expect(desk.files()).not.toContain('a.xlsx');
  });
});

describe('backup and restore', () => {
  it('bring everything back, and move what is there aside', async () => {
    await desk.tieout(['reconcile', '--invoice', putInvoice(), '--report', putReport()]);
    const before = (await desk.json(['periods'])).document;
    expect((await desk.tieout(['backup', 'month.tieout'])).exitCode).toBe(0);
    await desk.tieout(['import-report', desk.put('other.csv', customerReport({ acme: '1', beta: '2' }))]);
    const { document, exitCode } = await desk.json(['restore', 'month.tieout']);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ folder: desk.workspace, sources: 2 });
    expect((await desk.json(['periods'])).document).toEqual(before);
    expect((document as { movedAside: string }).movedAside).toContain(desk.folder);
  });

  it('refuse a file that is no backup, and touch nothing', async () => {
    await desk.tieout(['import-report', putReport()]);
    const { document, exitCode } = await desk.json(['restore', desk.put('a.zip', 'not a backup')]);
    expect(document).toMatchObject({ error: { code: 'BACKUP_INVALID' } });
    expect(exitCode).toBe(4);
    expect((await desk.json(['periods'])).document).toMatchObject({ periods: [{}] });
  });
});

describe('doctor', () => {
  it('finds a sound workspace sound', async () => {
    await desk.tieout(['import-report', putReport()]);
    const { document, exitCode } = await desk.json(['doctor']);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({ findings: expect.any(Array) as unknown });
    expect((document as { status: string }).status).not.toBe('error');
  });

  it('exits 4 where evidence has changed, and names the file', async () => {
    await desk.tieout(['import-report', putReport()]);
    const [source = ''] = desk.files(join(desk.workspace, 'sources'));
    const { chmodSync } = await import('node:fs');
    chmodSync(join(desk.workspace, 'sources', source), 0o644);
    writeFileSync(join(desk.workspace, 'sources', source), 'something else');
    const { stdout, exitCode } = await desk.tieout(['doctor']);
    expect(exitCode).toBe(4);
    expect(stdout).toContain('customer.csv');
    expect(stdout).toContain('The workspace is damaged.');
  });
});

describe('a workspace that cannot be used', () => {
  it('is held by another process: exit 4, naming it', async () => {
    const held = openWorkspace({ folder: desk.workspace, ports: nodePorts() });
    try {
      const { document, exitCode } = await desk.json(['periods']);
      expect(exitCode).toBe(4);
      expect(document).toMatchObject({ error: { code: 'WORKSPACE_LOCKED' } });
      expect(JSON.stringify(document)).toContain(String(process.pid));
    } finally {
      held.close();
    }
  });

  it('is damaged: exit 4, and left as it is', async () => {
    mkdirSync(desk.workspace, { recursive: true });
    const database = join(desk.workspace, 'tieout.db');
    writeFileSync(database, 'this is no database, but somebody wanted to keep it'.repeat(100));
    const { document, exitCode } = await desk.json(['periods']);
    expect(exitCode).toBe(4);
    expect(document).toMatchObject({ error: { code: 'WORKSPACE_DAMAGED' } });
    expect(desk.files(desk.workspace)).toContain('tieout.db');
  });

  it('is a file: exit 4', async () => {
    const file = desk.put('plain', 'x');
    const { document, exitCode } = await desk.json(['periods', '--workspace', file]);
    expect(document).toMatchObject({ error: { code: 'WORKSPACE_NOT_WRITABLE' } });
    expect(exitCode).toBe(4);
  });
});
