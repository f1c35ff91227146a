import type { Command } from 'commander';
import type { CommonOptions, CliSession } from '../session.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';

/** Does a command's work and gives back the exit code. Failures are thrown as `AppError`. */
export type CommandWork = (session: CliSession) => Promise<number>;

/** What a command's action receives to start its work: opens the session that the common options describe. */
export type RunCommand = (command: Command, work: CommandWork) => Promise<void>;

/** Adds a command, its arguments, options and action to the program. */
export type RegisterCommand = (program: Command, texts: CliTexts, run: RunCommand) => void;

/** The common options of a command, wherever on the line they stood. */
export const commonOptionsOf = (command: Command): CommonOptions => command.optsWithGlobals<CommonOptions>();
