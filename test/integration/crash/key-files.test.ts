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

describe('a mask key', () => {
  it('is refused whichever of its bits is another, for it would mask as no other', () => {
    const { folder } = temporaryWorkspace();
    workspaceMaskKey(folder);
    const path = join(folder, 'mask-key');
    const whole = readFileSync(path);
    // The last byte ends the line.
    for (let at = 0; at < whole.length - 1; at += 1) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(whole.readUInt8(at) ^ (1 << (at % 7)), at);
      writeFileSync(path, damaged);
      expect(() => workspaceMaskKey(folder), `byte ${String(at)}`).toThrow('KEY_DAMAGED');
    }
  });

  it('of before, which has nothing to tell by, goes on masking as it did', () => {
    const { folder } = temporaryWorkspace();
    const key = workspaceMaskKey(folder);
    writeFileSync(join(folder, 'mask-key'), `${key.toString('hex')}\n`);
    expect(workspaceMaskKey(folder)).toEqual(key);
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
