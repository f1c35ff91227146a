import type { Period } from '#core/period.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { checkFetchDates, utcDay } from '#core/webex/check-fetch-dates.ts';
import { encodeOrganizationId } from '#engine/webex/organization-id.ts';
import { reportTypeOf } from '#engine/webex/reports/report.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { periodOption } from '../options/parsers.ts';
import { levelOption } from '../options/webex-options.ts';
import { connect } from '../webex-session.ts';
import type { RegisterCommand } from './command.ts';

interface CreateValues {
  readonly period: Period;
  readonly type: UsageLevel;
  readonly subPartner?: string;
}

/** `tieout reports create`: asks Webex for a report and does not wait for it. */
export const registerReportsCreate: RegisterCommand = (program, texts, run) => {
  const { about, options } = texts.webex;
  const command = program
    .command('create')
    .description(about.create)
    .requiredOption('--period <period>', texts.options.periodNeeded, periodOption('--period', texts))
    .requiredOption('--type <level>', options.type, levelOption('--type'))
    .option('--sub-partner <org>', options.oneSubPartner);
  command.action(({ period, type, subPartner }: CreateValues) =>
    run(command, async (session) => {
      checkFetchDates(period, utcDay(session.ports.clock()));
      const subPartnerOrgId = subPartner === undefined ? undefined : encodeOrganizationId(subPartner);
      const report = { period, type: reportTypeOf[type], subPartnerOrgId };
      const { client } = await connect(session);
      const { createReport } = await import('#engine/webex/reports/create-report.ts');
      const id = await session.job(({ signal }) => createReport(client, report, signal));
      const words = session.texts.webex;
      session.print(id === undefined ? words.accepted : fillMessage(words.created, { id }));
      session.printJson({
        id: id ?? null,
        billingStartDate: period.start,
        billingEndDate: period.end,
        type: report.type,
        subPartnerOrgId: subPartnerOrgId ?? null,
      });
      return EXIT.done;
    }),
  );
};
