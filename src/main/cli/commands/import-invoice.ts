import { AppError } from '#core/errors.ts';
import type { Workspace } from '#engine/context.ts';
import { allOrNothing } from '#engine/services/all-or-nothing.ts';
import type { InvoiceImport } from '#engine/services/import-invoice.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { checkOutput } from '../options/output-path.ts';
import { addInvoiceReadOptions, type InvoiceReadValues } from '../options/read-options.ts';
import { readValuesToRequest } from '../options/read-request.ts';
import { printImports } from '../output/print-imports.ts';
import type { CliSession } from '../session.ts';
import { writeTextFile } from '../write-text-file.ts';
import type { RegisterCommand } from './command.ts';

interface ImportInvoiceValues extends InvoiceReadValues {
  readonly saveMapping?: string;
}

/** `tieout import-invoice`: stores invoice files; `--save-mapping` keeps how the columns were read. */
export const registerImportInvoice: RegisterCommand = (program, texts, run) => {
  const command = addInvoiceReadOptions(
    program.command('import-invoice').description(texts.commands.importInvoice),
    texts,
  )
    .option('--save-mapping <file.json>', texts.options.saveMapping)
    .argument('<file...>', texts.arguments.invoices);
  command.action((files: readonly string[], values: ImportInvoiceValues) =>
    run(command, (session) => importAndTell(session, files, values)),
  );
};

async function importAndTell(
  session: CliSession,
  files: readonly string[],
  values: ImportInvoiceValues,
): Promise<number> {
  const mappingFile = values.saveMapping === undefined ? undefined : session.path(values.saveMapping);
  if (mappingFile !== undefined) {
    const [, second] = files;
    if (second !== undefined) {
      // Which of the files would the mapping describe?
      throw new AppError('BAD_OPTION', {
        option: '--save-mapping',
        value: values.saveMapping ?? '',
        accepted: session.texts.accepted.oneInvoice,
      });
    }
    await checkOutput(mappingFile, files.map(session.path), session.texts);
  }
  return session.withWorkspace(async (workspace) => {
    const imported = await importAll(session, workspace, files, values, mappingFile !== undefined);
    const [first] = imported;
    if (mappingFile !== undefined && first !== undefined) {
      const { formatInvoiceMapping } = await import('#engine/importers/invoice/mapping-file.ts');
      await writeTextFile(mappingFile, formatInvoiceMapping(first.mapping));
    }
    printImports(session, workspace, imported);
    if (mappingFile !== undefined) {
      session.tell(fillMessage(session.texts.imports.mappingSaved, { path: mappingFile }));
    }
    return EXIT.done;
  });
}

/** With `--save-mapping` a file that is held already is no hindrance: its reading is what is asked for. */
async function importAll(
  session: CliSession,
  workspace: Workspace,
  files: readonly string[],
  values: InvoiceReadValues,
  reuse: boolean,
): Promise<readonly InvoiceImport[]> {
  const read = await readValuesToRequest(session, values);
  const { importInvoice } = await import('#engine/services/import-invoice.ts');
  return session.job((context) =>
    allOrNothing(workspace, async () => {
      const imported: InvoiceImport[] = [];
      for (const file of files) {
        imported.push(await importInvoice(workspace, { ...read, path: session.path(file), reuse }, context));
      }
      return imported;
    }),
  );
}
