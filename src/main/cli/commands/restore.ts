import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout restore FILE`: brings a backup back; the present workspace is moved aside. */
export const registerRestore: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('restore')
    .description(texts.commands.restore)
    .argument('<file>', texts.arguments.backupFrom);
  command.action((file: string) =>
    run(command, async (session) => {
      const { workspaceFolder: folder, ports } = session;
      const { restoreWorkspace } = await import('#engine/services/restore.ts');
      const restored = await session.job((context) =>
        restoreWorkspace({ file: session.path(file), folder, ports }, context),
      );
      const words = session.texts.backup;
      session.print(
        fillMessage(words.restored, {
          path: restored.folder,
          sources: groupDecimal(String(restored.sources)),
        }),
      );
      if (restored.movedAside !== undefined) {
        session.print(fillMessage(words.movedAside, { path: restored.movedAside }));
      }
      session.printJson({ ...restored, movedAside: restored.movedAside ?? null });
      return EXIT.done;
    }),
  );
};
