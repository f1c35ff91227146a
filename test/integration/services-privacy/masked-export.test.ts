import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { idKey } from '#core/ids.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { exportCsv } from '#engine/services/export-csv.ts';
import { exportRun } from '#engine/services/export.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { MASK_PATTERN, type MaskWish } from '#engine/services/privacy/masker.ts';
import { lookUpMasks, unmaskFile } from '#engine/services/privacy/unmask.ts';
import { PRACTICE_PARAMETERS } from '../../support/practice-run.ts';
import { agrees, recalculate, recalculationMissing } from '../../support/recalculate.ts';
import { readParts } from '../../support/workbook-file.ts';
import { plainContext, testPorts } from '../../support/workspace.ts';

const missing = recalculationMissing();
const uuid = (first: string, number: number): string =>
  `${first}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
const webexId = (type: string, id: string): string =>
  Buffer.from(`ciscospark://us/${type}/${id}`).toString('base64').replace(/=+$/, '');

/** Users as files may name them: an id, the same in base64, a login, a number, a name. */
const USERS = [uuid('a', 1), uuid('a', 2), 'taro.yamada', '900100200', '花子 佐藤', 'user'] as const;
const [ACME, BETA] = [uuid('c', 1), uuid('c', 2)];
const REPORT_HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,SUBSCRIBER_ID,USER_ID,WORKSPACE_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,LOCATION_ID,DISPLAY_NAME';
const userRow = (user: string, index: number): string =>
  [
    `Example,${uuid('b', 9)},Sub100,${index < 3 ? ACME : BETA},${index < 3 ? 'ACME-77' : 'BETA-88'}`,
    `${index === 1 ? webexId('PEOPLE', user) : user},,,Webex Calling,A-1,Seat of ${user}`,
    `2026-10-01,2026-10-31,31,${uuid('d', 3)},Shown Name ${String(index)}`,
  ].join(',');
const INVOICE_HEADER =
  'Subscription ID,SKU,Customer ID,Customer Name,User ID,Display Name,Description,Start Date,End Date,Quantity,Unit Price,Amount,Currency';
const invoiceRow = (user: string, index: number): string =>
  `Sub100,A-1,${index < 3 ? ACME : BETA},${index < 3 ? 'Acme Holdings' : 'Beta Works'},${user},Given Name ${String(index)},Calling for ${user},2026-10-01,2026-10-31,${index === 2 ? '2' : '1'},10.25,${index === 2 ? '20.5' : '10.25'},USD`;
/** Rows that take no part keep the text of the file in the workbook. */
const OTHER_ROWS = [
  `Sub100,A-1,${ACME},Acme Holdings,${uuid('a', 1)},Credited Person,Credit for taro.yamada of Acme Holdings (ken@example.jp),2026-10-01,2026-10-31,-1,10.25,-10.25,USD`,
  `Sub100,A-1,${BETA},Beta Works,花子 佐藤,Unread Person,Calling,2026-10-01,2026-10-31,1x,10.25,10.25,USD`,
];

const REAL_USERS = [
  ...USERS.filter((user) => user !== 'user'),
  webexId('PEOPLE', USERS[1]),
  'Shown Name',
  'Given Name',
  'Credited Person',
  'Unread Person',
  'ken@example.jp',
];
/** What no workbook shows anyway: the base64 of an id, and columns that are not read of rows that take part. */
const IN_NO_WORKBOOK = [webexId('PEOPLE', USERS[1]), 'Given Name'];
const REAL_CUSTOMERS = [ACME, BETA, 'ACME-77', 'BETA-88', 'Acme Holdings', 'Beta Works'];

