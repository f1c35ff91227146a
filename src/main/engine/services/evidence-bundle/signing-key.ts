import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#core/errors.ts';
import type { Workspace } from '../../context.ts';
import { listEventsOf } from '../../repositories/events.ts';
import { readKeyFile } from '../read-key-file.ts';

/** Beside the database, readable by its owner alone. Backups hold it too, unless told otherwise (ADR 0030). */
export const SIGNING_KEY_FILE = 'signing-key.pem';

/** The key of a workspace, as a bundle names it. */
export interface PublicKey {
  /** base64 of SPKI in DER. */
  readonly publicKey: string;
  /** sha256 of those bytes, lower-case hex. */
  readonly fingerprint: string;
}

/**
 * Signs for a workspace; makes its key at the first time, and says so in the audit log. Throws KEY_DAMAGED where the
 * file holds no key, or not the one that the log speaks of.
 */
export function workspaceSigner(
  workspace: Workspace,
): PublicKey & { readonly sign: (content: Buffer) => Buffer } {
  const path = join(workspace.folder, SIGNING_KEY_FILE);
  const isNew = !existsSync(path);
  const key = isNew ? makeKey(path) : readKey(path);
  const named = publicKeyOf(createPublicKey(key));
  if (isNew) {
    workspace.database.transaction(() => {
      workspace.record('signing-key-made', undefined, { fingerprint: named.fingerprint });
    });
  } else refuseOtherKey(workspace, named.fingerprint);
  return { ...named, sign: (content) => sign(null, content, key) };
}

function readKey(path: string): KeyObject {
  const text = readKeyFile(path);
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // What the library says of it may quote the key.
  }
  throw new AppError('KEY_DAMAGED', { file: SIGNING_KEY_FILE });
}

/** A letter of the file that has become another may make another valid key. */
function refuseOtherKey({ database }: Workspace, fingerprint: string): void {
  const [made] = listEventsOf(database, ['signing-key-made'], { offset: 0, limit: 1 }).events;
  if (made !== undefined && made.after?.['fingerprint'] !== fingerprint) {
    throw new AppError('KEY_DAMAGED', { file: SIGNING_KEY_FILE, detail: 'another key' });
  }
}

/** Written beside and renamed: a key that was cut short would be worse than none. */
function makeKey(path: string): KeyObject {
  const { privateKey } = generateKeyPairSync('ed25519');
  const partial = `${path}.partial`;
  writeFileSync(partial, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  renameSync(partial, path);
  return privateKey;
}

function publicKeyOf(key: KeyObject): PublicKey {
  const der = key.export({ type: 'spki', format: 'der' });
  return { publicKey: der.toString('base64'), fingerprint: createHash('sha256').update(der).digest('hex') };
}

/** Whether a signature over some bytes was made by the key, and whether the key is the one of the fingerprint. */
export function isSignedBy(
  content: Buffer,
  signature: string,
  { publicKey, fingerprint }: PublicKey,
): boolean {
  const der = Buffer.from(publicKey, 'base64');
  if (createHash('sha256').update(der).digest('hex') !== fingerprint) return false;
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return (
      key.asymmetricKeyType === 'ed25519' && verify(null, content, key, Buffer.from(signature, 'base64'))
    );
  } catch {
    return false;
  }
}
