import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceSigner } from '#engine/services/evidence-bundle/signing-key.ts';
import { workspaceMaskKey } from '#engine/services/privacy/mask-key.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const DAMAGES: readonly (readonly [string, (path: string) => void])[] = [
  [
    'is empty',
    (path) => {
      truncateSync(path, 0);
    },
  ],
  [
    'is cut short',
    (path) => {
      truncateSync(path, 40);
    },
  ],
  [
    'holds garbage',
    (path) => {
      writeFileSync(path, Buffer.alloc(65, 0x7a));
    },
  ],
  [
    'is huge',
    (path) => {
      writeFileSync(path, Buffer.alloc(1024 * 1024, 0x61));
    },
  ],
  [
    'is a folder',
    (path) => {
      rmSync(path);
      mkdirSync(path);
    },
  ],
];

describe.each([
  [
    'signing-key.pem',
    (workspace: ReturnType<typeof temporaryWorkspace>) => workspaceSigner(workspace).fingerprint,
  ],
  [
    'mask-key',
    (workspace: ReturnType<typeof temporaryWorkspace>) => workspaceMaskKey(workspace.folder).toString('hex'),
  ],
] as const)('the key file %s', (name, keyOf) => {
  it.each(DAMAGES)('that %s is refused, and no other takes its place', (_what, damage) => {
    const workspace = temporaryWorkspace();
    keyOf(workspace);
    const path = join(workspace.folder, name);
    damage(path);
    expect(() => keyOf(workspace)).toThrow('KEY_DAMAGED');
    expect(existsSync(path)).toBe(true);
    expect(() => keyOf(workspace)).toThrow('KEY_DAMAGED');
  });

  it('that is moved away is followed by a new one', () => {
    const workspace = temporaryWorkspace();
    const first = keyOf(workspace);
    expect(keyOf(workspace)).toBe(first);
    rmSync(join(workspace.folder, name));
    expect(keyOf(workspace)).not.toBe(first);
  });
});

describe('a signing key that is a key, and another one', () => {
  it('signs nothing', () => {
    const workspace = temporaryWorkspace();
    const other = temporaryWorkspace();
    workspaceSigner(workspace);
    workspaceSigner(other);
    const key = readFileSync(join(other.folder, 'signing-key.pem'));
    writeFileSync(join(workspace.folder, 'signing-key.pem'), key);
    expect(() => workspaceSigner(workspace)).toThrow('KEY_DAMAGED');
  });
});
