import type { AppError } from '#core/errors.ts';
import type { Period } from '#core/period.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import { checkFetchDates, utcDay } from '#core/webex/check-fetch-dates.ts';
import type { FetchedReport } from '#engine/services/fetch-reports.ts';
import { errorText } from '#shared/messages/errors.ts';
import { EXIT } from '../exit-codes.ts';
import { periodOption } from '../options/parsers.ts';
import { levelsOption, repeatedOption } from '../options/webex-options.ts';
import { fetchDocument, fetchText } from '../output/fetch-text.ts';
import { connect, webexJob } from '../webex-session.ts';
import type { RegisterCommand } from './command.ts';

interface FetchValues {
  readonly period: Period;
  readonly type?: readonly UsageLevel[];
  readonly subPartner?: readonly string[];
  readonly regenerate?: boolean;
}

/** `tieout fetch`: makes the workspace hold the usage reports of a period. */
export const registerFetch: RegisterCommand = (program, texts, run) => {
  const { about, options } = texts.webex;
  const command = program
    .command('fetch')
    .description(about.fetch)
    .requiredOption('--period <period>', texts.options.periodNeeded, periodOption('--period', texts))
    .option('--type <levels>', options.types, levelsOption('--type'))
    .option('--sub-partner <org>', options.subPartner, repeatedOption)
    .option('--regenerate', options.regenerate)
    .addHelpText('after', `\n${options.environment}`);
  command.action(({ period, type, subPartner, regenerate }: FetchValues) =>
    run(command, async (session) => {
      // Before a workspace is made, and before any call.
      checkFetchDates(period, utcDay(session.ports.clock()));
      const { fetchReports } = await import('#engine/services/fetch-reports.ts');
      const connection = await connect(session);
      const request = {
        period,
        levels: type ?? USAGE_LEVELS,
        regenerate: regenerate ?? false,
        ...(subPartner === undefined ? {} : { subPartners: ownersOf(subPartner) }),
      };
      const held: FetchedReport[] = [];
      const wanted = {
        ...request,
        onHeld: (report: FetchedReport) => held.push(report),
        onFailed: ({ code, params }: AppError) => {
          session.tell(`${errorText(code, params, session.language)} [${code}]`);
        },
      };
      const fetched = await session
        .withWorkspace((workspace) =>
          webexJob(session, connection, (context) => fetchReports(workspace, connection, wanted, context)),
        )
        .catch((error: unknown) => {
          // The next fetch would find these held, and could no longer say what changed in them.
          if (held.length > 0) session.print(fetchText(held, session));
          throw error;
        });
      const isNone = fetched.length === 0;
      session.print(isNone ? session.texts.webex.noSubPartners : fetchText(fetched, session));
      if (subPartner !== undefined && !isNone) session.tell(session.texts.webex.subPartnerNote);
      session.printJson(fetchDocument(fetched));
      return EXIT.done;
    }),
  );
};

const ownersOf = (given: readonly string[]): readonly string[] | 'all' =>
  given.includes('all') ? 'all' : given;
