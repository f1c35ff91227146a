import { CommanderError } from 'commander';
import { AppError, type ErrorCode } from '#core/errors.ts';

/** What commander's English message says, by its code: our code, and the param that the quoted part fills. */
const CODES: Readonly<Record<string, { readonly code: ErrorCode; readonly param: string }>> = {
  'commander.unknownOption': { code: 'OPTION_UNKNOWN', param: 'option' },
  'commander.missingMandatoryOptionValue': { code: 'OPTION_MISSING', param: 'option' },
  'commander.optionMissingArgument': { code: 'OPTION_VALUE_MISSING', param: 'option' },
  'commander.missingArgument': { code: 'ARGUMENT_MISSING', param: 'argument' },
  'commander.unknownCommand': { code: 'COMMAND_UNKNOWN', param: 'command' },
};

/** What happened while commander read the arguments. */
export type ParseEnd =
  /** Help or the version was asked for and printed. */
  | { readonly kind: 'shown' }
  /** No command was given; its help stands on standard error. */
  | { readonly kind: 'no-command' }
  | { readonly kind: 'failed'; readonly error: unknown };

/**
 * Reads how commander stopped. Its messages are English texts with the culprit in quotes, so the culprit is taken
 * from there and the sentence from our own, in the person's language.
 */
export function parseEndOf(error: unknown): ParseEnd {
  if (!(error instanceof CommanderError)) return { kind: 'failed', error };
  if (error.code === 'commander.helpDisplayed' || error.code === 'commander.version')
    return { kind: 'shown' };
  if (error.code === 'commander.help') {
    return error.exitCode === 0 ? { kind: 'shown' } : { kind: 'no-command' };
  }
  const known = CODES[error.code];
  const culprit = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const suggestion = /\(Did you mean (?:one of )?([^?,)]+)/.exec(error.message)?.[1];
  if (known !== undefined) {
    const params = { [known.param]: culprit, ...(suggestion === undefined ? {} : { suggestion }) };
    return { kind: 'failed', error: new AppError(known.code, params, { cause: error }) };
  }
  if (error.code === 'commander.excessArguments') {
    const argument = /but got \d+: (.*)\.$/s.exec(error.message)?.[1] ?? '';
    return { kind: 'failed', error: new AppError('ARGUMENT_UNEXPECTED', { argument }, { cause: error }) };
  }
  return {
    kind: 'failed',
    error: new AppError('USAGE', { detail: error.message.replace(/^error: /, '') }, { cause: error }),
  };
}
