import { backupWorkspace } from '#engine/services/backup.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout backup FILE`: database and evidence in one file. */
export const registerBackup: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('backup')
    .description(texts.commands.backup)
    .argument('<file>', texts.arguments.backupTo);
  command.action((file: string) =>
    run(command, (session) =>
      session.withWorkspace(async (workspace) => {
        const written = await session.job((context) =>
          backupWorkspace(workspace, { file: session.path(file) }, context),
        );
        const words = session.texts.backup;
        session.print(
          fillMessage(words.written, {
            path: written.file,
            sources: groupDecimal(String(written.sources)),
            bytes: groupDecimal(String(written.bytes)),
          }),
        );
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
