import type { Period } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { encodeOrganizationId } from '#engine/webex/organization-id.ts';
import { listReports, REPORT_SORT_KEYS, type ReportSortKey } from '#engine/webex/reports/list-reports.ts';
import {
  isReconciliation,
  reportTypeOf,
  type ReportStatus,
  type WebexReport,
} from '#engine/webex/reports/report.ts';
import { EXIT } from '../exit-codes.ts';
import { choiceOption, periodOption } from '../options/parsers.ts';
import { levelOption, statusOption } from '../options/webex-options.ts';
import { alignColumns } from '../output/table.ts';
import type { CliSession } from '../session.ts';
import { connect } from '../webex-session.ts';
import type { RegisterCommand } from './command.ts';

interface ListValues {
  readonly period?: Period;
  readonly type?: UsageLevel;
  readonly status?: ReportStatus;
  readonly sortBy?: ReportSortKey;
  readonly subPartner?: string;
}

/** `tieout reports list`: what there is at Webex, all pages. */
export const registerReportsList: RegisterCommand = (program, texts, run) => {
  const { about, options } = texts.webex;
  const command = program
    .command('list')
    .description(about.list)
    .option('--period <period>', texts.options.periodNeeded, periodOption('--period', texts))
    .option('--type <level>', options.type, levelOption('--type'))
    .option('--status <status>', options.status, statusOption('--status'))
    .option('--sort-by <key>', options.sortBy, choiceOption('--sort-by', REPORT_SORT_KEYS))
    .option('--sub-partner <org>', options.oneSubPartner);
  command.action(({ period, type, status, sortBy, subPartner }: ListValues) =>
    run(command, async (session) => {
      const filter = {
        billingStartDate: period?.start,
        billingEndDate: period?.end,
        type: type === undefined ? undefined : reportTypeOf[type],
        status,
        sortBy,
        subPartnerOrgId: subPartner === undefined ? undefined : encodeOrganizationId(subPartner),
      };
      const { client } = await connect(session);
      let cuts = 0;
      const onCut = (): void => {
        cuts++;
      };
      const reports = await session.job(({ signal }) => listReports(client, filter, signal, onCut));
      if (cuts > 0) session.tell(session.texts.webex.listCut);
      session.print(listText(reports, session));
      session.printJson({ items: reports.map((report) => report.source) });
      return EXIT.done;
    }),
  );
};

/** Point-in-time reports are marked: they can't be held against an invoice. */
function listText(reports: readonly WebexReport[], { texts }: CliSession): string {
  const words = texts.webex;
  if (reports.length === 0) return words.noReports;
  const rows = reports.map((report) => [
    `${report.billingStartDate}..${report.billingEndDate}`,
    report.type,
    report.status,
    isReconciliation(report) ? '' : report.category === 'POINT_IN_TIME' ? words.pointInTime : report.category,
    report.id,
  ]);
  return alignColumns(rows, ['left', 'left', 'left', 'left', 'left']).join('\n');
}
