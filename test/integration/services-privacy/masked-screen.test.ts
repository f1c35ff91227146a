import { basename, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  ENGINE_CONTRACT,
  type EngineChannel,
  type EngineInput,
  type EngineOutput,
} from '#shared/engine-protocol.ts';
import { defined } from '#core/assert.ts';
import { CHECK_IDS } from '#core/reconcile/result-document.ts';
import type { LineRow } from '#shared/ipc/contract/result-lines.ts';
import { MASK_PATTERN } from '#core/mask-text.ts';
import { REAL_CUSTOMERS, REAL_USERS, USERS, webexId, writeNamedMonth } from '../../support/named-month.ts';
import { temporaryFolder } from '../../support/workspace.ts';
import { engineLine, isOver, valueOf, type EngineLine } from '../../unit/engine-process/engine-line.ts';

const PERIOD = { start: '2026-10-01', end: '2026-10-31' };
const PAGE = { offset: 0, limit: 500 };
const EVERYBODY = [...REAL_USERS, ...REAL_CUSTOMERS];

const namesIn = (value: unknown, names: readonly string[] = EVERYBODY): readonly string[] => {
  const text = JSON.stringify(value).toLowerCase();
  return names.filter((name) => text.includes(name.toLowerCase()));
};

interface Month {
  readonly line: EngineLine;
  readonly runId: string;
  readonly draftId: string;
  readonly mask: (screen: 'nobody' | 'users' | 'users-and-customers') => Promise<void>;
  readonly lines: () => Promise<LineRow[]>;
  /** Judges, matches and learns as a person would, by what the window shows. */
  readonly work: () => Promise<void>;
}

/** The month full of names, imported, reconciled and open in the mapping, in a real engine. */
async function openMonth(): Promise<Month> {
  const folder = temporaryFolder();
  const line = engineLine({ folder: join(folder, 'workspace') });
  const { invoice, report } = writeNamedMonth(folder);
  const file = (path: string): { path: string; name: string } => ({ path, name: basename(path) });
  const run = async (
    jobId: string,
  ): Promise<NonNullable<Awaited<ReturnType<EngineLine['job']>>['outcome']>> => {
    const job = await line.job(jobId, isOver);
    return defined(job.outcome ?? undefined, JSON.stringify(job.error));
  };
  const reconciled = await run(
    valueOf(
      await line.ask('jobs:start-reconcile', {
        invoices: [file(invoice)],
        reports: [file(report)],
        period: PERIOD,
      }),
    ).jobId,
  );
  if (reconciled.kind !== 'reconcile') throw new Error('no run');
  const { runId } = reconciled;
  const inspected = await run(
    valueOf(await line.ask('jobs:start-inspect', { files: [file(invoice)] })).jobId,
  );
  const [draft] = inspected.kind === 'inspect' ? inspected.files : [];
  if (draft?.found !== 'invoice') throw new Error('no draft');
  const lines = async (): Promise<LineRow[]> =>
    valueOf(await line.ask('results:list-lines', { ...PAGE, runId })).rows;
  return {
    line,
    runId,
    draftId: draft.draftId,
    lines,
    mask: async (screen) => {
      valueOf(await line.ask('privacy:set-masks', { screen, files: 'nobody' }));
    },
    work: async () => {
      const [first] = await lines();
      const key = defined(first?.lineKey ?? undefined, 'a line has a key');
      valueOf(
        await line.ask('work:judge-lines', {
          runId,
          lines: { keys: [key] },
          judgement: { status: 'accepted', reason: 'OTHER', note: 'Asked taro.yamada of Acme Holdings' },
        }),
      );
      valueOf(
        await line.ask('parameters:save-alias', { field: 'customer', from: 'Acme Holdings', to: 'ACME-77' }),
      );
    },
  };
}

/** Each has a name of its own. */
let templates = 0;

type Ask<Name extends EngineChannel> = (month: Month) => readonly EngineInput<Name>[] | string;

