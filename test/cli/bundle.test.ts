import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Desk, makeDesk } from '../support/run-cli.ts';
import { rewriteMembers } from '../support/rewrite-zip.ts';
import { customerReport, invoice, partnerReport } from '../support/small-month.ts';

let desk: Desk;
beforeEach(async () => {
  desk = makeDesk();
  await desk.tieout([
    'reconcile',
    '--invoice',
    desk.put('invoice.csv', invoice('11.00', '5.00', '160.00')),
    '--report',
    desk.put('customer.csv', customerReport({ acme: '310', beta: '155' })),
    desk.put('partner.csv', partnerReport('465')),
  ]);
});
afterEach(() => {
  desk.dispose();
});

const bundleMonth = async (): Promise<{ readonly file: string; readonly fingerprint: string }> => {
  const file = join(desk.folder, 'october.tieout');
  const { document } = await desk.json(['bundle', file, '--period', '2026-10']);
  return { file, fingerprint: (document as { readonly fingerprint: string }).fingerprint };
};

it('a bundle is proven without the workspace that wrote it', async () => {
  const { file, fingerprint } = await bundleMonth();
  const elsewhere = join(desk.folder, 'elsewhere');
  const { stdout, exitCode } = await desk.tieout([
    'verify',
    file,
    '--workspace',
    elsewhere,
    '--fingerprint',
    fingerprint,
  ]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('Proven: nothing was changed, and the replay comes to the same result.');
  expect(stdout).toContain(fingerprint);
});

it('a bundle of another key than the expected one is exit 1', async () => {
  const { file } = await bundleMonth();
  const { exitCode, stdout } = await desk.tieout(['verify', file, '--fingerprint', '0'.repeat(64)]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('signed by another key');
});

it('a bundle that was touched is exit 1, and one that is none is exit 2', async () => {
  const { file } = await bundleMonth();
  const touched = await rewriteMembers(readFileSync(file), (name, content) =>
    name === 'result.json' ? Buffer.from(content.toString('utf8').replace('160', '170')) : content,
  );
  writeFileSync(file, touched);
  const { exitCode, stdout } = await desk.tieout(['verify', file]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('result.json');
  const { exitCode: none, stderr } = await desk.tieout(['verify', desk.put('none.tieout', 'no zip')]);
  expect(none).toBe(2);
  expect(stderr).toContain('is no evidence bundle');
});

it('speaks Japanese', async () => {
  const { file } = await bundleMonth();
  const { stdout } = await desk.tieout(['verify', file, '--lang', 'ja']);
  expect(stdout).toContain('証明済み');
});
