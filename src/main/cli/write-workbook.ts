import type { Workspace } from '#engine/context.ts';
import type { ExportOutcome, ExportRequest } from '#engine/services/export.ts';
import { issueText } from '#shared/messages/issues.ts';
import type { CliSession } from './session.ts';
import { VERSION } from './version.ts';

/** Writes the workbook of a kept run as a job, in the session's language. */
export async function writeWorkbook(
  session: CliSession,
  workspace: Workspace,
  request: Pick<ExportRequest, 'run' | 'out' | 'detail' | 'mask'>,
): Promise<ExportOutcome> {
  // The spreadsheet library takes as long to load as all the rest: only who writes a workbook waits for it.
  const { exportRun } = await import('#engine/services/export.ts');
  return session.job((context) =>
    exportRun(
      workspace,
      {
        ...request,
        language: session.language,
        appVersion: VERSION,
        describeIssue: (issue, language) => issueText(issue.code, language),
      },
      context,
    ),
  );
}
