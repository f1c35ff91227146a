import { basename, resolve } from 'node:path';
import { existsSync, realpathSync } from 'node:fs';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout wipe`: removes the workspace for good, once its name was typed. */
export const registerWipe: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('wipe')
    .description(texts.commands.wipe)
    .option('--yes <name>', texts.options.wipeYes);
  command.action(({ yes }: { readonly yes?: string }) =>
    run(command, async (session) => {
      const words = session.texts.wipe;
      const { workspaceFolder } = session;
      const folder = existsSync(workspaceFolder) ? realpathSync(workspaceFolder) : resolve(workspaceFolder);
      const name =
        yes ??
        (await session.host.ask(`${fillMessage(words.question, { folder, name: basename(folder) })} `)) ??
        '';
      const { wipeWorkspace } = await import('#engine/services/wipe.ts');
      const wiped = wipeWorkspace({ folder, name: name.trim(), now: session.ports.clock() });
      session.print(fillMessage(words.done, { folder: wiped.folder, files: String(wiped.files) }));
      session.print(words.limits);
      session.printJson(wiped);
      return EXIT.done;
    }),
  );
};
