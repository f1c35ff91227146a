import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadReport } from '#engine/webex/download/download-report.ts';
import { downloadRule } from '#engine/webex/download/download-link.ts';
import { inventedContent } from '../../support/webex-emulator/content.ts';
import { type Emulator, startEmulator } from '../../support/webex-emulator/emulator.ts';
import type { EmulatedReport } from '../../support/webex-emulator/reports.ts';
import { calm, clientOf, failureOf, testPorts, type TestPorts } from '../../support/webex/test-client.ts';

let emulator: Emulator;
let ports: TestPorts;
let folder: string;
let report: EmulatedReport;
let bytes: Buffer;

beforeEach(async () => {
  ports = testPorts();
  emulator = await startEmulator({ now: ports.now });
  folder = mkdtempSync(join(tmpdir(), 'tieout-download-'));
  report = emulator.reports.add({ start: '2026-10-01', end: '2026-10-31', type: 'USER' });
  bytes = inventedContent(report);
});
afterEach(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

const target = (): string => join(folder, 'report.csv');
const download = (idleTimeoutMs = 5000) =>
  downloadReport(clientOf(emulator, ports), report.id, target(), {
    rule: downloadRule(new URL(emulator.apiUrl), undefined),
    signal: calm(),
    idleTimeoutMs,
  });
const downloads = () => emulator.requests.filter((request) => request.server === 'content');
const gets = () => emulator.requests.filter((request) => request.server === 'api');

describe('a download', () => {
  it.each(['length', 'chunked'] as const)('brings the bytes as they are (framing: %s)', async (framing) => {
    emulator.settings.framing = framing;
    const done = await download();
    expect(readFileSync(target())).toEqual(bytes);
    expect(done.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(done.bytes).toBe(bytes.length);
    expect(downloads()).toHaveLength(1);
  });

  it('carries no Authorization to the download host', async () => {
    await download();
    expect(downloads().map((request) => request.headers['authorization'])).toEqual([undefined]);
    expect(downloads().map((request) => request.headers['cookie'])).toEqual([undefined]);
  });

  it('asks for a new link when the first one has expired', async () => {
    emulator.settings.linkLifeMs = -1;
    const first = emulator.arrival('download').then(() => {
      emulator.settings.linkLifeMs = 60_000;
    });
    await download();
    await first;
    expect(readFileSync(target())).toEqual(bytes);
    expect(gets()).toHaveLength(2);
  });

  it('starts again when the transfer breaks in the middle, and leaves nothing of the first try', async () => {
    emulator.faults.add({
      on: 'download',
      kind: 'break',
      afterBytes: Math.floor(bytes.length / 2),
      times: 2,
    });
    await download();
    expect(readFileSync(target())).toEqual(bytes);
    expect(downloads()).toHaveLength(3);
  });

  it('starts again when nothing arrives for too long, and after 5xx', async () => {
    emulator.faults.add(
      { on: 'download', kind: 'hang' },
      { on: 'download', kind: 'status', status: 503, html: true },
    );
    await download(50);
    expect(readFileSync(target())).toEqual(bytes);
  });

  it('believes a file without length or framing only when it comes twice the same', async () => {
    emulator.settings.framing = 'close';
    emulator.faults.add({ on: 'download', kind: 'break', afterBytes: 300 });
    await download();
    expect(readFileSync(target())).toEqual(bytes);
    expect(downloads().length).toBeGreaterThanOrEqual(3);
  });

  it('does not take the page of a proxy for a report', async () => {
    emulator.faults.add({ on: 'download', kind: 'proxy-page' });
    const failure = await failureOf(download());
    expect([failure.code, failure.params['reason']]).toEqual(['DOWNLOAD_FAILED', 'html']);
  });

  it('gives up when fresh links are refused as well', async () => {
    emulator.faults.add({ on: 'download', kind: 'status', status: 403, times: 99 });
    const failure = await failureOf(download());
    expect([failure.code, failure.params['reason']]).toEqual(['DOWNLOAD_LINK_EXPIRED', 'HTTP 403']);
  });

  it('follows a redirect only to a host that it knows', async () => {
    emulator.faults.add({
      on: 'download',
      kind: 'status',
      status: 302,
      headers: { location: 'https://evil.example/report.csv?Signature=stolen' },
    });
    const failure = await failureOf(download());
    expect([failure.code, failure.params['host']]).toEqual(['DOWNLOAD_HOST_REFUSED', 'evil.example']);
  });

  it('tells why a report has failed, in the words of Webex', async () => {
    report.status = 'FAILED';
    report.errors = [{ code: 2011, description: 'Usage is not available.' }];
    const failure = await failureOf(download());
    expect(failure.code).toBe('REPORT_FAILED');
    expect(failure.params).toMatchObject({ code: '2011', detail: 'Usage is not available.' });
  });

  it('refuses a report that is not ready', async () => {
    report.status = 'IN_PROGRESS';
    report.pollsLeft = 9;
    expect((await failureOf(download())).code).toBe('REPORT_NOT_COMPLETED');
  });

  it('shows neither token nor signature in errors and log', async () => {
    emulator.faults.add({ on: 'download', kind: 'break', afterBytes: 10 });
    emulator.faults.add({ on: 'download', kind: 'status', status: 403, times: 99 });
    const failure = await failureOf(download());
    const token = String(emulator.requests[0]?.headers['authorization']).slice('Bearer '.length);
    const shown = [failure.stack, JSON.stringify(failure.params), ...ports.lines].join('\n');
    expect(emulator.signatures().length).toBeGreaterThan(1);
    for (const text of [token, ...emulator.signatures(), 'Signature=']) expect(shown).not.toContain(text);
  });
});
