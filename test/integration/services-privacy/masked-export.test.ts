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
import { MASK_PATTERN } from '#core/mask-text.ts';
import type { MaskWish } from '#engine/services/privacy/masker.ts';
import { lookUpMasks, unmaskFile } from '#engine/services/privacy/unmask.ts';
import { PRACTICE_PARAMETERS } from '../../support/practice-run.ts';
import { agrees, recalculate, recalculationMissing } from '../../support/recalculate.ts';
import { readParts } from '../../support/workbook-file.ts';
import { plainContext, testPorts } from '../../support/workspace.ts';
import {
  ACME,
  REAL_CUSTOMERS,
  REAL_USERS,
  USERS,
  webexId,
  writeNamedMonth,
} from '../../support/named-month.ts';
import { wholeResult } from '../../support/whole-result.ts';

const missing = recalculationMissing();

/** What no workbook shows anyway: the base64 of an id, and columns that are not read of rows that take part. */
const IN_NO_WORKBOOK = [webexId('PEOPLE', USERS[1]), 'Given Name'];

let workspace: Workspace;
let runId: string;
let result: ResultDocument;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tieout-mask-'));
  const month = writeNamedMonth(folder);
  workspace = openWorkspace({ folder: join(folder, 'workspace'), ports: testPorts() });
  const done = await reconcile(
    workspace,
    {
      invoices: [month.invoice],
      reports: [month.report],
      read: {},
      parameters: PRACTICE_PARAMETERS,
    },
    plainContext(),
  );
  runId = done.runId;
  result = await wholeResult(workspace, done);
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

  it('says on its summary who is masked and how a copy is unmasked; one that is not masked says nothing', async () => {
    const summaryOf = async (mask: MaskWish | undefined): Promise<string> =>
      everything(await workbook('said.xlsx', mask));
    expect(await summaryOf({ customers: false })).toContain('Written with users masked');
    expect(await summaryOf({ customers: true })).toContain('Written with users and customers masked');
    expect(await summaryOf(undefined)).not.toContain('tieout unmask');
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
