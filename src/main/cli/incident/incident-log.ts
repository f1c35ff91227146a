import { appendFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeError } from '#shared/log/describe-error.ts';

/** What an incident's entry holds. */
export interface Incident {
  readonly incidentId: string;
  /** UTC, ISO 8601. */
  readonly at: string;
  readonly version: string;
  /** The command's name alone: arguments hold file names. */
  readonly command: string;
  readonly error: unknown;
}

/**
 * Writes an incident to `<workspace>/logs/`, or to the system's temporary folder where there is none, and
 * gives back the file's path; undefined where neither works. Amounts, names and tokens are left out.
 */
export function logIncident(
  incident: Incident,
  workspace: string | undefined,
  homeFolder: string,
): string | undefined {
  const entry = [
    `${incident.at} incident ${incident.incidentId}`,
    `tieout ${incident.version} ${incident.command}, node ${process.versions.node}, ${process.platform} ${process.arch}`,
    ...describeError(incident.error, homeFolder),
    '',
    '',
  ].join('\n');
  // A workspace is not created for the sake of a log.
  const folders = workspace !== undefined && existsSync(workspace) ? [join(workspace, 'logs')] : [];
  for (const folder of [...folders, join(tmpdir(), 'tieout-logs')]) {
    try {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `tieout-${incident.at.slice(0, 10)}.log`);
      appendFileSync(file, entry, { mode: 0o600 });
      return file;
    } catch {
      // The next folder, then none: a log that can't be written must not hide the error itself.
    }
  }
  return undefined;
}
