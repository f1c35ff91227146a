import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import officeCrypto from 'officecrypto-tool';
import { describe, expect, it } from 'vitest';
import { listBatches } from '#engine/repositories/batches.ts';
import { acceptDraft } from '#engine/services/drafts/accept-draft.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';
import { openInvoice } from './support.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/invoice');

function lockedInvoice(): string {
  const open = readFileSync(join(FIXTURES, 'workbook.xlsx'));
  return writeTemporary('locked.xlsx', officeCrypto.encrypt(open, { password: 'ひみつ' }));
}

describe('a protected workbook', () => {
  it('asks for its password', async () => {
    const origin = { kind: 'file', path: lockedInvoice() } as const;
    const opened = openInvoice(temporaryWorkspace(), { name: 'locked.xlsx', origin });
    await expect(opened).rejects.toMatchObject({ code: 'PASSWORD_NEEDED', params: { file: 'locked.xlsx' } });
  });

  it('tells a wrong password', async () => {
    const origin = { kind: 'file', path: lockedInvoice() } as const;
    const opened = openInvoice(temporaryWorkspace(), { name: 'locked.xlsx', origin, password: 'falsch' });
    await expect(opened).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
  });

  it('is imported without asking again, and the password is in no file of the workspace', async () => {
    const workspace = temporaryWorkspace();
    const origin = { kind: 'file', path: lockedInvoice() } as const;
    const { store, draft } = await openInvoice(workspace, {
      name: 'locked.xlsx',
      origin,
      password: 'ひみつ',
    });
    await acceptDraft(workspace, store, draft.id, plainContext());
    expect(listBatches(workspace.database)).toHaveLength(1);
    for (const name of readdirSync(workspace.folder).filter((file) => file.startsWith('tieout.db'))) {
      expect(readFileSync(join(workspace.folder, name)).includes(Buffer.from('ひみつ')), name).toBe(false);
    }
    expect(JSON.stringify(draft.choices)).not.toContain('ひみつ');
  });
});
