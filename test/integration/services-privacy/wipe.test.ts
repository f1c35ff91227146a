import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openWorkspace } from '#engine/context.ts';
import { nodePorts } from '#engine/ports.ts';
import { makeCopy } from '#engine/services/kept-copies.ts';
import { workspaceMaskKey } from '#engine/services/privacy/mask-key.ts';
import { wipeWorkspace } from '#engine/services/wipe.ts';
import { practiceRun } from '../../support/practice-run.ts';
import { engineLine, valueOf } from '../../unit/engine-process/engine-line.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const now = '2026-11-02T09:00:00.000Z';

/** A workspace with all that may lie in one, and a file beside it. */
async function usedWorkspace(): Promise<string> {
  const folder = join(temporaryFolder(), 'books');
  const { workspace } = await practiceRun(folder);
  workspaceMaskKey(folder);
  await makeCopy(workspace, 'asked');
  workspace.close();
  mkdirSync(join(folder, 'logs'));
  writeFileSync(join(folder, 'logs', 'tieout-2026-11-02.log'), 'x');
  writeFileSync(join(dirname(folder), 'variance.xlsx'), 'theirs');
  return folder;
}

it('a workspace is removed with all that is in it, and nothing beside it', async () => {
  const folder = await usedWorkspace();
  const wiped = wipeWorkspace({ folder, name: 'books', now });
  expect(wiped.files).toBeGreaterThan(8);
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(dirname(folder))).toEqual(['variance.xlsx']);
});

it.each([
  ['a file of somebody else', 'letter.docx'],
  ['a file among the evidence', join('sources', 'letter.docx')],
  ['a file among the copies', join('backups', 'letter.docx')],
])('with %s nothing is removed', async (_what, name) => {
  const folder = await usedWorkspace();
  writeFileSync(join(folder, name), 'theirs');
  const before = readdirSync(folder, { recursive: true }).length;
  expect(() => wipeWorkspace({ folder, name: 'books', now })).toThrow(
    expect.objectContaining({ code: 'WORKSPACE_NOT_WRITABLE', params: { folder, reason: name } }),
  );
  expect(readdirSync(folder, { recursive: true })).toHaveLength(before);
});

it('another name than its own, or a folder that is none, removes nothing', async () => {
  const folder = await usedWorkspace();
  expect(() => wipeWorkspace({ folder, name: 'Books', now })).toThrow(
    expect.objectContaining({ code: 'BAD_OPTION' }),
  );
  const other = dirname(folder);
  expect(() => wipeWorkspace({ folder: other, name: 'x', now })).toThrow(
    expect.objectContaining({ code: 'WORKSPACE_NOT_WRITABLE' }),
  );
  expect(existsSync(join(folder, 'tieout.db'))).toBe(true);
});

it('a workspace that is open elsewhere is not removed', () => {
  const folder = join(temporaryFolder(), 'books');
  const workspace = openWorkspace({ folder, ports: nodePorts() });
  try {
    expect(() => wipeWorkspace({ folder, name: 'books', now })).toThrow(
      expect.objectContaining({ code: 'WORKSPACE_LOCKED' }),
    );
    expect(existsSync(join(folder, 'tieout.db'))).toBe(true);
  } finally {
    workspace.close();
  }
});

it('the engine lets go of its workspace and removes it; for another name it goes on as before', async () => {
  const folder = await usedWorkspace();
  const line = engineLine({ folder });
  const refused = await line.ask('privacy:wipe-workspace', { name: 'other' });
  expect(refused.ok || refused.error.code).toBe('BAD_OPTION');
  expect(valueOf(await line.ask('periods:list-periods', { offset: 0, limit: 500 })).total).toBe(1);
  expect(valueOf(await line.ask('privacy:wipe-workspace', { name: 'books' })).files).toBeGreaterThan(8);
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(dirname(folder))).toEqual(['variance.xlsx']);
});
