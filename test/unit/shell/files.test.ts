import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';
import { fileInbox, type FileInbox } from '../../../src/main/shell/files/file-inbox.ts';
import { fileTokens, type FileTokens } from '../../../src/main/shell/files/file-tokens.ts';
import { temporaryFolder, writeTemporary } from '../../support/workspace.ts';

function tokens(): FileTokens {
  let ids = 0;
  return fileTokens(() => `token-${String(++ids)}`);
}
const INVOICE = { path: '/books/invoice.xlsx', name: 'invoice.xlsx' };

describe('a file token', () => {
  test('stands for its file, and says nothing of its folder', () => {
    const held = tokens();
    const handle = held.mint(INVOICE, 'read');
    expect(handle).toEqual({ token: 'token-1', name: 'invoice.xlsx' });
    expect(held.resolve(handle.token, 'read')).toEqual(INVOICE);
  });

  test('is the same for the same file', () => {
    const held = tokens();
    expect(held.mint(INVOICE, 'read')).toEqual(held.mint(INVOICE, 'read'));
  });

  test('serves the use that it was made for, and no other', () => {
    const held = tokens();
    const { token } = held.mint(INVOICE, 'read');
    expect(() => held.resolve(token, 'write')).toThrow('FILE_TOKEN_UNKNOWN');
    expect(() => held.resolve(token, 'workspace')).toThrow('FILE_TOKEN_UNKNOWN');
  });

  test('can not be made up', () => {
    expect(() => tokens().resolve('/books/invoice.xlsx', 'read')).toThrow('FILE_TOKEN_UNKNOWN');
  });

  test('is forgotten when far more have come since', () => {
    const held = tokens();
    const { token } = held.mint(INVOICE, 'read');
    for (let index = 0; index < 5000; index += 1) held.mint({ path: `/${String(index)}`, name: 'x' }, 'read');
    expect(() => held.resolve(token, 'read')).toThrow('FILE_TOKEN_UNKNOWN');
  });
});

describe('the inbox', () => {
  function inbox(): { inbox: FileInbox; opened: string[]; handedOver: FileHandle[][] } {
    const opened: string[] = [];
    const handedOver: FileHandle[][] = [];
    return {
      opened,
      handedOver,
      inbox: fileInbox({
        tokens: tokens(),
        openWorkspace: (folder) => opened.push(folder),
        onHandedOver: (files) => handedOver.push(files),
      }),
    };
  }
  function workspace(): string {
    const folder = join(temporaryFolder(), 'books');
    mkdirSync(folder);
    writeFileSync(join(folder, 'tieout.db'), '');
    return folder;
  }

  test('takes a file', async () => {
    const path = writeTemporary('invoice.csv', 'x');
    expect(await inbox().inbox.accept(path)).toMatchObject({ name: 'invoice.csv' });
  });

  test('opens the workspace of a folder that holds one', async () => {
    const { inbox: box, opened } = inbox();
    const folder = workspace();
    expect(await box.accept(folder)).toBeUndefined();
    expect(opened).toEqual([folder]);
  });

  test('refuses any other folder, a missing file and a path that is not absolute', async () => {
    const { inbox: box } = inbox();
    await expect(box.accept(temporaryFolder())).rejects.toThrow('NOT_A_WORKSPACE');
    await expect(box.accept('/nowhere/at/all.csv')).rejects.toThrow('FILE_NOT_FOUND');
    await expect(box.accept('package.json')).rejects.toThrow('FILE_NOT_FOUND');
    await expect(box.accept('')).rejects.toThrow('FILE_NOT_FOUND');
  });

  test('hands files over once, and leaves out what is none', async () => {
    const { inbox: box, handedOver } = inbox();
    await box.handOver([writeTemporary('a.csv', 'x'), '/nowhere.csv']);
    expect(handedOver.flat().map(({ name }) => name)).toEqual(['a.csv']);
    expect(box.take().map(({ name }) => name)).toEqual(['a.csv']);
    expect(box.take()).toEqual([]);
  });
});
