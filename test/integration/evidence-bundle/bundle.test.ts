import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { verifyEvents } from '#engine/repositories/events.ts';
import type { BundleManifest } from '#engine/services/evidence-bundle/bundle-format.ts';
import { verifyBundle, type BundleReport } from '#engine/services/evidence-bundle/verify-bundle.ts';
import { writeBundle, type BundleOutcome } from '#engine/services/evidence-bundle/write-bundle.ts';
import { practiceRun } from '../../support/practice-run.ts';
import { rewriteMembers } from '../../support/rewrite-zip.ts';
import { plainContext, temporaryFolder, testPorts } from '../../support/workspace.ts';

let made: Buffer | undefined;
let written: BundleOutcome;
let isLogWhole: boolean;
let keyMode: number;

// Made once; a hook of all tests may not clean up behind itself.
beforeEach(async () => {
  if (made !== undefined) return;
  const { workspace, result } = await practiceRun();
  const file = join(temporaryFolder(), 'october.tieout');
  const request = { run: { id: result.runId }, file, appVersion: '1.2.3' };
  written = await writeBundle(workspace, request, plainContext());
  made = readFileSync(file);
  isLogWhole = verifyEvents(workspace.database) === undefined;
  keyMode = statSync(join(workspace.folder, 'signing-key.pem')).mode & 0o777;
});

const bundle = (): Buffer => defined(made, 'made before the first test');
const verify = async (bytes: Buffer): Promise<BundleReport> => {
  const file = join(temporaryFolder(), 'bundle.tieout');
  writeFileSync(file, bytes);
  return verifyBundle({ file, ports: testPorts() }, plainContext());
};
/** The bundle with one member changed, as somebody would who leaves the rest as it is. */
const withMember = (
  name: string | RegExp,
  change: (content: Buffer) => Buffer | undefined,
): Promise<Buffer> =>
  rewriteMembers(bundle(), (member, content) =>
    (typeof name === 'string' ? member === name : name.test(member)) ? change(content) : content,
  );
const statusesOf = ({ findings }: BundleReport): Record<string, string> =>
  Object.fromEntries(findings.map(({ check, status }) => [check, status]));
const ALL_OK = { signature: 'ok', members: 'ok', 'audit-log': 'ok', result: 'ok', replay: 'ok' };

