import { AppError } from '#core/errors.ts';
import { type Micros, parseDecimal } from '#core/decimal/micros.ts';
import { parsePeriod, type Period } from '#core/period.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';

/**
 * Readers of option values. Each takes the option's name, for the message, and gives back a function for
 * commander. A value that is not exactly of the accepted form is `BAD_OPTION`: exit 2, naming the option, the
 * value and what is accepted. Nothing is ever rounded, trimmed to fit or guessed.
 */
export type OptionReader<T> = (value: string) => T;

function refuse(option: string, value: string, accepted: string): never {
  throw new AppError('BAD_OPTION', { option, value, accepted });
}

/** One of a fixed list. */
export const choiceOption =
  <T extends string>(option: string, choices: readonly T[]): OptionReader<T> =>
  (value) =>
    choices.find((choice) => choice === value) ?? refuse(option, value, choices.join(' | '));

/** Several of a fixed list, separated by commas; each once, in the list's order. */
export const choicesOption =
  <T extends string>(option: string, choices: readonly T[]): OptionReader<readonly T[]> =>
  (value) => {
    const given = value.split(',').map((part) => part.trim());
    if (given.some((part) => !choices.some((choice) => choice === part))) {
      refuse(option, value, choices.join(','));
    }
    return choices.filter((choice) => given.includes(choice));
  };

/** A decimal that is not negative, `.` as its separator, six decimals at most. */
export const decimalOption =
  (option: string, texts: CliTexts): OptionReader<Micros> =>
  (value) => {
    const parsed = parseDecimal(value);
    if (parsed === undefined || !parsed.exact || parsed.value < 0n) {
      return refuse(option, value, texts.accepted.decimal);
    }
    return parsed.value;
  };

/** A whole number between two bounds, both included. */
export const integerOption =
  (option: string, least: number, most: number): OptionReader<number> =>
  (value) => {
    const parsed = /^\d{1,9}$/.test(value) ? Number(value) : undefined;
    return parsed === undefined || parsed < least || parsed > most
      ? refuse(option, value, `${least} - ${most}`)
      : parsed;
  };

/** A period: two dates, or a month. */
export const periodOption =
  (option: string, texts: CliTexts): OptionReader<Period> =>
  (value) =>
    parsePeriod(value) ?? refuse(option, value, texts.accepted.period);

/** A path that is not empty: an empty one, such as an unset variable of a script, would mean the current folder. */
export const pathOption =
  (option: string, texts: CliTexts): OptionReader<string> =>
  (value) =>
    value.trim() === '' ? refuse(option, value, texts.accepted.path) : value;
