import type { DoctorReport } from '#engine/services/doctor.ts';
import { EXIT } from '../exit-codes.ts';
import { alignColumns } from '../output/table.ts';
import type { CliSession } from '../session.ts';
import type { RegisterCommand } from './command.ts';

/** How many details of one finding a person is shown; `--json` has them all. */
const MOST_DETAILS = 5;

function reportText({ findings, status }: DoctorReport, { texts, style }: CliSession): string {
  const words = texts.doctor;
  const paint = { ok: style.good, warning: style.caution, error: style.bad };
  const lines = findings.flatMap((finding) => {
    const [first = ''] = alignColumns(
      [[paint[finding.status](words.statuses[finding.status]), words.checks[finding.check]]],
      ['left', 'left'],
    );
    const details = finding.details.slice(0, MOST_DETAILS).map((detail) => `      ${detail}`);
    return [first, ...details, ...(finding.details.length > MOST_DETAILS ? ['      …'] : [])];
  });
  return [...lines, '', style.strong(words.verdicts[status])].join('\n');
}

/** `tieout doctor`: looks the workspace over. Errors are exit 4; warnings alone are not. */
export const registerDoctor: RegisterCommand = (program, texts, run) => {
  const command = program.command('doctor').description(texts.commands.doctor);
  command.action(() =>
    run(command, (session) =>
      session.withWorkspace(async (workspace) => {
        const { doctor } = await import('#engine/services/doctor.ts');
        const report = await session.job((context) => doctor(workspace, context));
        session.print(reportText(report, session));
        session.printJson(report);
        return report.status === 'error' ? EXIT.workspace : EXIT.done;
      }),
    ),
  );
};
