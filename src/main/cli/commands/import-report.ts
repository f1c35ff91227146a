import type { DateOrder } from '#core/mapping/date-text.ts';
import { allOrNothing } from '#engine/services/all-or-nothing.ts';
import type { ReportImport } from '#engine/services/import-outcome.ts';
import { EXIT } from '../exit-codes.ts';
import { addDateOrderOption } from '../options/read-options.ts';
import { printImports } from '../output/print-imports.ts';
import type { CliSession } from '../session.ts';
import type { RegisterCommand } from './command.ts';

interface ImportReportValues {
  readonly dateOrder?: DateOrder;
}

/** `tieout import-report`: stores usage reports; where one of the files is refused, none is stored. */
export const registerImportReport: RegisterCommand = (program, texts, run) => {
  const command = addDateOrderOption(
    program.command('import-report').description(texts.commands.importReport),
    texts,
  ).argument('<file...>', texts.arguments.reports);
  command.action((files: readonly string[], values: ImportReportValues) =>
    run(command, (session) => importAndTell(session, files, values)),
  );
};

async function importAndTell(
  session: CliSession,
  files: readonly string[],
  { dateOrder }: ImportReportValues,
): Promise<number> {
  const order = dateOrder === undefined ? {} : { dateOrder };
  const { importReport } = await import('#engine/services/import-report.ts');
  return session.withWorkspace(async (workspace) => {
    const imported = await session.job((context) =>
      allOrNothing(workspace, async () => {
        const reports: ReportImport[] = [];
        for (const file of files) {
          reports.push(await importReport(workspace, { path: session.path(file), ...order }, context));
        }
        return reports;
      }),
    );
    printImports(session, workspace, imported);
    return EXIT.done;
  });
}
