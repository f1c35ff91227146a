import type { Command } from 'commander';
import { AppError } from '#core/errors.ts';
import { CLI_TEXTS } from '#shared/messages/cli.ts';
import { commonOptionsOf, type RunCommand } from './commands/command.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import type { CliHost } from './host.ts';
import { logIncident } from './incident/incident-log.ts';
import { openSession } from './open-session.ts';
import { styleFor } from './output/style.ts';
import { buildProgram } from './program.ts';
import type { CliSession } from './session.ts';
import { earlySettings } from './settings.ts';
import { tellError } from './tell-error.ts';
import { parseEndOf } from './usage-error.ts';

/** What the command line is told by the entry: its version, and ids for incidents. */
export interface CliIdentity {
  readonly version: string;
  readonly newIncidentId: () => string;
}

/** One command line, and what can go wrong around it. Each function gives back the exit code, and never throws. */
export interface CommandLine {
  /** From the arguments to the end of the work. */
  readonly run: () => Promise<number>;
  /** Tells of an error that nothing caught. */
  readonly incident: (error: unknown) => number;
  /** Tells that standard output could not be written, such as on a full disk. */
  readonly lostOutput: (failure: Error) => number;
}

/** Prepares the command line of a process. */
export function commandLine(host: CliHost, identity: CliIdentity): CommandLine {
  const early = earlySettings(host);
  const texts = CLI_TEXTS[early.language];
  let exitCode: number = EXIT.done;
  let session: CliSession | undefined;
  let commandName = '';

  /** Whatever was thrown as an error with a sentence; what is not one of ours is a bug, and goes to the log. */
  const asAppError = (error: unknown): AppError => {
    if (error instanceof AppError && error.code !== 'INTERNAL') return error;
    const incidentId = identity.newIncidentId();
    const at = new Date().toISOString();
    const incident = { incidentId, at, version: identity.version, command: commandName, error };
    const log = logIncident(incident, session?.workspaceFolder, host.homeFolder);
    return new AppError('INTERNAL', { incidentId, ...(log === undefined ? {} : { log }) }, { cause: error });
  };

  const tell = (error: AppError, json: boolean): number => {
    const style = styleFor(host.stderr, host.env);
    const { stdout, stderr } = host;
    tellError(error, { language: early.language, texts, json, stdout, stderr, style });
    return exitCodeOf(error.kind);
  };

  const runCommand: RunCommand = async (command: Command, work) => {
    commandName = command.name();
    session = openSession(host, commonOptionsOf(command), early.language);
    exitCode = await work(session);
  };

  const run = async (): Promise<number> => {
    try {
      const program = buildProgram(host, texts, identity.version, runCommand);
      await program.parseAsync([...host.argv], { from: 'user' });
      return exitCode;
    } catch (thrown) {
      const end = parseEndOf(thrown);
      switch (end.kind) {
        case 'shown':
          return EXIT.done;
        case 'no-command':
          // Commander has printed the help, which says more to a person than a sentence would.
          return early.json ? tell(new AppError('USAGE'), true) : EXIT.input;
        case 'failed':
          return tell(asAppError(end.error), early.json);
      }
    }
  };

  return {
    run,
    incident: (error) => tell(asAppError(error), early.json),
    lostOutput: ({ message }) =>
      tell(new AppError('OUTPUT_NOT_WRITABLE', { file: '(stdout)', reason: message }), false),
  };
}