let workspace: Workspace;
let runId: string;
let result: ResultDocument;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-mask-'));
  const file = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  workspace = openWorkspace({ folder: join(folder, 'workspace'), ports: testPorts() });
  const done = await reconcile(
    workspace,
    {
      invoices: [
        file('taro.yamada Acme Holdings.csv', [INVOICE_HEADER, ...USERS.map(invoiceRow), ...OTHER_ROWS]),
      ],
      reports: [file('user.csv', [REPORT_HEADER, ...USERS.map(userRow)])],
      read: {},
      parameters: PRACTICE_PARAMETERS,
    },
    plainContext(),
  );
  runId = done.runId;
  result = done.result;
  return () => {
    workspace.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

async function workbook(name: string, mask: MaskWish | undefined): Promise<string> {
  const out = join(folder, name);
  await exportRun(
    workspace,
    {
      run: { id: runId },
      out,
      language: 'en',
      detail: 'user',
      appVersion: '0',
      describeIssue: ({ code }) => code,
      mask,
    },
    plainContext(),
  );
  return out;
}

const everything = async (file: string): Promise<string> =>
  [...(await readParts(file))].map(([name, part]) => `${name}\n${part}`).join('\n');
const found = (text: string, names: readonly string[]): readonly string[] => {
  const small = text.toLowerCase();
  return names.filter((name) => small.includes(name.toLowerCase()));
};

describe('a masked workbook', () => {
  it('has every user of the month in none of its parts; one that is not masked has them all', async () => {
    const plain = await everything(await workbook('plain.xlsx', undefined));
    expect(found(plain, REAL_USERS)).toEqual(REAL_USERS.filter((one) => !IN_NO_WORKBOOK.includes(one)));
    const masked = await everything(await workbook('masked.xlsx', { customers: false }));
    expect(found(masked, REAL_USERS)).toEqual([]);
    expect(found(masked, REAL_CUSTOMERS)).toEqual(REAL_CUSTOMERS);
  });

  it('has every customer in none of its parts where that is asked for', async () => {
    const masked = await everything(await workbook('both.xlsx', { customers: true }));
    expect(found(masked, [...REAL_USERS, ...REAL_CUSTOMERS])).toEqual([]);
    expect(found(masked, ['Example', 'Sub100', 'A-1'])).toEqual(['Example', 'Sub100', 'A-1']);
  });

  it('says the same figures, and names each user by one mask on every sheet', async () => {
    const figures = (text: string): readonly string[] =>
      [...text.matchAll(/<v>(-?[\d.]+(?:E-?\d+)?)<\/v>/g)].map(([, value]) => value ?? '');
    const plain = await everything(await workbook('plain.xlsx', undefined));
    const masked = await everything(await workbook('masked.xlsx', { customers: false }));
    expect(figures(masked)).toEqual(figures(plain));
    expect(figures(plain).length).toBeGreaterThan(200);
    const masks = new Set([...masked.matchAll(MASK_PATTERN)].map(([mask]) => mask));
    expect(masks.size).toBeGreaterThanOrEqual(USERS.length);
  });

  it('is the same to the byte each time, and the key is readable by its owner alone', async () => {
    const first = readFileSync(await workbook('one.xlsx', { customers: false }));
    expect(readFileSync(await workbook('two.xlsx', { customers: false })).equals(first)).toBe(true);
    expect(statSync(join(workspace.folder, 'mask-key')).mode & 0o777).toBe(0o600);
  });

  it.skipIf(missing !== undefined)('recalculates to itself', async () => {
    const cells = recalculate(await workbook('recalculated.xlsx', { customers: true }));
    expect(cells.length).toBeGreaterThan(100);
    expect(cells.filter((cell) => !agrees(cell) || String(cell.calculated).startsWith('#'))).toEqual([]);
  });
});

describe('a masked file in the workspace that masked it', () => {
  it('has its users again, and the same figures', async () => {
    const masked = await workbook('sent.xlsx', { customers: true });
    const out = join(folder, 'unmasked.xlsx');
    const done = await unmaskFile(workspace, { file: masked, out }, plainContext());
    expect(done.replaced).toBeGreaterThan(USERS.length);
    const text = await everything(out);
    const inColumns = [...USERS, ...REAL_CUSTOMERS].filter((name) => name !== 'user');
    expect(found(text, inColumns)).toEqual(inColumns);
    const values = (part: string): readonly string[] =>
      [...part.matchAll(/<v>[^<]*<\/v>/g)].map(([one]) => one);
    expect(values(text)).toEqual(values(await everything(masked)));
  });

  it('says nothing about the masks of another workspace', async () => {
    const masks = ['user-0000-0000-0000'];
    expect([...(await lookUpMasks(workspace, masks, plainContext()))]).toEqual([]);
  });

  it('keeps the fields of a CSV file apart whatever a name holds', async () => {
    const [mask] =
      /customer-[-0-9A-Z]+/.exec(await everything(await workbook('sent.xlsx', { customers: true }))) ?? [];
    const file = join(folder, 'answer.csv');
    writeFileSync(file, `\uFEFFwho,figure\r\n${mask ?? ''},"1,000"\r\n`);
    await unmaskFile(workspace, { file, out: join(folder, 'answer-real.csv') }, plainContext());
    expect(readFileSync(join(folder, 'answer-real.csv'), 'utf8')).toMatch(
      /^\uFEFFwho,figure\r\n[^,-][^,]*,"1,000"\r\n$/,
    );
  });
});

it('a masked CSV file names no user and no customer', async () => {
  const out = join(folder, 'lines.csv');
  const wish = { runId, view: 'lines', language: 'ja', out } as const;
  await exportCsv(workspace, wish, plainContext());
  const plain = readFileSync(out, 'utf8');
  expect(found(plain, [USERS[0], ACME])).toHaveLength(2);
  await exportCsv(workspace, { ...wish, mask: { customers: true } }, plainContext());
  const masked = readFileSync(out, 'utf8');
  expect(found(masked, [...REAL_USERS, ...REAL_CUSTOMERS])).toEqual([]);
  expect(masked.split('\n')).toHaveLength(plain.split('\n').length);
});

it('the lines of the run are those of users, whatever the spelling of their ids', () => {
  const users = new Set(result.lines.map(({ consumerId }) => idKey(consumerId ?? undefined)));
  for (const user of USERS) expect(users).toContain(idKey(user));
});
