import type { Command } from 'commander';
import { AppError } from '#core/errors.ts';
import { CLI_TEXTS } from '#shared/messages/cli.ts';
import type { Language } from '#shared/messages/language.ts';
import { commonOptionsOf, type RunCommand } from './commands/command.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { CliHost } from './host.ts';
import { logIncident } from './incident/incident-log.ts';
import { openSession } from './open-session.ts';
import { styleFor } from './output/style.ts';
import { buildProgram } from './program.ts';
import type { CliSession } from './session.ts';
import { earlySettings } from './settings.ts';
import { type ErrorVoice, tellError } from './tell-error.ts';
import { parseEndOf } from './usage-error.ts';

/** What the command line is told by the entry: its version, and ids for incidents. */
export interface CliIdentity {
  readonly version: string;
  readonly newIncidentId: () => string;
}

/** Turns whatever was thrown into an error with a sentence; what is not one of ours is a bug, and goes to the log. */
function asAppError(
  error: unknown,
  session: CliSession | undefined,
  command: string,
  host: CliHost,
  identity: CliIdentity,
): AppError {
  if (error instanceof AppError && error.code !== 'INTERNAL') return error;
  const incidentId = identity.newIncidentId();
  const incident = { incidentId, at: new Date().toISOString(), version: identity.version, command, error };
  const log = logIncident(incident, session?.workspaceFolder, host.homeFolder);
  return new AppError('INTERNAL', { incidentId, ...(log === undefined ? {} : { log }) }, { cause: error });
}

const voiceOf = (host: CliHost, language: Language): Omit<ErrorVoice, 'json'> => ({
  language,
  texts: CLI_TEXTS[language],
  stdout: host.stdout,
  stderr: host.stderr,
  style: styleFor(host.stderr, host.env),
});

/** Runs one command line from its arguments to its exit code. Never throws. */
export async function runCommandLine(host: CliHost, identity: CliIdentity): Promise<number> {
  const early = earlySettings(host);
  const texts = CLI_TEXTS[early.language];
  let exitCode: number = EXIT.done;
  let session: CliSession | undefined;
  let commandName = '';

  const run: RunCommand = async (command: Command, work) => {
    commandName = command.name();
    session = openSession(host, commonOptionsOf(command), early.language);
    exitCode = await work(session);
  };

  const program = buildProgram(host, texts, identity.version, run);
  try {
    await program.parseAsync([...host.argv], { from: 'user' });
    return exitCode;
  } catch (thrown) {
    const end = parseEndOf(thrown);
    if (end.kind === 'shown') return EXIT.done;
    const error =
      end.kind === 'no-command'
        ? new AppError('USAGE')
        : asAppError(end.error, session, commandName, host, identity);
    // Commander has printed the help, which says more than a sentence would.
    if (end.kind === 'no-command' && !early.json) return EXIT.input;
    tellError(error, { ...voiceOf(host, early.language), json: early.json });
    return exitCodeOf(error.kind);
  }
}

/** Tells that standard output could not be written, such as on a full disk, and gives the exit code for it. */
export function tellLostOutput(host: CliHost, failure: Error): number {
  const { language } = earlySettings(host);
  const error = new AppError('OUTPUT_NOT_WRITABLE', { file: '(stdout)', reason: failure.message });
  tellError(error, { ...voiceOf(host, language), json: false });
  return exitCodeOf(error.kind);
}

/** Tells of an error that nothing caught, and gives the exit code for it. */
export function tellIncident(host: CliHost, error: unknown, identity: CliIdentity): number {
  const { language, json } = earlySettings(host);
  const told = asAppError(error, undefined, '', host, identity);
  tellError(told, { ...voiceOf(host, language), json });
  return exitCodeOf(told.kind);
}
