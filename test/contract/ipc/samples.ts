import type { Channel } from '#shared/ipc/channels.ts';
import type { InputOf, OutputOf } from '#shared/ipc/contract/contract.ts';

const TOKEN = '6f6c0a52-6f0e-4f1e-9d6b-0c8f6f1f2f3a';
const PERIOD = { start: '2026-10-01', end: '2026-10-31' };
const PAGE = { offset: 0, limit: 500 };
const FILE = { token: TOKEN, name: 'invoice.xlsx' };
const TOTALS = { invoiced: '10', expected: '9', variance: '1', notAudited: '0' };
const JOB = { jobId: 'j1' };
const SETTINGS = { language: 'ja', theme: 'dark', density: 'compact' } as const;

const TEMPLATE = {
  templateId: 1,
  name: 'Cisco',
  version: 2,
  fileName: 'invoice.xlsx',
  savedAt: '2026-11-02T01:00:00.000Z',
  columns: 12,
  uses: 3,
};
const DRAFT: OutputOf<'imports:get-draft'> = {
  draftId: 'd1',
  fileName: 'invoice.xlsx',
  sha256: '0'.repeat(64),
  bytes: 10,
  isPasted: false,
  format: 'xlsx',
  encoding: null,
  delimiter: null,
  imported: null,
  tables: [{ sheet: 'Lines', hidden: false, rows: 4, verdict: 'read' }],
  skippedMembers: [],
  mainTable: 0,
  header: { row: 1, rows: 1, ground: 'found', recognised: 1, named: 1 },
  columns: [
    {
      column: 0,
      letter: 'A',
      name: 'Quantity',
      field: 'quantity',
      ground: 'exact',
      suggestions: ['amount'],
      content: 'number',
      filled: 3,
      readable: 3,
      samples: ['1', '2'],
      hidden: false,
      numberStyle: 'decimal-point',
      numberStyleReason: 'own-figures',
    },
  ],
  choices: {
    sheet: null,
    header: { sheet: 'Lines', row: 1, rows: 1 },
    columns: [{ column: 0, field: 'quantity' }],
    numberStyle: null,
    dateOrder: 'mdy',
    currency: 'JPY',
    skipRows: [{ column: 'Note', equals: 'memo' }],
  },
  template: {
    templateId: 1,
    name: 'Cisco',
    version: 2,
    fields: [{ name: 'B', field: 'amount' }],
    isChanged: true,
    drift: { added: ['A'], removed: [], renamed: [{ from: 'B', to: 'C' }], moved: [], retyped: [] },
  },
  problem: { code: 'COLUMN_MISSING', params: { columns: 'sku' }, incidentId: null },
  summary: null,
};
const AT = '2026-11-02T01:00:00.000Z';
const CONNECTION = {
  state: 'connected',
  method: 'browser',
  apiHost: 'webexapis.com',
  isDefaultApi: true,
  protection: 'keyring',
  isUnreadable: false,
  integration: { clientId: 'C0', port: 4200 },
  redirectUri: 'http://localhost:4200/authorize',
  permissions: { read: 'yes', write: 'no', subPartners: 'unknown' },
  isRenewed: true,
  lastsUntil: AT,
  contact: { at: AT, outcome: 'answered', error: null },
  signIn: null,
} as const;
const REPORT = {
  webexId: 'Y2lzY29z',
  subPartner: null,
  here: 'held',
  atWebex: 'yes',
  createdAt: AT,
  heldAt: AT,
  batchId: 7,
  fileName: 'webex-user-2026-10.csv',
  rows: 10,
  userDays: '310',
} as const;
const LISTED = {
  listing: { listedAt: AT, isComplete: true, subPartners: 'listed' as const },
  dates: { oldest: '2021-11-02', newest: '2026-11-01' },
};
const LINE_KEY = '["partner",null,"a-1",null,null]';
const ACT = { sequence: 4, changes: 1, jobId: null };
const HISTORY = {
  sequence: 4,
  kind: 'judge',
  of: null,
  at: '2026-11-02T01:00:00.000Z',
  by: 'keiko',
  changes: 1,
  isUndone: false,
  status: 'accepted',
  reason: 'ROUNDING',
  note: 'agreed',
  about: ['Sub1 / A-1'],
} as const satisfies OutputOf<'work:get-history'>['rows'][number];

