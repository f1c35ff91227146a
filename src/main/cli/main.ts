import { keepHeapModest } from '#engine/modest-heap.ts';
import { randomUUID } from 'node:crypto';
import { CLI_TEXTS } from '#shared/messages/cli.ts';
import { EXIT } from './exit-codes.ts';
import { processHost } from './host.ts';
import { commandLine } from './command-line.ts';
import { earlySettings } from './settings.ts';
import { VERSION } from './version.ts';

/** How long handles that somebody left open may keep the process alive after everything has been written. */
const LINGER_MS = 2000;

/**
 * The command line as a process: signals, streams, exit code. The first Ctrl-C asks the job to stop and waits
 * until it has tidied up; a second one stops at once (a later start removes what is left). The process ends by
 * itself once everything is written: an early `process.exit` would cut a long JSON document short.
 */
export async function main(): Promise<void> {
  keepHeapModest();
  const controller = new AbortController();
  const host = processHost(controller.signal);
  const cancel = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.cancelled);
    host.stderr.write(`\n${CLI_TEXTS[earlySettings(host).language].cancelling}\n`);
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, cancel);

  const line = commandLine(host, { version: VERSION, newIncidentId: () => randomUUID().slice(0, 8) });
  // Node would end with code 1, which means "does not tie out" here.
  process.on('uncaughtException', (error) => {
    process.exit(line.incident(error));
  });

  let isSettled = false;
  process.on('beforeExit', () => {
    if (isSettled) return;
    isSettled = true;
    // Nothing is left that could end the command: work that is lost must not look like work that is done.
    process.exitCode = line.incident(new Error('The command never came to an end.'));
  });

  let exitCode = await line.run();
  isSettled = true;
  const failure = await host.stdout.flush();
  if (failure !== undefined) exitCode = line.lostOutput(failure);
  await host.stderr.flush();
  process.exitCode = exitCode;
  setTimeout(() => process.exit(), LINGER_MS).unref();
}
