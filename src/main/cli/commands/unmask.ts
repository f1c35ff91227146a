import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { checkOutput } from '../options/output-path.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout unmask`: a masked file with the real names in it again, or what single masks stand for. */
export const registerUnmask: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('unmask')
    .description(texts.commands.unmask)
    .argument('<file-or-mask...>', texts.arguments.masked)
    .option('--out <file>', texts.options.unmaskOut);
  command.action((given: readonly string[], { out }: { readonly out?: string }) =>
    run(command, (session) =>
      session.withWorkspace(async (workspace) => {
        const { lookUpMasks, unmaskFile } = await import('#engine/services/privacy/unmask.ts');
        const words = session.texts.unmask;
        const [file] = given;
        if (out === undefined || file === undefined) {
          const masks = given.map((mask) => mask.replace(/-.*/s, (rest) => rest.toUpperCase()));
          const names = await session.job((context) => lookUpMasks(workspace, masks, context));
          for (const mask of masks) session.print(`${mask}\t${names.get(mask) ?? words.notKnown}`);
          session.printJson({ masks: masks.map((mask) => ({ mask, name: names.get(mask) ?? null })) });
          return EXIT.done;
        }
        const request = { file: session.path(file), out: session.path(out) };
        await checkOutput(request.out, [request.file], session.texts);
        const done = await session.job((context) => unmaskFile(workspace, request, context));
        const counts = { replaced: String(done.replaced), unknown: String(done.unknown) };
        session.print(fillMessage(words.written, { path: done.path, ...counts }));
        session.printJson(done);
        return EXIT.done;
      }),
    ),
  );
};