/** What is asked of each channel; a text says why nothing is. A channel that is missing here does not compile. */
const QUESTIONS: { readonly [Name in EngineChannel]: Ask<Name> } = {
  'periods:list-periods': () => [PAGE],
  'periods:get-trend': () => [undefined],
  'periods:sign-off': () => 'says nothing but that it is done',
  'periods:withdraw-sign-off': () => 'says nothing but that it is done',
  'results:get-summary': ({ runId }) => [{ runId }],
  'results:list-lines': ({ runId }) => [
    { ...PAGE, runId },
    { ...PAGE, runId, level: 'customer' },
  ],
  'results:get-facets': ({ runId }) => [{ runId }],
  'results:list-clusters': ({ runId }) => [{ ...PAGE, runId }],
  'results:get-proof': ({ runId }) => USERS.map((_, position) => ({ runId, position })),
  'results:list-proof-usage': ({ runId }) =>
    USERS.map((_, position) => ({ ...PAGE, runId, position, level: 'user' as const })),
  'results:get-checks': ({ runId }) => [{ runId }],
  'results:list-check-failures': ({ runId }) => CHECK_IDS.map((check) => ({ ...PAGE, runId, check })),
  'imports:get-draft': ({ draftId }) => [{ draftId }],
  'imports:change-draft': ({ draftId }) => [
    {
      draftId,
      choices: {
        sheet: null,
        header: null,
        columns: null,
        numberStyle: null,
        dateOrder: null,
        currency: null,
        skipRows: [],
      },
    },
  ],
  'imports:apply-template': ({ draftId }) => [{ draftId, templateId: null }],
  'imports:list-draft-rows': ({ draftId }) => [{ ...PAGE, draftId, tableIndex: 0, filter: 'all' }],
  'imports:discard-draft': () => 'says nothing but that it is done',
  'imports:list-imports': () => [PAGE],
  'imports:undo-import': () => 'says nothing but that it is done',
  'imports:redo-import': () => 'says nothing but that it is done',
  'templates:list-templates': () => [undefined],
  'templates:save-template': ({ draftId }) => [
    { draftId, name: `Of Acme Holdings ${String((templates += 1))}`, templateId: null },
  ],
  'templates:rename-template': () => 'says nothing but that it is done',
  'templates:delete-template': () => 'says nothing but that it is done',
  'work:judge-lines': () => 'asked in the tests below; answers with counts',
  'work:match-lines': () => 'answers with counts and a job’s id',
  'work:split-row': () => 'answers with counts and a job’s id',
  'work:exclude-rows': () => 'answers with counts and a job’s id',
  'work:reclassify-rows': () => 'answers with counts and a job’s id',
  'work:learn-alias': () => 'answers with counts and a job’s id',
  'work:withdraw-rules': () => 'answers with counts and a job’s id',
  'work:undo': () => 'answers with counts and a job’s id',
  'work:redo': () => 'answers with counts and a job’s id',
  'work:get-history': () => [{ ...PAGE, period: PERIOD }],
  'work:get-progress': ({ runId }) => [{ runId }],
  'work:list-states': () => 'asked in the tests below, by the keys that the window has',
  'work:list-rules': () => [{ period: PERIOD }],
  'work:get-last-reason': ({ runId }) => [{ runId, signature: 'quantity|a-1|over|1' }],
  'jobs:start-inspect': () => 'answers with a job’s id',
  'jobs:start-inspect-pasted': () => 'answers with a job’s id',
  'jobs:start-accept-draft': () => 'answers with a job’s id',
  'jobs:start-fit-units': () => 'answers with a job’s id',
  'jobs:start-replay-template': () => 'answers with a job’s id',
  'jobs:start-import': () => 'answers with a job’s id',
  'jobs:start-reconcile': () => 'answers with a job’s id',
  'jobs:start-reconcile-period': () => 'answers with a job’s id',
  'jobs:start-export': () => 'answers with a job’s id',
  'jobs:start-export-csv': () => 'answers with a job’s id',
  'jobs:start-backup': () => 'answers with a job’s id',
  'jobs:start-restore': () => 'answers with a job’s id',
  'jobs:start-move': () => 'answers with a job’s id',
  'jobs:start-practice': () => 'answers with a job’s id',
  'jobs:start-fetch': () => 'answers with a job’s id',
  'jobs:start-list': () => 'answers with a job’s id',
  'jobs:start-delete': () => 'answers with a job’s id',
  'jobs:cancel-job': () => 'says nothing but that it is done',
  'jobs:list-jobs': () => [undefined],
  'exports:get-preview': ({ runId }) => [{ runId }],
  'exports:check-target': () => 'says nothing but that it is done',
  'parameters:get-parameters': () => [undefined],
  'parameters:set-tolerance': () => 'says nothing but that it is done',
  'parameters:set-unit-basis': () => 'says nothing but that it is done',
  'parameters:import-price-book': () => 'says nothing but that it is done',
  'parameters:remove-price-book': () => 'says nothing but that it is done',
  'parameters:list-prices': () => [PAGE],
  'parameters:list-aliases': () => [PAGE],
  'parameters:save-alias': () => 'says nothing but that it is done',
  'parameters:remove-alias': () => 'says nothing but that it is done',
  'parameters:list-history': () => [PAGE],
  'privacy:get-state': () => [undefined],
  'privacy:set-masks': () => 'says nothing but that it is done',
  'privacy:reveal-mask': () => 'asked in the tests below',
  'privacy:wipe-workspace': () => 'answers with a count',
  'privacy:hide-revealed': () => 'says nothing but that it is done',
  'workspace:get-state': () => [undefined],
  'webex:get-connection': () => 'speaks of the person’s own sign-in',
  'webex:start-sign-in': () => 'speaks of the person’s own sign-in',
  'webex:cancel-sign-in': () => 'speaks of the person’s own sign-in',
  'webex:open-sign-in-page': () => 'speaks of the person’s own sign-in',
  'webex:keep-token': () => 'speaks of the person’s own sign-in',
  'webex:check-connection': () => 'speaks of the person’s own sign-in',
  'webex:sign-out': () => 'speaks of the person’s own sign-in',
  'reports:list-holdings': () => [PAGE],
  'reports:list-reports': () => [PAGE],
  'reports:list-sub-partners': () => [undefined],
  'reports:compare-versions': () =>
    'needs two fetched versions; its customers are masked by their member’s name',
};

