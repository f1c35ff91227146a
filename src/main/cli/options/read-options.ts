import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '#core/errors.ts';
import { DATE_ORDERS, type DateOrder } from '#core/mapping/date-text.ts';
import { numberStyleOfLocale } from '#core/mapping/number-style.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';
import { choiceOption, type OptionReader } from './parsers.ts';

/** How an invoice file is to be read, as the options of a command say it. */
export interface InvoiceReadValues {
  readonly sheet?: string;
  /** Path of a saved mapping. */
  readonly mapping?: string;
  readonly locale?: string;
  readonly dateOrder?: DateOrder;
  /** Path of the file that holds a password. */
  readonly passwordFile?: string;
}

/** A locale whose habit of writing numbers is known. */
const localeOption =
  (option: string): OptionReader<string> =>
  (value) => {
    if (numberStyleOfLocale(value) !== undefined) return value;
    throw new AppError('BAD_OPTION', {
      option,
      value,
      accepted: 'en-US | ja-JP | de-DE | fr-FR | en-GB | ...',
    });
  };

/** `--date-order`, for commands that read reports. */
export const addDateOrderOption = (command: Command, texts: CliTexts): Command =>
  command.option('--date-order <order>', texts.options.dateOrder, choiceOption('--date-order', DATE_ORDERS));

/** The options of every command that reads an invoice. */
export const addInvoiceReadOptions = (command: Command, texts: CliTexts): Command =>
  addDateOrderOption(
    command
      .option('--sheet <name>', texts.options.sheet)
      .option('--mapping <file.json>', texts.options.mapping)
      .option('--locale <locale>', texts.options.locale, localeOption('--locale')),
    texts,
  ).option('--password-file <file>', texts.options.passwordFile);

/**
 * The password in a file: its text without the line break at its end. A password is never an argument, because
 * arguments are visible to every user of the machine.
 *
 * @throws AppError FILE_NOT_FOUND, FILE_UNREADABLE, FILE_EMPTY
 */
export async function readPassword(path: string): Promise<string> {
  const file = basename(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new AppError('FILE_NOT_FOUND', { file, path }, { cause: error });
    throw new AppError('FILE_UNREADABLE', { file, reason: code }, { cause: error });
  }
  const password = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  if (password === '') throw new AppError('FILE_EMPTY', { file });
  return password;
}
