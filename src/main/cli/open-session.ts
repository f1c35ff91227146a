import { resolve } from 'node:path';
import { setImmediate as yieldTurn } from 'node:timers/promises';
import { runJob } from '#engine/jobs/run-job.ts';
import { nodePorts } from '#engine/ports.ts';
import { CLI_TEXTS } from '#shared/messages/cli.ts';
import type { Language } from '#shared/messages/language.ts';
import type { CliHost } from './host.ts';
import { jsonPieces } from './output/json-pieces.ts';
import { NO_PROGRESS, progressView } from './output/progress.ts';
import { styleFor } from './output/style.ts';
import type { CliSession, CommonOptions } from './session.ts';
import { workspaceFolder } from './settings.ts';

/** Characters that stand in the queue to standard output at once. */
const MOST_QUEUED = 1024 * 1024;

/** Wires what a command works with. `language` is what the environment or the arguments chose. */
export function openSession(host: CliHost, options: CommonOptions, language: Language): CliSession {
  const json = options.json === true;
  const quiet = options.quiet === true;
  const progress = quiet ? NO_PROGRESS : progressView(host.stderr, language, host.now);
  const folder = workspaceFolder(host, options.workspace);
  const ports = nodePorts();
  return {
    host,
    language,
    texts: CLI_TEXTS[language],
    json,
    quiet,
    workspaceFolder: folder,
    ports,
    style: styleFor(host.stdout, host.env),
    print: (text) => {
      if (!json) host.stdout.write(`${text}\n`);
    },
    printJson: (document) => {
      if (!json) return;
      for (const piece of jsonPieces(document)) host.stdout.write(piece);
      host.stdout.write('\n');
    },
    printLongJson: async (document, texts) => {
      if (!json) return;
      let queued = 0;
      for (const piece of jsonPieces(document, texts)) {
        host.stdout.write(piece);
        queued += piece.length;
        if (queued < MOST_QUEUED) continue;
        // Where nobody reads any more, it is said at the end of the command.
        await host.stdout.flush();
        queued = 0;
      }
      host.stdout.write('\n');
    },
    tell: (text) => {
      progress.clear();
      if (!quiet) host.stderr.write(`${text}\n`);
    },
    job: async (work) => {
      try {
        return await runJob(work, { signal: host.signal, onProgress: progress.report });
      } finally {
        progress.clear();
      }
    },
    withWorkspace: async (work) => {
      const { openWorkspace } = await import('#engine/context.ts');
      // Loading takes most of a tenth of a second: a Ctrl-C that came meanwhile is heard now.
      await yieldTurn();
      const workspace = openWorkspace({ folder, ports });
      try {
        return await work(workspace);
      } finally {
        workspace.close();
      }
    },
    path: (given) => resolve(host.currentFolder, given),
  };
}
