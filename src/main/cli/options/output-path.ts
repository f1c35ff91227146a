import { AppError } from '#core/errors.ts';
import { openTarget } from '#engine/exporters/target-file.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';
import type { OptionReader } from './parsers.ts';

/** A workbook to write: Excel refuses one whose name does not end in .xlsx. */
export const workbookOption =
  (option: string, texts: CliTexts): OptionReader<string> =>
  (value) => {
    if (/\.xlsx$/i.test(value)) return value;
    throw new AppError('BAD_OPTION', { option, value, accepted: texts.accepted.workbook });
  };

/**
 * Makes sure, before any work, that a file can be written and is none of the files to be read: an hour's work must
 * not end at a missing folder, and an original must never be overwritten by its own audit. Paths are absolute.
 *
 * @throws AppError BAD_OPTION, OUTPUT_FOLDER_MISSING, OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, DISK_FULL
 */
export async function checkOutput(path: string, inputs: readonly string[], texts: CliTexts): Promise<void> {
  if (inputs.includes(path)) {
    throw new AppError('BAD_OPTION', { option: '--out', value: path, accepted: texts.accepted.notAnInput });
  }
  const target = await openTarget(path, 0);
  await target.discard();
}
