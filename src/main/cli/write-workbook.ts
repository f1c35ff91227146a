import type { Workspace } from '#engine/context.ts';
import { exportRun, type ExportOutcome, type ExportRequest } from '#engine/services/export.ts';
import { issueText } from '#shared/messages/issues.ts';
import type { CliSession } from './session.ts';
import { VERSION } from './version.ts';

/** Writes the workbook of a kept run as a job, in the session's language. */
export const writeWorkbook = (
  session: CliSession,
  workspace: Workspace,
  request: Pick<ExportRequest, 'run' | 'out' | 'detail'>,
): Promise<ExportOutcome> =>
  session.job((context) =>
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