/** For each channel something that it takes and something that it gives back. A channel without one does not compile. */
export const SAMPLES: {
  readonly [Name in Channel]: { readonly input: InputOf<Name>; readonly output: OutputOf<Name> };
} = {
  'app:get-info': {
    input: undefined,
    output: {
      version: '1.0.0',
      electronVersion: '45.4.1',
      platform: 'linux',
      language: 'en',
      workspaceName: 'workspace',
      commandLineHint: 'tieout reconcile',
    },
  },
  'app:list-recent': { input: undefined, output: [FILE] },
  'app:open-recent': { input: { token: TOKEN }, output: null },
  'app:choose-workspace': { input: undefined, output: { name: 'books' } },
  'app:check-updates': { input: undefined, output: { state: 'available', version: '2.0.0' } },
  'app:open-link': { input: { link: 'webex-developer' }, output: null },
  'files:choose-inputs': { input: undefined, output: [FILE] },
  'files:choose-output': { input: { suggestedName: 'variance.xlsx' }, output: FILE },
  'files:choose-backup': { input: undefined, output: FILE },
  'files:reveal-output': { input: { output: TOKEN }, output: null },
  'files:accept-dropped': { input: { path: '/home/keiko/invoice.xlsx' }, output: FILE },
  'files:take-handed-over': { input: undefined, output: [FILE] },
  'periods:list-periods': {
    input: PAGE,
    output: {
      total: 1,
      rows: [
        {
          period: PERIOD,
          invoices: [],
          reports: [],
          lastRun: {
            runId: 'r1',
            verdict: 'variances',
            verdictReasons: [],
            createdAt: '2026-11-02T01:00:00.000Z',
            currency: 'JPY',
            coverage: { invoiceRows: 3, audited: 2, excluded: 1, quarantined: 0, amountShare: '0.9' },
            totals: TOTALS,
            checks: { ok: 7, check: 1, noData: 2 },
            left: { lines: 1, amount: '1', withoutAmount: 0 },
            stale: ['inputs'],
          },
          signOff: {
            state: 'suspended',
            entries: [
              {
                role: 'prepared',
                name: '佐藤',
                account: 'keiko',
                signedAt: '2026-11-02T01:00:00.000Z',
                note: null,
                isOverride: false,
                suspendedBy: ['inputs'],
              },
            ],
          },
        },
      ],
      withoutPeriod: [],
    },
  },
  'periods:get-trend': {
    input: undefined,
    output: {
      points: [
        {
          period: PERIOD,
          runId: 'r1',
          verdict: 'tied',
          currency: 'JPY',
          amountShare: '1',
          totals: TOTALS,
        },
      ],
    },
  },
  'periods:sign-off': {
    input: { period: PERIOD, role: 'reviewed', runId: 'r1', name: '佐藤', note: '', override: true },
    output: null,
  },
  'periods:withdraw-sign-off': {
    input: { period: PERIOD, role: 'prepared', reason: 'a credit note came' },
    output: null,
  },
  'results:get-summary': {
    input: { runId: 'r1' },
    output: {
      runId: 'r1',
      period: PERIOD,
      currency: 'JPY',
      verdict: 'variances',
      verdictReasons: [],
      coverage: {
        invoiceRows: 3,
        audited: 2,
        excluded: 1,
        quarantined: 0,
        auditedAmount: '10',
        amountShare: '0.9',
      },
      totals: { invoiced: '10', expected: '9', variance: '1', notAudited: '0' },
      lines: 1,
      issues: 0,
      generatedAt: '2026-11-02T01:00:00.000Z',
      resultHash: 'sha256:0',
    },
  },
  'results:list-lines': {
    input: {
      ...PAGE,
      runId: 'r1',
      level: 'customer',
      filter: { differencesOnly: true, skus: ['A-1'], key: { customerOrgId: null } },
      sort: { column: 'varianceSize', direction: 'descending' },
    },
    output: {
      total: 0,
      rows: [],
      totals: {
        ...{ lines: 0, differences: 0, unpriced: 0, userDays: '0', over: '0', under: '0' },
        ...{ invoicedQuantity: null, expectedQuantity: null, varianceQuantity: null },
        ...{ invoicedAmount: null, expectedAmount: null, varianceAmount: null },
      },
      users: null,
    },
  },
  'results:get-facets': {
    input: { runId: 'r1' },
    output: {
      levels: [{ value: 'customer', lines: 2 }],
      classes: [{ value: 'none', lines: 2 }],
      directions: [{ value: 'nil', lines: 2 }],
      matches: [{ value: 'exact', lines: 2 }],
      skus: [{ value: 'A-1', lines: 2 }],
      explanations: [],
      differences: 0,
    },
  },
  'results:list-clusters': { input: { ...PAGE, runId: 'r1' }, output: { total: 0, rows: [] } },
  'results:get-proof': {
    input: { runId: 'r1', position: 0 },
    output: {
      position: 0,
      period: PERIOD,
      currency: 'JPY',
      line: {
        ...{ level: 'customer', lineKey: '[]', subscriptionId: null, sku: 'A-1', customerOrgId: null },
        ...{ customerExternalId: 'acme', customerName: null, consumerId: null, match: 'exact', rule: 'none' },
        ...{ class: 'none', direction: 'nil', withinTolerance: true, signature: null },
        invoiced: { quantity: '10', unitPrice: '1', amount: '10', rows: 1 },
        usage: { userDays: '310', quantity: '10', rows: 1 },
        expected: { unitPrice: '1', amount: '10', priceSource: 'invoice' },
        variance: { quantity: '0', amount: '0' },
        components: null,
        explanations: [],
        suggestions: [],
      },
      unit: null,
      invoiceRows: [],
      usage: [{ level: 'customer', rows: 1, userDays: '310', consumers: 0, compared: true }],
    },
  },
  'results:list-proof-usage': {
    input: { ...PAGE, runId: 'r1', position: 0, level: 'user' },
    output: { total: 0, rows: [] },
  },
  'results:get-checks': { input: { runId: 'r1' }, output: { checks: [], failuresKept: true } },
  'results:list-check-failures': {
    input: { ...PAGE, runId: 'r1', check: 'T4' },
    output: { total: 0, rows: [] },
  },
  'imports:get-draft': { input: { draftId: 'd1' }, output: DRAFT },
  'imports:change-draft': { input: { draftId: 'd1', choices: DRAFT.choices }, output: DRAFT },
  'imports:apply-template': { input: { draftId: 'd1', templateId: null }, output: DRAFT },
  'imports:list-draft-rows': {
    input: { ...PAGE, draftId: 'd1', tableIndex: 0, filter: 'all' },
    output: {
      total: 1,
      rows: [
        {
          row: 1,
          hidden: false,
          cells: ['A-1', '10'],
          place: 'line',
          rowClass: 'charge',
          classRule: 'sku-quantity-price',
          quarantined: false,
          flags: [],
          issues: [{ code: 'ROW_RAGGED', severity: 'error', column: null, text: 'A-1' }],
        },
      ],
    },
  },
  'imports:discard-draft': { input: { draftId: 'd1' }, output: null },
  'imports:list-imports': {
    input: PAGE,
    output: {
      total: 1,
      rows: [
        {
          batchId: 1,
          kind: 'invoice',
          level: null,
          fileName: 'invoice.xlsx',
          importedAt: '2026-11-02T01:00:00.000Z',
          window: PERIOD,
          rows: 3,
          quarantined: 0,
          sum: '10250.4',
          currency: 'JPY',
          runs: 1,
          isFetched: false,
          undone: { at: '2026-11-02T01:00:00.000Z', by: 'keiko' },
        },
      ],
    },
  },
  'imports:undo-import': { input: { batchId: 1, evenIfUsed: false }, output: null },
  'imports:redo-import': { input: { batchId: 1 }, output: null },
  'templates:list-templates': { input: undefined, output: [TEMPLATE] },
  'templates:save-template': {
    input: { draftId: 'd1', name: 'Cisco', templateId: null },
    output: TEMPLATE,
  },
  'templates:rename-template': { input: { templateId: 1, name: 'Cisco' }, output: null },
  'templates:delete-template': { input: { templateId: 1 }, output: null },
  'jobs:start-inspect': { input: { files: [TOKEN], password: 'secret' }, output: JOB },
  'jobs:start-inspect-pasted': { input: { name: 'pasted.tsv', text: 'SKU\tQty' }, output: JOB },
  'jobs:start-accept-draft': { input: { draftId: 'd1' }, output: JOB },
  'jobs:start-fit-units': { input: { draftId: 'd1' }, output: JOB },
  'jobs:start-replay-template': { input: { draftId: 'd1' }, output: JOB },
  'work:judge-lines': {
    input: {
      runId: 'r1',
      lines: { filter: { signature: 's' } },
      judgement: { status: 'accepted', reason: 'ROUNDING', note: 'agreed' },
    },
    output: ACT,
  },
  'work:match-lines': { input: { runId: 'r1', invoice: [LINE_KEY], usage: [LINE_KEY] }, output: ACT },
  'work:split-row': {
    input: {
      runId: 'r1',
      row: '["ab",null,3]',
      parts: [
        { quantity: '1', amount: '10', target: null },
        { quantity: '2', amount: '20', target: LINE_KEY },
      ],
    },
    output: ACT,
  },
  'work:exclude-rows': { input: { runId: 'r1', rows: ['["ab",null,3]'], reason: 'DUPLICATE' }, output: ACT },
  'work:reclassify-rows': {
    input: { runId: 'r1', rows: ['["ab",null,3]'], rowClass: 'credit' },
    output: ACT,
  },
  'work:learn-alias': {
    input: { runId: 'r1', invoice: LINE_KEY, usage: LINE_KEY, field: 'sku' },
    output: ACT,
  },
  'work:withdraw-rules': { input: { runId: 'r1', rules: [{ kind: 'match', key: 'k' }] }, output: ACT },
  'work:undo': { input: { period: PERIOD }, output: ACT },
  'work:redo': { input: { period: PERIOD }, output: ACT },
  'work:get-history': { input: { ...PAGE, period: PERIOD }, output: { total: 1, rows: [HISTORY] } },
  'work:get-progress': {
    input: { runId: 'r1' },
    output: {
      runId: 'r1',
      period: PERIOD,
      currency: 'JPY',
      differences: 2,
      settled: 1,
      reviewed: 1,
      changed: 0,
      toExplain: '30',
      explained: '20',
      withoutAmount: 0,
      byStatus: { open: 1, explained: 0, accepted: 1, disputed: 0, carried: 0, resolved: 0 },
      assignees: [{ name: 'Sato', differences: 1 }],
      withDue: 1,
      absent: 0,
      isCurrent: true,
      undo: HISTORY,
      redo: null,
    },
  },
  'work:list-states': {
    input: { runId: 'r1', keys: [LINE_KEY] },
    output: {
      states: [
        {
          key: LINE_KEY,
          work: {
            status: 'accepted',
            reason: 'ROUNDING',
            note: null,
            reviewed: true,
            assignee: null,
            due: null,
            judged: { quantity: '1', amount: '10' },
            hasChanged: false,
            by: 'keiko',
            at: '2026-11-02T01:00:00.000Z',
          },
        },
      ],
    },
  },
  'work:list-rules': {
    input: { period: PERIOD },
    output: {
      rules: [
        {
          rule: { kind: 'match', key: 'k', invoice: [LINE_KEY], usage: [LINE_KEY] },
          ...{ by: 'Sato', at: '2026-11-02T01:00:00.000Z', file: null },
        },
      ],
    },
  },
  'work:get-last-reason': {
    input: { runId: 'r1', signature: 's' },
    output: { reason: 'PRORATION', note: null, period: PERIOD },
  },
  'jobs:start-import': { input: { files: [TOKEN] }, output: JOB },
  'jobs:start-reconcile': { input: { invoices: [TOKEN], reports: [], period: PERIOD }, output: JOB },
  'jobs:start-reconcile-period': { input: { period: PERIOD, invoices: [3] }, output: JOB },
  'jobs:start-export': { input: { run: { runId: 'r1' }, output: TOKEN, detail: 'customer' }, output: JOB },
  'jobs:start-fetch': { input: { period: PERIOD, levels: ['partner'] }, output: JOB },
  'jobs:start-export-csv': {
    input: { runId: 'r1', view: 'exceptions', language: 'ja', output: TOKEN },
    output: JOB,
  },
  'jobs:start-backup': { input: { output: TOKEN }, output: JOB },
  'jobs:start-restore': {
    input: { source: { copy: 'daily-20261102010000.db' }, folder: TOKEN },
    output: JOB,
  },
  'jobs:start-move': { input: { folder: TOKEN }, output: JOB },
  'jobs:start-practice': { input: undefined, output: JOB },
  'exports:get-preview': {
    input: { runId: 'r1' },
    output: {
      components: { quantity: '1', price: '0', lineRounding: '0', unitRounding: '0', unexplained: '0' },
      checks: [{ id: 'T1', status: 'ok' }],
      sheets: [{ id: 'summary', rows: null }],
      exceptions: 1,
      stale: [],
      isPractice: false,
    },
  },
  'exports:check-target': { input: { output: TOKEN }, output: null },
  'parameters:get-parameters': {
    input: undefined,
    output: {
      tolerance: {
        version: 1,
        savedAt: '2026-11-02T01:00:00.000Z',
        quantity: '0.01',
        amount: null,
        percent: '0',
        cap: null,
      },
      unitBasis: {
        version: null,
        savedAt: null,
        basis: 'auto',
        decimals: 2,
        rounding: null,
        grain: 'line',
        bySku: [{ sku: 'A-1', basis: 'user-days' }],
      },
      priceBook: {
        version: 1,
        fileName: 'prices.csv',
        sha256: '0',
        rows: 1,
        importedAt: '2026-11-02T01:00:00.000Z',
      },
      aliases: 1,
    },
  },
  'parameters:set-tolerance': {
    input: { quantity: '0.01', amount: null, percent: '0.5', cap: '100' },
    output: null,
  },
  'parameters:set-unit-basis': {
    input: {
      basis: 'auto',
      decimals: 2,
      rounding: 'half-up',
      grain: null,
      bySku: [{ sku: 'A-1', basis: 'user-days' }],
    },
    output: null,
  },
  'parameters:import-price-book': { input: { file: TOKEN }, output: null },
  'parameters:remove-price-book': { input: undefined, output: null },
  'parameters:list-prices': {
    input: PAGE,
    output: {
      total: 1,
      rows: [
        {
          row: 2,
          sku: 'A-1',
          unitPrice: '12.5',
          currency: 'USD',
          subscriptionId: null,
          customerOrgId: null,
          validFrom: '2026-10-01',
          validTo: null,
        },
      ],
    },
  },
  'parameters:list-aliases': {
    input: PAGE,
    output: { total: 1, rows: [{ field: 'sku', from: 'OLD', to: 'A-1' }] },
  },
  'parameters:save-alias': { input: { field: 'sku', from: 'OLD', to: 'A-1' }, output: null },
  'parameters:remove-alias': { input: { field: 'sku', from: 'OLD' }, output: null },
  'parameters:list-history': {
    input: PAGE,
    output: {
      total: 1,
      rows: [
        {
          sequence: 3,
          at: '2026-11-02T01:00:00.000Z',
          who: 'keiko',
          what: 'tolerance-set',
          before: null,
          after: { version: 1, amount: null, bySku: ['A-1: user-days'] },
        },
      ],
    },
  },
  'privacy:get-state': {
    input: undefined,
    output: { screen: 'users', files: 'nobody', filesByDefault: 'users', revealed: 1 },
  },
  'privacy:set-masks': { input: { screen: 'users-and-customers', files: 'users' }, output: null },
  'privacy:reveal-mask': { input: { mask: 'user-0000-0000-0000' }, output: { text: 'taro' } },
  'privacy:hide-revealed': { input: undefined, output: null },
  'privacy:wipe-workspace': { input: { name: 'books' }, output: { files: 12 } },
  'workspace:get-state': {
    input: undefined,
    output: {
      isPractice: false,
      readings: 4,
      databaseBytes: 1,
      evidenceBytes: 1,
      evidenceFiles: 1,
      synchronisedBy: 'OneDrive',
      copies: [{ name: 'daily-1.db', reason: 'daily', madeAt: '2026-11-02T01:00:00.000Z', bytes: 1 }],
    },
  },
  'workspace:reveal-folder': { input: undefined, output: null },
  'workspace:choose-folder': { input: undefined, output: FILE },
  'workspace:open-practice': { input: undefined, output: null },
  'workspace:leave-practice': { input: { remove: true }, output: null },
  'log:list-lines': { input: undefined, output: { lines: ['a line'] } },
  'log:reveal-folder': { input: undefined, output: null },
  'jobs:cancel-job': { input: JOB, output: null },
  'jobs:list-jobs': {
    input: undefined,
    output: {
      seq: 4,
      jobs: [
        {
          jobId: 'j1',
          kind: 'import',
          files: ['a.csv'],
          state: 'failed',
          progress: { phase: 'read-report', done: 1, total: null, unit: 'rows' },
          outcome: null,
          error: { code: 'FILE_EMPTY', params: { file: 'a.csv' }, incidentId: null },
          startedAt: '2026-11-02T01:00:00.000Z',
          seq: 4,
        },
      ],
    },
  },
  'settings:get-settings': { input: undefined, output: SETTINGS },
  'settings:change-settings': { input: { language: 'ja' }, output: SETTINGS },
  'settings:get-layouts': {
    input: undefined,
    output: {
      'lines of user': {
        ...{ widths: { sku: 120 }, shown: { match: true }, order: ['sku', 'match'] },
        sort: { column: 'sku', direction: 'ascending' },
      },
    },
  },
  'settings:keep-layout': {
    input: { grid: 'lines of user', layout: { widths: {}, shown: {}, order: [], sort: null } },
    output: null,
  },
  'engine:get-state': { input: undefined, output: { state: 'ready', restarts: 0 } },
  'engine:restart-engine': { input: undefined, output: null },
  'webex:get-connection': { input: undefined, output: CONNECTION },
  'webex:start-sign-in': {
    input: {
      method: 'browser',
      integration: { clientId: 'C0', clientSecret: 'secret', port: 4200 },
      write: true,
      subPartners: false,
    },
    output: {
      ...CONNECTION,
      signIn: { state: 'waiting-browser', redirectUri: 'http://localhost:4200/authorize', expiresAt: AT },
    },
  },
  'webex:cancel-sign-in': { input: undefined, output: CONNECTION },
  'webex:open-sign-in-page': { input: undefined, output: null },
  'webex:keep-token': { input: { token: 'secret' }, output: CONNECTION },
  'webex:check-connection': { input: undefined, output: CONNECTION },
  'webex:sign-out': { input: { forgetIntegration: true }, output: CONNECTION },
  'jobs:start-list': { input: undefined, output: JOB },
  'jobs:start-delete': { input: { webexId: 'Y2lzY29z' }, output: JOB },
  'reports:list-holdings': {
    input: PAGE,
    output: {
      total: 1,
      rows: [
        {
          period: PERIOD,
          subPartner: null,
          hasInvoice: true,
          levels: (['partner', 'customer', 'user'] as const).map((level) => ({
            ...REPORT,
            level,
            state: 'held' as const,
            status: 'COMPLETED',
            failure: null,
            newer: null,
            hasEarlier: false,
          })),
        },
      ],
      ...LISTED,
    },
  },
  'reports:list-reports': {
    input: PAGE,
    output: {
      total: 1,
      rows: [
        {
          ...REPORT,
          level: 'user',
          type: 'USER',
          start: PERIOD.start,
          end: PERIOD.end,
          category: 'RECONCILIATION',
          status: 'COMPLETED',
          failure: null,
          isInternal: false,
          isOutdated: false,
          hasEarlier: false,
        },
      ],
      ...LISTED,
    },
  },
  'reports:list-sub-partners': {
    input: undefined,
    output: [{ orgId: 'o', subscriptionId: null, provisioningState: 'active', billingStartDate: null }],
  },
  'reports:compare-versions': {
    input: { ...PAGE, webexId: 'Y2lzY29z' },
    output: {
      total: 1,
      rows: [{ customer: 'c', subscription: 's', sku: 'k', before: '1', after: '2', change: '1' }],
      before: { webexId: 'a', createdAt: null, userDays: '1' },
      after: { webexId: 'b', createdAt: AT, userDays: '2' },
      change: '1',
      customers: 1,
    },
  },
};
