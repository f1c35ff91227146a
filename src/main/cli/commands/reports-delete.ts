import { AppError } from '#core/errors.ts';
import type { WebexClient } from '#engine/webex/client/webex-client.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import type { CliSession } from '../session.ts';
import { connect } from '../webex-session.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout reports delete`: deletes a report at Webex, once a person or `--yes` has confirmed it; audited. */
export const registerReportsDelete: RegisterCommand = (program, texts, run) => {
  const { about, options, arguments: words } = texts.webex;
  const command = program
    .command('delete')
    .description(about.delete)
    .argument('<id>', words.id)
    .option('--yes', options.yes);
  command.action((id: string, { yes }: { readonly yes?: boolean }) =>
    run(command, async (session) => {
      const { deleteWebexReport, describeReportToDelete } =
        await import('#engine/services/delete-webex-report.ts');
      const { client } = await connect(session);
      // Asked before the workspace is taken: a question may wait for long.
      if (yes !== true) await confirm(session, client, id);
      await session.withWorkspace((workspace) =>
        session.job(async ({ signal }) => {
          const report = await describeReportToDelete(workspace, client, id, signal);
          await deleteWebexReport(workspace, client, report, { goneIsFine: false, signal });
        }),
      );
      session.print(fillMessage(session.texts.webex.deleted, { id }));
      session.printJson({ id, deleted: true });
      return EXIT.done;
    }),
  );
};

/** Shows what would be deleted and asks. Throws CONFIRMATION_NEEDED without a terminal, CANCELLED on a no. */
async function confirm(session: CliSession, client: WebexClient, id: string): Promise<void> {
  if (!session.host.stderr.isTerminal) throw new AppError('CONFIRMATION_NEEDED', { what: id });
  const { getReport } = await import('#engine/webex/reports/get-report.ts');
  const report = await session.job(({ signal }) => getReport(client, id, signal));
  const answer = await session.host.ask(
    fillMessage(session.texts.webex.confirmDelete, {
      id,
      type: report.type,
      period: `${report.billingStartDate}..${report.billingEndDate}`,
      status: report.status,
    }),
  );
  if (answer === undefined && !session.host.signal.aborted)
    throw new AppError('CONFIRMATION_NEEDED', { what: id });
  if (!/^(y|yes|はい)$/i.test((answer ?? '').trim())) throw new AppError('CANCELLED');
}
