import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError } from '#core/errors.ts';
import { findChainBreak } from '#core/events/event-chain.ts';
import type { ChainedEvent } from '#core/events/event.ts';
import { resultFingerprint } from '#core/reconcile/fingerprint.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { EnginePorts } from '../../ports.ts';
import { BUNDLE_MEMBERS } from './bundle-format.ts';
import { findDifferences } from './find-differences.ts';
import { replayBundle } from './replay-bundle.ts';
import { readMember, unpackBundle, type UnpackedBundle } from './unpack-bundle.ts';

/** What is looked at, in this order. */
export const BUNDLE_CHECKS = [
  /** The manifest is the one that the workspace's key has signed. */
  'signature',
  /** Every member has the bytes of the manifest, and there is no other. */
  'members',
  /** Each entry of the audit log carries the hash of the one before. */
  'audit-log',
  /** The result has the hash of the manifest. */
  'result',
  /** Reading the sources and reconciling them anew comes to the same hash. */
  'replay',
] as const;
export type BundleCheck = (typeof BUNDLE_CHECKS)[number];

/** The outcome of one check. `skipped`: it can't be made, because what it stands on was touched. */
export interface BundleFinding {
  readonly check: BundleCheck;
  readonly status: 'ok' | 'touched' | 'skipped';
  /** What was touched: members, entries, figures by their place in the result. */
  readonly details: readonly string[];
}

/** What a bundle is worth. */
export interface BundleReport {
  readonly file: string;
  /** `proven` only where every check is ok. */
  readonly status: 'proven' | 'touched';
  readonly period: { readonly start: string; readonly end: string };
  readonly runId: string;
  /** The hash that the bundle states, and the one that the replay came to; undefined where it was not replayed. */
  readonly statedHash: string;
  readonly replayedHash: string | undefined;
  /** Of the key that signed: to be compared with what the sender says by another way. */
  readonly fingerprint: string;
  readonly findings: readonly BundleFinding[];
}

/**
 * Takes a bundle apart and does its reconciliation again, in a folder that is removed afterwards. No workspace is
 * needed, and none is touched.
 *
 * Throws BUNDLE_INVALID where there is nothing to compare with, FILE_NOT_FOUND, PASSWORD_NEEDED for a protected source,
 * and CANCELLED.
 */
export async function verifyBundle(
  request: { readonly file: string; readonly ports: EnginePorts; readonly password?: string },
  context: JobContext,
): Promise<BundleReport> {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-verify-'));
  try {
    const bundle = await unpackBundle(request.file, join(folder, 'bundle'), context);
    const findings: BundleFinding[] = [];
    const add = (check: BundleCheck, details: readonly string[]): void => {
      findings.push({ check, status: details.length === 0 ? 'ok' : 'touched', details });
    };
    add('signature', bundle.isSigned ? [] : [BUNDLE_MEMBERS.manifest]);
    add('members', bundle.touched);
    findings.push(await checkEvents(bundle), await checkResult(bundle));
    const replay = await checkReplay(bundle, join(folder, 'workspace'), request, context);
    findings.push(replay.finding);
    const { manifest } = bundle;
    return {
      file: basename(request.file),
      status: findings.every(({ status }) => status === 'ok') ? 'proven' : 'touched',
      period: manifest.period,
      runId: manifest.run.id,
      statedHash: manifest.run.resultHash,
      replayedHash: replay.hash,
      fingerprint: manifest.signer.fingerprint,
      findings,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const skipped = (check: BundleCheck, member: string): BundleFinding => ({
  check,
  status: 'skipped',
  details: [member],
});
const finding = (check: BundleCheck, details: readonly string[]): BundleFinding => ({
  check,
  status: details.length === 0 ? 'ok' : 'touched',
  details,
});

async function checkEvents(bundle: UnpackedBundle): Promise<BundleFinding> {
  const member = BUNDLE_MEMBERS.events;
  if (bundle.touched.includes(member)) return skipped('audit-log', member);
  try {
    const lines = (await readMember(bundle, member)).split('\n').filter((line) => line !== '');
    const broken = findChainBreak(
      lines.map((line) => JSON.parse(line) as ChainedEvent),
      sha256,
    );
    return finding('audit-log', broken ? [`${String(broken.sequence)}: ${broken.reason}`] : []);
  } catch {
    return finding('audit-log', [member]);
  }
}

async function checkResult(bundle: UnpackedBundle): Promise<BundleFinding> {
  const member = BUNDLE_MEMBERS.result;
  if (bundle.touched.includes(member)) return skipped('result', member);
  try {
    const result = await statedResult(bundle);
    const hash = `sha256:${sha256(resultFingerprint(bodyOf(result)))}`;
    const stated = bundle.manifest.run.resultHash;
    return finding('result', hash === stated && result.resultHash === stated ? [] : [hash]);
  } catch {
    return finding('result', [member]);
  }
}

async function checkReplay(
  bundle: UnpackedBundle,
  folder: string,
  request: { readonly ports: EnginePorts; readonly password?: string },
  context: JobContext,
): Promise<{ readonly finding: BundleFinding; readonly hash: string | undefined }> {
  const missing = bundle.touched.find(
    (path) => path.startsWith('sources/') || path === BUNDLE_MEMBERS.parameters,
  );
  if (missing !== undefined) return { finding: skipped('replay', missing), hash: undefined };
  try {
    const replayed = await replayBundle(bundle, folder, request, context);
    const stated = bundle.manifest.run.resultHash;
    if (replayed.resultHash === stated) return { finding: finding('replay', []), hash: stated };
    const places = bundle.touched.includes(BUNDLE_MEMBERS.result)
      ? []
      : findDifferences(bodyOf(await statedResult(bundle)), bodyOf(replayed));
    const details = places.length === 0 ? [replayed.resultHash] : places;
    return { finding: finding('replay', details), hash: replayed.resultHash };
  } catch (error) {
    // What a person can mend (a password) or has asked for (to stop) is no finding about the bundle.
    if (!(error instanceof AppError) || error.code === 'CANCELLED' || error.code.startsWith('PASSWORD_'))
      throw error;
    return { finding: finding('replay', [error.code]), hash: undefined };
  }
}

const statedResult = async (bundle: UnpackedBundle): Promise<ResultDocument> =>
  JSON.parse(await readMember(bundle, BUNDLE_MEMBERS.result)) as ResultDocument;

/** The part of a result that its hash is taken over. */
function bodyOf(result: ResultDocument): Omit<ResultDocument, 'runId' | 'generatedAt' | 'resultHash'> {
  const { runId: _runId, generatedAt: _generatedAt, resultHash: _resultHash, ...body } = result;
  return body;
}
