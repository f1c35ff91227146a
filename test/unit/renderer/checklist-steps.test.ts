import { describe, expect, test } from 'vitest';
import type { WirePeriodOverview, WireTrendPoint } from '#shared/ipc/contract/periods.ts';
import { checklistSteps, type StepName } from '../../../src/renderer/src/features/periods/checklist-steps.ts';
import { mayBeDouble } from '../../../src/renderer/src/features/periods/start-reconcile.ts';
import { mainCurrency } from '../../../src/renderer/src/features/periods/trend-currency.ts';

const PERIOD = { start: '2026-10-01', end: '2026-10-31' };
const FILE = { batchId: 1, fileName: 'a', importedAt: '2026-11-02T01:00:00.000Z', ageDays: 0, rows: 1 };
const INVOICE = { ...FILE, number: 'INV-1', currency: 'USD' };
const report = (level: 'partner' | 'customer' | 'user'): WirePeriodOverview['reports'][number] => ({
  ...FILE,
  level,
  userDays: '1',
});
const RUN: NonNullable<WirePeriodOverview['lastRun']> = {
  runId: 'r',
  verdict: 'tied',
  verdictReasons: [],
  createdAt: '2026-11-02T01:00:00.000Z',
  currency: 'USD',
  coverage: { invoiceRows: 1, audited: 1, excluded: 0, quarantined: 0, amountShare: '1' },
  totals: { invoiced: '1', expected: '1', variance: '0', notAudited: '0' },
  checks: { ok: 10, check: 0, noData: 0 },
  left: { lines: 0, amount: '0', withoutAmount: 0 },
  stale: [],
};
const overview = (changes: Partial<WirePeriodOverview> = {}): WirePeriodOverview => ({
  period: PERIOD,
  invoices: [],
  reports: [],
  lastRun: null,
  signOff: { state: 'none', entries: [] },
  ...changes,
});
const all = [report('partner'), report('customer'), report('user')];

const nextOf = (given: WirePeriodOverview): StepName | undefined =>
  checklistSteps(given).find(({ isNext }) => isNext)?.name;

describe('the checklist of a period', () => {
  test.each<[string, WirePeriodOverview, StepName]>([
    ['nothing is held', overview(), 'invoice'],
    ['the invoice alone is held', overview({ invoices: [INVOICE] }), 'reports'],
    ['everything is held', overview({ invoices: [INVOICE], reports: all }), 'reconcile'],
    [
      'the run is older than its files',
      overview({ invoices: [INVOICE], reports: all, lastRun: { ...RUN, stale: ['inputs'] } }),
      'reconcile',
    ],
    [
      'a check is to be looked at',
      overview({
        invoices: [INVOICE],
        reports: all,
        lastRun: { ...RUN, checks: { ok: 9, check: 1, noData: 0 } },
      }),
      'checks',
    ],
    [
      'differences are left',
      overview({
        invoices: [INVOICE],
        reports: all,
        lastRun: { ...RUN, left: { lines: 2, amount: '5', withoutAmount: 0 } },
      }),
      'differences',
    ],
    ['all is well', overview({ invoices: [INVOICE], reports: all, lastRun: RUN }), 'signOff'],
    [
      'all is signed',
      overview({
        invoices: [INVOICE],
        reports: all,
        lastRun: RUN,
        signOff: { state: 'approved', entries: [] },
      }),
      'export',
    ],
  ])('leads on where %s', (_case, given, next) => {
    expect(nextOf(given)).toBe(next);
  });

  test('never calls reconciling done while files or settings have changed since', () => {
    const steps = checklistSteps(overview({ lastRun: { ...RUN, stale: ['parameters'] } }));
    expect(steps.find(({ name }) => name === 'reconcile')?.state).toBe('attention');
  });

  test('does not offer to reconcile without usage', () => {
    const steps = checklistSteps(overview({ invoices: [INVOICE] }));
    expect(steps.find(({ name }) => name === 'reconcile')?.isPossible).toBe(false);
  });

  test('shows a suspended sign-off as something to look at', () => {
    const steps = checklistSteps(overview({ lastRun: RUN, signOff: { state: 'suspended', entries: [] } }));
    expect(steps.find(({ name }) => name === 'signOff')?.state).toBe('attention');
  });
});

describe('the invoices of a period', () => {
  test.each([
    [[INVOICE], false],
    [[INVOICE, { ...INVOICE, number: 'INV-2' }], false],
    [[INVOICE, INVOICE], true],
    [[INVOICE, { ...INVOICE, number: null }], true],
  ])('are asked about where two may be one', (invoices, asked) => {
    expect(mayBeDouble(overview({ invoices }))).toBe(asked);
  });
});

describe('the currency of the trend', () => {
  const point = (currency: string | null): WireTrendPoint => ({
    period: PERIOD,
    runId: 'r',
    verdict: 'tied',
    currency,
    amountShare: '1',
    totals: RUN.totals,
  });

  test.each([
    [['USD', 'JPY', 'JPY'], 'JPY'],
    [['USD', 'JPY'], 'JPY'],
    [[], null],
  ])('of %j is %s', (currencies, main) => {
    expect(mainCurrency(currencies.map(point))).toBe(main);
  });
});
