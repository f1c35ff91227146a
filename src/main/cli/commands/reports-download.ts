import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { asOutputError } from '#engine/exporters/target-file.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { checkOutput } from '../options/output-path.ts';
import { connect } from '../webex-session.ts';
import type { RegisterCommand } from './command.ts';

/** `tieout reports download`: a report's bytes, as they are, into a file. */
export const registerReportsDownload: RegisterCommand = (program, texts, run) => {
  const { about, options, arguments: words } = texts.webex;
  const command = program
    .command('download')
    .description(about.download)
    .argument('<id>', words.id)
    .requiredOption('--out <file.csv>', options.out);
  command.action((id: string, { out }: { readonly out: string }) =>
    run(command, async (session) => {
      const path = session.path(out);
      await checkOutput(path, [], session.texts);
      const { downloadReport } = await import('#engine/webex/download/download-report.ts');
      const { client, rule } = await connect(session);
      const partial = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
      try {
        const { bytes, sha256 } = await session.job((context) =>
          downloadReport(client, id, partial, {
            rule,
            signal: context.signal,
            onBytes: (done, total) => {
              context.report({ phase: 'fetch-report', done, total, unit: 'bytes' });
            },
          }),
        );
        await rename(partial, path);
        const told = { path, bytes: groupDecimal(String(bytes)), hash: sha256 };
        session.print(fillMessage(session.texts.webex.downloaded, told));
        session.printJson({ id, path, bytes, sha256 });
        return EXIT.done;
      } catch (error) {
        throw asOutputError(error, path);
      } finally {
        await rm(partial, { force: true });
      }
    }),
  );
};