describe('an evidence bundle', () => {
  it('is replayed elsewhere to the same result hash', async () => {
    const report = await verify(bundle());
    expect(statusesOf(report)).toEqual(ALL_OK);
    expect(report).toMatchObject({
      status: 'proven',
      replayedHash: written.resultHash,
      statedHash: written.resultHash,
      fingerprint: written.fingerprint,
    });
  });

  it('leaves the audit log unbroken, and its key readable by the owner alone', () => {
    expect(isLogWhole).toBe(true);
    expect(keyMode).toBe(0o600);
  });

  it('holds no private key and no path', async () => {
    const texts: string[] = [];
    await rewriteMembers(bundle(), (name, content) => {
      if (!name.startsWith('sources/')) texts.push(content.toString('utf8'));
      return content;
    });
    expect(texts.join('\n')).not.toMatch(/PRIVATE KEY|\/tmp\//);
  });

  it('says which source was changed, and is not replayed from it', async () => {
    const touched = await withMember(/^sources\//, (content) => {
      const changed = Buffer.from(content);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      return changed;
    });
    const report = await verify(touched);
    expect(report.status).toBe('touched');
    expect(statusesOf(report)).toEqual({ ...ALL_OK, members: 'touched', replay: 'skipped' });
    expect(report.findings[1]?.details[0]).toMatch(/^sources\/[0-9a-f]{64}$/);
  });

  it('notices a member that is missing, and one that nobody signed', async () => {
    const missing = await verify(await withMember('events.jsonl', () => undefined));
    expect(missing.findings[1]?.details).toEqual(['events.jsonl']);
    const added = await rewriteMembers(bundle(), (_name, content) => content, {
      'note.txt': Buffer.from('trust me'),
    });
    expect((await verify(added)).findings[1]?.details).toEqual(['note.txt']);
  });

  it('notices a figure that was changed in the manifest', async () => {
    const report = await verify(
      await withMember('manifest.json', (content) =>
        Buffer.from(content.toString('utf8').replace('2026-10-01', '2026-10-02')),
      ),
    );
    expect(statusesOf(report)).toEqual({ ...ALL_OK, signature: 'touched' });
  });

  it('is not proven by its signature alone: a forger who signs anew is found out by the replay', async () => {
    const report = await verify(await forge());
    expect(statusesOf(report)).toMatchObject({ signature: 'ok', members: 'ok', replay: 'touched' });
    expect(report.fingerprint).not.toBe(written.fingerprint);
    expect(report.findings.at(-1)?.details.join('\n')).toContain('totals.invoiced: 999999');
  });

  it('notices an entry of the audit log that was changed, even where everything is signed anew', async () => {
    const report = await verify(
      await forge((name, text) => (name === 'events.jsonl' ? text.replace('"tester"', '"somebody"') : text)),
    );
    expect(statusesOf(report)).toMatchObject({ signature: 'ok', members: 'ok', 'audit-log': 'touched' });
  });

  it('is refused where it is cut short or something else altogether', async () => {
    await expect(verify(bundle().subarray(0, -200))).rejects.toThrow('BUNDLE_INVALID');
    await expect(verify(Buffer.from('no zip at all'))).rejects.toThrow('BUNDLE_INVALID');
    await expect(verify(await withMember('manifest.json', () => undefined))).rejects.toThrow(
      'BUNDLE_INVALID',
    );
  });

  it('is proven or not, and never a crash, whichever byte is flipped', { timeout: 120_000 }, async () => {
    const outcomes = new Set<string>();
    const step = Math.ceil(bundle().length / 60);
    for (let at = 7; at < bundle().length; at += step) {
      const flipped = Buffer.from(bundle());
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const outcome = await verify(flipped).then(
        // What is proven is what was bundled: the byte meant nothing (a time in the zip's directory).
        ({ status, replayedHash }) => (replayedHash === written.resultHash ? status : 'touched'),
        (error: unknown) => (error instanceof AppError ? error.code : error),
      );
      if (typeof outcome !== 'string') throw outcome;
      outcomes.add(outcome);
    }
    expect([...outcomes]).toContain('touched');
    expect(['BUNDLE_INVALID', 'proven', 'touched']).toEqual(expect.arrayContaining([...outcomes]));
  });

  it('is not written from evidence that was changed in the workspace', async () => {
    const { workspace, result } = await practiceRun();
    const sources = join(workspace.folder, 'sources');
    const [first = ''] = readdirSync(sources);
    writeFileSync(join(sources, first), 'changed');
    const file = join(temporaryFolder(), 'bundle.tieout');
    const request = { run: { id: result.runId }, file, appVersion: '1.2.3' };
    await expect(writeBundle(workspace, request, plainContext())).rejects.toThrow('EVIDENCE_DAMAGED');
    expect(existsSync(file)).toBe(false);
  });
});

/** What a forger with a key of their own would hand in: another figure, and everything hashed and signed anew. */
async function forge(change: (name: string, text: string) => string = changeTotal): Promise<Buffer> {
  const contents = new Map<string, Buffer>();
  await rewriteMembers(bundle(), (name, content) => {
    contents.set(
      name,
      name.startsWith('sources/') ? content : Buffer.from(change(name, content.toString('utf8'))),
    );
    return content;
  });
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const der = publicKey.export({ type: 'spki', format: 'der' });
  const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
  const stated = JSON.parse(String(contents.get('manifest.json'))) as BundleManifest;
  const manifest: BundleManifest = {
    ...stated,
    signer: { algorithm: 'ed25519', publicKey: der.toString('base64'), fingerprint: hashOf(der) },
    members: stated.members.map((member) => {
      const content = contents.get(member.path) ?? Buffer.alloc(0);
      return { path: member.path, bytes: content.length, sha256: hashOf(content) };
    }),
  };
  const text = Buffer.from(JSON.stringify(manifest));
  contents.set('manifest.json', text);
  contents.set('manifest.sig', Buffer.from(sign(null, text, privateKey).toString('base64')));
  return rewriteMembers(bundle(), (name) => contents.get(name));
}

/** Another figure in the result, and a hash in the manifest that agrees with nothing else. */
const changeTotal = (name: string, text: string): string => {
  if (name === 'result.json') return text.replace(/("totals": \{\s*"invoiced": )"[^"]+"/, '$1"999999"');
  return name === 'manifest.json' ? text.replace(/sha256:[0-9a-f]{64}/, `sha256:${'0'.repeat(64)}`) : text;
};
