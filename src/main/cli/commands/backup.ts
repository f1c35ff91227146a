import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout backup FILE`: database and evidence in one file. */
export const registerBackup: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('backup')
    .description(texts.commands.backup)
    .argument('<file>', texts.arguments.backupTo)
    .option('--without-keys', texts.options.withoutKeys);
  command.action((file: string, { withoutKeys = false }: { readonly withoutKeys?: boolean }) =>
    run(command, (session) =>
      session.withWorkspace(async (workspace) => {
        const { backupWorkspace } = await import('#engine/services/backup.ts');
        const written = await session.job((context) =>
          backupWorkspace(workspace, { file: session.path(file), withoutKeys }, context),
        );
        const words = session.texts.backup;
        session.print(
          fillMessage(words.written, {
            path: written.file,
            sources: groupDecimal(String(written.sources)),
            bytes: groupDecimal(String(written.bytes)),
          }),
        );
        if (written.keys > 0) session.print(words.holdsKeys);
        if (written.damagedSources.length > 0) {
          session.print(
            session.style.bad(fillMessage(words.damaged, { list: written.damagedSources.join(', ') })),
          );
        }
        session.printJson(written);
        return EXIT.done;
      }),
    ),
  );
};
