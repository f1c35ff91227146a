import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MASK_PATTERN } from '#core/mask-text.ts';
import { defined } from '#core/assert.ts';
import type { Workspace } from '#engine/context.ts';
import { backupWorkspace } from '#engine/services/backup.ts';
import { verifyBundle } from '#engine/services/evidence-bundle/verify-bundle.ts';
import { writeBundle } from '#engine/services/evidence-bundle/write-bundle.ts';
import { exportCsv } from '#engine/services/export-csv.ts';
import { makeCopy } from '#engine/services/kept-copies.ts';
import { lookUpMasks } from '#engine/services/privacy/unmask.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { moveWorkspace, restoreElsewhere } from '#engine/services/relocate.ts';
import { restoreWorkspace } from '#engine/services/restore.ts';
import { USERS, writeNamedMonth } from '../../support/named-month.ts';
import { PRACTICE_PARAMETERS } from '../../support/practice-run.ts';
import { plainContext, temporaryFolder, temporaryWorkspace, testPorts } from '../../support/workspace.ts';

interface Month {
  readonly workspace: Workspace;
  readonly runId: string;
}

/** A reconciled month that has masked a file and signed a bundle: both keys are made. */
async function markedMonth(): Promise<Month & { readonly masked: string; readonly signedBy: string }> {
  const workspace = temporaryWorkspace();
  const { invoice, report } = writeNamedMonth(temporaryFolder());
  const { runId } = await reconcile(
    workspace,
    { invoices: [invoice], reports: [report], read: {}, parameters: PRACTICE_PARAMETERS },
    plainContext(),
  );
  const month = { workspace, runId };
  return { ...month, masked: await maskedFile(month), signedBy: await signer(month) };
}

async function maskedFile({ workspace, runId }: Month): Promise<string> {
  const out = join(temporaryFolder(), 'lines.csv');
  await exportCsv(
    workspace,
    { runId, view: 'lines', language: 'en', out, mask: { customers: true } },
    plainContext(),
  );
  return readFileSync(out, 'utf8');
}

async function signer({ workspace, runId }: Month): Promise<string> {
  const file = join(temporaryFolder(), 'bundle.zip');
  await writeBundle(workspace, { run: { id: runId }, file, appVersion: '0' }, plainContext());
  return (await verifyBundle({ file, ports: testPorts() }, plainContext())).fingerprint;
}

/** Whom the masks of a file stand for in a workspace. */
async function namesBehind(masked: string, workspace: Workspace): Promise<readonly string[]> {
  const masks = new Set([...masked.matchAll(MASK_PATTERN)].map(([mask]) => mask));
  return [...(await lookUpMasks(workspace, masks, plainContext())).values()];
}

describe('the keys of a workspace', () => {
  it('come back with a backup: masks are told, the same ones are made, and bundles are signed as before', async () => {
    const { workspace, runId, masked, signedBy } = await markedMonth();
    const file = join(temporaryFolder(), 'books.zip');
    expect(await backupWorkspace(workspace, { file }, plainContext())).toMatchObject({ keys: 2, sources: 2 });
    const folder = join(temporaryFolder(), 'elsewhere');
    const outcome = await restoreWorkspace({ file, folder, ports: testPorts() }, plainContext());
    expect(outcome).toMatchObject({ keys: 2, sources: 2 });
    const restored = temporaryWorkspace(folder);
    expect(await namesBehind(masked, restored)).toEqual(expect.arrayContaining(USERS.slice(0, 3)));
    expect(await maskedFile({ workspace: restored, runId })).toBe(masked);
    expect(await signer({ workspace: restored, runId })).toBe(signedBy);
  });

  it('are readable by their owner alone, and so is the backup', async () => {
    const { workspace } = await markedMonth();
    const file = join(temporaryFolder(), 'books.zip');
    await backupWorkspace(workspace, { file }, plainContext());
    const folder = join(temporaryFolder(), 'elsewhere');
    await restoreWorkspace({ file, folder, ports: testPorts() }, plainContext());
    const modes = [file, join(folder, 'mask-key'), join(folder, 'signing-key.pem')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o600, 0o600, 0o600]);
  });

  it('stay behind where that was wished: the restored workspace has others', async () => {
    const { workspace, runId, masked, signedBy } = await markedMonth();
    const file = join(temporaryFolder(), 'given-away.zip');
    const written = await backupWorkspace(workspace, { file, withoutKeys: true }, plainContext());
    expect(written.keys).toBe(0);
    const folder = join(temporaryFolder(), 'elsewhere');
    await restoreWorkspace({ file, folder, ports: testPorts() }, plainContext());
    const restored = temporaryWorkspace(folder);
    expect(await namesBehind(masked, restored)).toEqual([]);
    expect(await signer({ workspace: restored, runId })).not.toBe(signedBy);
  });

  it('go with a move and with a copy that is brought back', async () => {
    const { workspace, masked } = await markedMonth();
    const moved = await moveWorkspace(workspace, join(temporaryFolder(), 'moved'), plainContext());
    expect((await namesBehind(masked, temporaryWorkspace(moved.folder))).length).toBeGreaterThan(
      USERS.length,
    );
    const copy = await makeCopy(workspace, 'asked');
    const back = await restoreElsewhere(
      workspace,
      { copy: copy.name },
      join(temporaryFolder(), 'back'),
      plainContext(),
    );
    const folder = defined(back.folder, 'a folder');
    expect((await namesBehind(masked, temporaryWorkspace(folder))).length).toBeGreaterThan(USERS.length);
  });
});
