import type { Period } from '#core/period.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { periodOption } from '../options/parsers.ts';
import { VERSION } from '../version.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout bundle FILE --period P`: the evidence of a period's newest run in one signed file. */
export const registerBundle: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('bundle')
    .description(texts.commands.bundle)
    .argument('<file>', texts.arguments.bundleTo)
    .requiredOption('--period <period>', texts.options.periodNeeded, periodOption('--period', texts));
  command.action((file: string, { period }: { readonly period: Period }) =>
    run(command, (session) =>
      session.withWorkspace(async (workspace) => {
        const { writeBundle } = await import('#engine/services/evidence-bundle/write-bundle.ts');
        const written = await session.job((context) =>
          writeBundle(workspace, { run: { period }, file: session.path(file), appVersion: VERSION }, context),
        );
        const words = session.texts.bundle;
        session.print(
          [
            fillMessage(words.written, {
              path: written.file,
              sources: groupDecimal(String(written.sources)),
              bytes: groupDecimal(String(written.bytes)),
            }),
            fillMessage(words.hash, { hash: written.resultHash }),
            fillMessage(words.key, { fingerprint: written.fingerprint }),
          ].join('\n'),
        );
        session.printJson(written);
        return EXIT.done;
      }),
    ),
  );
};