/** Every answer of every channel that is asked, held against its contract. */
async function answers(month: Month): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const channel of Object.keys(QUESTIONS) as EngineChannel[]) {
    const inputs = (QUESTIONS[channel] as Ask<EngineChannel>)(month);
    if (typeof inputs === 'string') continue;
    for (const [index, input] of inputs.entries()) {
      const answer = valueOf(await month.line.ask(channel, input as never)) as EngineOutput<EngineChannel>;
      // Words of closed lists must have stayed what they are, or main could not read the answer.
      ENGINE_CONTRACT[channel].output.parse(answer);
      found.set(`${channel} ${String(index)}`, answer);
    }
  }
  return found;
}

/** An answer without its texts: figures, counts and words of closed lists are the same, masked or not. */
const withoutNames = (shown: unknown, plain: unknown): unknown => {
  if (typeof shown === 'string') return shown.search(MASK_PATTERN) < 0 ? shown : 'masked';
  if (Array.isArray(shown)) {
    return shown.map((element: unknown, index) =>
      withoutNames(element, (plain as readonly unknown[])[index]),
    );
  }
  return shown;
};

describe('a masked screen', () => {
  it('has no user and no customer in any answer of any channel; one that is not masked names them', async () => {
    const month = await openMonth();
    await month.work();
    const plain = await answers(month);
    // Nowhere on the screen: an id in base64 is shown decoded, and unknown columns of reports not at all.
    const onNoScreen = [webexId('PEOPLE', USERS[1]), 'Shown Name'];
    expect(namesIn([...plain])).toEqual(EVERYBODY.filter((name) => !onNoScreen.includes(name)));
    await month.mask('users-and-customers');
    for (const [channel, answer] of await answers(month)) {
      expect(namesIn(answer), channel).toEqual([]);
    }
  });

  it('shows customers where users alone are masked', async () => {
    const month = await openMonth();
    await month.mask('users');
    const shown = [...(await answers(month))];
    expect(namesIn(shown, REAL_USERS)).toEqual([]);
    expect(namesIn(shown, ['Acme Holdings', 'ACME-77', 'BETA-88'])).toHaveLength(3);
  });

  it('masks jobs as they are told, and the errors of requests', async () => {
    const month = await openMonth();
    await month.mask('users-and-customers');
    const before = month.line.told.length;
    const missing = {
      path: join(temporaryFolder(), 'taro.yamada of Acme Holdings.csv'),
      name: 'taro.yamada.csv',
    };
    const { jobId } = valueOf(await month.line.ask('jobs:start-import', { files: [missing] }));
    expect((await month.line.job(jobId, isOver)).state).toBe('failed');
    expect(namesIn(month.line.told.slice(before))).toEqual([]);
  });

  it('gives the same figures as a plain one', async () => {
    const month = await openMonth();
    const plain = await month.lines();
    await month.mask('users-and-customers');
    const figures = (rows: readonly LineRow[]): unknown =>
      rows.map(({ lines, invoicedAmount, varianceAmount, userDays, class: found, sku }) =>
        withoutNames([lines, invoicedAmount, varianceAmount, userDays, found, sku], []),
      );
    expect(figures(await month.lines())).toEqual(figures(plain));
  });

  it('masks as files do: the same person is the same mask', async () => {
    const month = await openMonth();
    await month.mask('users-and-customers');
    const out = join(temporaryFolder(), 'lines.csv');
    const { jobId } = valueOf(
      await month.line.ask('jobs:start-export-csv', {
        runId: month.runId,
        view: 'lines',
        language: 'en',
        output: { path: out, name: 'lines.csv' },
      }),
    );
    expect((await month.line.job(jobId, isOver)).state).toBe('completed');
    const file = readFileSync(out, 'utf8');
    expect(namesIn(file)).toEqual([]);
    const shown = (await month.lines()).flatMap(({ consumerId, customerOrgId }) => [
      consumerId,
      customerOrgId,
    ]);
    const masks = shown.filter((mask) => mask !== null);
    expect(masks.length).toBeGreaterThan(USERS.length);
    for (const mask of masks) expect(file).toContain(mask);
  });

  it('takes what it has shown for what it stands for', async () => {
    const month = await openMonth();
    await month.mask('users-and-customers');
    const rows = await month.lines();
    const keys = rows.flatMap(({ lineKey }) => lineKey ?? []);
    expect(namesIn(keys)).toEqual([]);
    valueOf(
      await month.line.ask('work:judge-lines', {
        runId: month.runId,
        lines: { keys: keys.slice(0, 1) },
        judgement: { status: 'accepted', note: `Asked ${rows[0]?.consumerId ?? ''}` },
      }),
    );
    const states = valueOf(await month.line.ask('work:list-states', { runId: month.runId, keys }));
    expect(states.states.map(({ key }) => key)).toEqual(keys.slice(0, 1));
    await month.mask('nobody');
    const [plain] = await month.lines();
    const real = valueOf(
      await month.line.ask('work:list-states', {
        runId: month.runId,
        keys: [defined(plain?.lineKey ?? undefined, 'a key')],
      }),
    );
    expect(real.states[0]?.work.note).toBe(`Asked ${plain?.consumerId ?? ''}`);
  });

  it('finds a person by the real id and by the mask, and lists exactly the lines of a key that it shows', async () => {
    const month = await openMonth();
    await month.mask('users-and-customers');
    const search = async (text: string): Promise<LineRow[]> =>
      valueOf(
        await month.line.ask('results:list-lines', { ...PAGE, runId: month.runId, filter: { search: text } }),
      ).rows;
    const [found] = await search('taro.yam');
    const mask = defined(found?.consumerId ?? undefined, 'a line with a user');
    expect(mask).toMatch(MASK_PATTERN);
    expect(await search(mask)).toEqual(await search('taro.yamada'));
    const { subscriptionId = null, sku = '', customerOrgId = null, consumerId = null } = found ?? {};
    const { rows } = valueOf(
      await month.line.ask('results:list-lines', {
        ...PAGE,
        runId: month.runId,
        filter: { key: { subscriptionId, sku, customerOrgId, consumerId } },
      }),
    );
    expect(rows).toEqual([found]);
  });

  it('finds by a mask from a file though it has never shown it', async () => {
    const month = await openMonth();
    const out = join(temporaryFolder(), 'lines.csv');
    const { jobId } = valueOf(
      await month.line.ask('jobs:start-export-csv', {
        runId: month.runId,
        view: 'lines',
        language: 'en',
        output: { path: out, name: 'lines.csv' },
        mask: 'users',
      }),
    );
    await month.line.job(jobId, isOver);
    const [mask = ''] = MASK_PATTERN[Symbol.match](readFileSync(out, 'utf8')) ?? [];
    expect(mask).toMatch(/^user-/);
    const search = async (text: string): Promise<LineRow[]> =>
      valueOf(
        await month.line.ask('results:list-lines', { ...PAGE, runId: month.runId, filter: { search: text } }),
      ).rows;
    const [found, ...more] = await search(mask);
    expect(more).toEqual([]);
    expect(USERS).toContain(found?.consumerId);
    expect(await search('user-0000-0000-0000')).toEqual([]);
  });

  it('reveals one value everywhere, tells the window, and hides it again', async () => {
    const month = await openMonth();
    await month.mask('users');
    const [first, second] = await month.lines();
    const mask = defined(first?.consumerId ?? undefined, 'a mask');
    const told = month.line.told.filter((one) => one.kind === 'event' && one.event === 'data:changed').length;
    const { text } = valueOf(await month.line.ask('privacy:reveal-mask', { mask }));
    expect(month.line.told.filter((one) => one.kind === 'event' && one.event === 'data:changed').length).toBe(
      told + 1,
    );
    const [revealed, other] = await month.lines();
    expect(USERS).toContain(text);
    expect(revealed?.consumerId).toBe(text);
    expect(other?.consumerId).toBe(second?.consumerId);
    expect(valueOf(await month.line.ask('privacy:get-state', undefined)).revealed).toBe(1);
    valueOf(await month.line.ask('privacy:hide-revealed', undefined));
    expect((await month.lines())[0]?.consumerId).toBe(mask);
    expect(valueOf(await month.line.ask('privacy:reveal-mask', { mask: 'user-0000-0000-0000' }))).toEqual({
      text: null,
    });
  });
});
