import type { Period } from '#core/period.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { checkOutput, workbookOption } from '../options/output-path.ts';
import { choiceOption, periodOption } from '../options/parsers.ts';
import { writeWorkbook } from '../write-workbook.ts';
import type { RegisterCommand } from './command.ts';

interface ExportValues {
  readonly period: Period;
  readonly out: string;
  readonly detail: UsageLevel;
  readonly maskUsers?: true;
  readonly maskCustomers?: true;
}

/** `tieout export`: the workbook of a period's newest run, from what the workspace holds. */
export const registerExport: RegisterCommand = (program, texts, run) => {
  const { options } = texts;
  const command = program
    .command('export')
    .description(texts.commands.export)
    .requiredOption('--period <period>', options.periodNeeded, periodOption('--period', texts))
    .requiredOption('--out <file.xlsx>', options.outNeeded, workbookOption('--out', texts))
    .option('--detail <level>', options.detail, choiceOption('--detail', USAGE_LEVELS), 'customer')
    .option('--mask-users', options.maskUsers)
    .option('--mask-customers', options.maskCustomers);
  command.action(({ period, out, detail, maskUsers, maskCustomers }: ExportValues) =>
    run(command, async (session) => {
      const path = session.path(out);
      await checkOutput(path, [], session.texts);
      return session.withWorkspace(async (workspace) => {
        const written = await writeWorkbook(session, workspace, {
          run: { period },
          out: path,
          detail,
          mask: maskUsers || maskCustomers ? { customers: maskCustomers === true } : undefined,
        });
        session.print(fillMessage(session.texts.summary.workbook, { path: written.path }));
        session.printJson(written);
        return EXIT.done;
      });
    }),
  );
};
