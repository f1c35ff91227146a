/**
 * Starts the Webex emulator for trying things out by hand, and prints what to paste. Started by another process with an
 * IPC channel (`tieout demo --online`), it tells that process instead, and ends with it.
 *
 *   npm run emulator -- [--port 8787] [--content FOLDER] [--now 2026-11-02T09:00:00Z] [--rough]
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { folderContent } from '../test/support/webex-emulator/content.ts';
import { type Emulator, startEmulator } from '../test/support/webex-emulator/emulator.ts';

const SCOPES = [
  'spark-admin:wholesale_billing_reports_read',
  'spark-admin:wholesale_billing_reports_write',
  'spark-admin:wholesale_sub_partners_read',
];

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    content: { type: 'string' },
    /** The moment that it takes the present for. */
    now: { type: 'string' },
    rough: { type: 'boolean' },
  },
});

/** The practice period, above this file both in the sources and in a build. */
function practiceFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources', 'practice');
    if (existsSync(candidate) || folder === dirname(folder)) return candidate;
  }
}

/** A bad day at Webex: everything that a fetch must come through. */
function makeRough(emulator: Emulator): void {
  emulator.settings.linkDefect = 'max-null-and-drops-filters';
  emulator.settings.pageSize = 2;
  for (let day = 1; day <= 5; day++)
    emulator.reports.add({ start: `2026-09-0${day}`, end: '2026-09-30', type: 'USER' });
  emulator.faults.add(
    { on: 'listReports', kind: 'status', status: 429, headers: { 'retry-after': '1' } },
    { on: 'listReports', kind: 'status', status: 503, html: true },
    { on: 'download', kind: 'status', status: 403 },
    { on: 'download', kind: 'break', afterBytes: 2000 },
  );
}

const offsetMs = values.now === undefined ? 0 : Date.parse(values.now) - Date.now();
const emulator = await startEmulator({
  now: () => new Date(Date.now() + offsetMs),
  content: folderContent(values.content ?? practiceFolder()),
  apiPort: Number(values.port ?? 0),
});
if (values.rough === true) makeRough(emulator);
const token = emulator.oauth.issue(SCOPES);

if (process.send) {
  process.once('disconnect', () => process.exit(0));
  process.send({ apiUrl: emulator.apiUrl, token });
} else {
  const { clientId, clientSecret } = emulator.integration;
  console.log(`# The Webex emulator is running; Ctrl-C ends it. All of this is good for the emulator alone.
export TIEOUT_API_URL=${emulator.apiUrl}
export TIEOUT_ACCESS_TOKEN=${token}
# read-only:  export TIEOUT_ACCESS_TOKEN=${emulator.oauth.issue(SCOPES.slice(0, 1))}
# or, instead of the access token:
#   export TIEOUT_CLIENT_ID=${clientId} TIEOUT_CLIENT_SECRET=${clientSecret}
#   export TIEOUT_REFRESH_TOKEN=${emulator.oauth.issueRefreshToken(SCOPES)}
# What goes wrong next, over HTTP:
#   curl -d '{"on":"listReports","kind":"status","status":503,"html":true}' ${emulator.apiUrl.replace('/v1', '')}/_emulator/faults
#   curl -d '{"pollsUntilComplete":3}' ${emulator.apiUrl.replace('/v1', '')}/_emulator/settings`);
}
