import type { WebexReport } from '#engine/webex/reports/report.ts';
import { EXIT } from '../exit-codes.ts';
import { alignColumns } from '../output/table.ts';
import { connect } from '../webex-session.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout reports show`: a report as Webex describes it, without its link. */
export const registerReportsShow: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('show')
    .description(texts.webex.about.show)
    .argument('<id>', texts.webex.arguments.id);
  command.action((id: string) =>
    run(command, async (session) => {
      const { client } = await connect(session);
      const { getReport } = await import('#engine/webex/reports/get-report.ts');
      const report = await session.job(({ signal }) => getReport(client, id, signal));
      session.print(showText(report));
      session.printJson(report.source);
      return EXIT.done;
    }),
  );
};

/** The API's own names: they are what Webex support asks about. */
function showText(report: WebexReport): string {
  const errors = report.errors.map(({ code, description }) => ['errors', `${code} ${description}`.trim()]);
  const rows = [
    ['id', report.id],
    ['type', report.type],
    ['category', report.category],
    ['billingStartDate', report.billingStartDate],
    ['billingEndDate', report.billingEndDate],
    ['status', report.status],
    ['created', report.created ?? ''],
    ...errors,
  ];
  return alignColumns(rows, ['left', 'left']).join('\n');
}
