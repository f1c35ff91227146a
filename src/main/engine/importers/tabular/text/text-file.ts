import type { SheetRow } from '#core/tabular/table.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { streamOnce, type ByteSource } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import { handOutBlocks, handOutRows } from '../hand-out-rows.ts';
import type { TableFile, TextEncoding, Utf8Text } from '../table-file-types.ts';
import type { TableSetting } from '../table-setting.ts';
import { withProgress } from '../with-progress.ts';
import { createCsvScanner, type CsvScanner } from './csv-scanner.ts';
import { decodeStream, strictDecoder } from './decode-stream.ts';
import { delimiterDirective, detectDelimiter } from './detect-delimiter.ts';

/** Characters from which the delimiter is told. */
const SAMPLE_CHARACTERS = 256 * 1024;

/** The first characters of a text, and whether that is all of it. */
export interface TextSample {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Decodes the head of a text. */
export async function readTextSample(source: ByteSource, encoding: TextEncoding): Promise<TextSample> {
  let text = '';
  for await (const part of decodeStream(source.stream(), encoding, source.name)) {
    text += part;
    if (text.length >= SAMPLE_CHARACTERS) return { text, isWhole: false };
  }
  return { text, isWhole: true };
}

/** Opens a delimited text whose encoding is known. Throws `FILE_EMPTY` where it holds nothing but white space. */
export function openTextFile(
  source: ByteSource,
  encoding: TextEncoding,
  sample: TextSample,
  setting: TableSetting,
): TableFile {
  if (sample.isWhole && sample.text.trim() === '') throw fileError('FILE_EMPTY', source.name);
  const directive = delimiterDirective(sample.text);
  const delimiter =
    setting.delimiter ?? directive?.delimiter ?? detectDelimiter(wholeLines(sample, directive?.length ?? 0));
  const records = (tableIndex: number, context: JobContext): AsyncIterable<readonly SheetRow[]> => {
    if (tableIndex !== 0) throw new RangeError(`No table ${tableIndex}`);
    return streamRecords({ source, encoding, delimiter, skip: directive?.length ?? 0, setting }, context);
  };
  return {
    format: 'csv',
    encoding,
    delimiter,
    tables: [{ sheet: undefined, hidden: false, hiddenColumns: [], date1904: false }],
    skippedMembers: [],
    rows: (tableIndex, context) => handOutRows(records(tableIndex, context), context),
    rowBlocks: (tableIndex, context) => handOutBlocks(records(tableIndex, context), context),
    ...(encoding === 'utf-8' && directive === undefined && delimiter.charCodeAt(0) < 0x80
      ? { utf8: utf8Text({ source, encoding, delimiter, skip: 0, setting }) }
      : {}),
    close: () => source.close(),
  };
}

/** The sample without the directive, up to its last line end: a record that is cut off says nothing. */
function wholeLines(sample: TextSample, from: number): string {
  if (sample.isWhole) return sample.text.slice(from);
  const end = Math.max(sample.text.lastIndexOf('\n'), sample.text.lastIndexOf('\r'));
  return sample.text.slice(from, end < 0 ? undefined : end + 1);
}

interface TextStream {
  readonly source: ByteSource;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  /** Characters of the directive line, which is no data; the lines after it keep their numbers. */
  readonly skip: number;
  readonly setting: TableSetting;
}

const scannerOf = ({ source, delimiter, skip, setting }: TextStream): CsvScanner =>
  createCsvScanner({
    file: source.name,
    delimiter,
    limitCells: setting.limits.cells,
    limitRecordCharacters: setting.limits.recordCharacters,
    firstLine: skip > 0 ? 2 : 1,
  });

const bytesOf = ({ source, setting }: TextStream, context: JobContext): AsyncIterable<Buffer> =>
  withProgress(streamOnce(source), source.size, setting.phase, context);

const utf8Text = (of: TextStream): Utf8Text => ({
  bytes: (context) => bytesOf(of, context),
  decode: strictDecoder(of.source.name),
  delimiter: of.delimiter,
  scanner: () => scannerOf(of),
  limitRecordCharacters: of.setting.limits.recordCharacters,
});

async function* streamRecords(of: TextStream, context: JobContext): AsyncIterable<readonly SheetRow[]> {
  const scanner = scannerOf(of);
  let toSkip = of.skip;
  for await (const text of decodeStream(bytesOf(of, context), of.encoding, of.source.name)) {
    const skipped = Math.min(toSkip, text.length);
    toSkip -= skipped;
    scanner.write(skipped === 0 ? text : text.slice(skipped));
    yield scanner.take();
  }
  scanner.end();
  yield scanner.take();
}
