import { AppError } from '#core/errors.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { ByteSource } from '../byte-source.ts';
import { readHead, streamOnce } from '../byte-source.ts';
import { fileError } from '../file-error.ts';
import { TEXT_ENCODINGS, type TextEncoding } from '../table-file-types.ts';
import { decodeStream } from './decode-stream.ts';
import { encodingOfMark, encodingOfZeros } from './encoding-mark.ts';
import { scoreText } from './score-text.ts';
import { openStrictUtf8 } from './strict-utf8.ts';
import { countUtf8, isDamagedUtf8 } from './utf8-evidence.ts';

/** Bytes from which the form of UTF-16 is told. */
const HEAD_BYTES = 64 * 1024;
/** Decoded characters that are scored; the whole file is decoded all the same, to be sure of it. */
const SCORED_CHARACTERS = 1024 * 1024;
/** What a word of the caller's dictionary counts. */
const HEADER_WORD_SCORE = 5;
/** How far the best reading must be ahead of the second best: closer than that is for a person to decide. */
const CLEAR_LEAD = 1;

/**
 * The encoding of a text: byte order mark, then strict UTF-8, then UTF-16 by its pattern of zero bytes, then
 * whichever of Shift_JIS, EUC-JP and Windows-1252 decodes without an error and reads best. The whole file is
 * decoded strictly. Source: domain rules, encoding cascade.
 *
 * Throws `FILE_ENCODING_UNKNOWN` where none fits, where the best two can't be told apart (param `detail`), and
 * for UTF-8 that is cut off or damaged.
 */
export async function detectEncoding(
  source: ByteSource,
  headerWords: readonly string[],
  context: JobContext,
): Promise<TextEncoding> {
  const head = await readHead(source, HEAD_BYTES);
  const certain = encodingOfMark(head) ?? encodingOfZeros(head);
  if (certain !== undefined) {
    const isSound =
      certain === 'utf-8' ? await isUtf8Text(source, context) : await isStrictly(source, certain, context);
    if (!isSound) throw unknown(source, [certain]);
    return certain;
  }
  if (await isUtf8Text(source, context)) {
    return head.includes(JIS_ESCAPE) && (await isStrictly(source, 'iso-2022-jp', context))
      ? 'iso-2022-jp'
      : 'utf-8';
  }
  if (isDamagedUtf8(await countUtf8(source.stream()))) throw unknown(source, ['utf-8']);
  return await bestReading(source, headerWords, context);
}

/** A person's choice, by its name or a usual alias. Throws `FILE_ENCODING_UNKNOWN` for one that is not offered. */
export function chosenEncoding(choice: string, file: string): TextEncoding {
  const name = choice.trim().toLowerCase();
  const alias = ALIASES[name] ?? name;
  const encoding = TEXT_ENCODINGS.find((one) => one === alias);
  if (encoding === undefined) {
    throw fileError('FILE_ENCODING_UNKNOWN', file, { detail: choice });
  }
  return encoding;
}

const ALIASES: Readonly<Record<string, TextEncoding>> = {
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  utf16: 'utf-16le',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  sjis: 'shift_jis',
  'shift-jis': 'shift_jis',
  cp932: 'shift_jis',
  'windows-31j': 'shift_jis',
  ms932: 'shift_jis',
  eucjp: 'euc-jp',
  cp1252: 'windows-1252',
  'latin-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
};

/** The escape sequences to Japanese in ISO-2022-JP begin so; its bytes are all ASCII. */
const JIS_ESCAPE = '\u001b$';

const unknown = (source: ByteSource, candidates: readonly TextEncoding[]): AppError =>
  fileError('FILE_ENCODING_UNKNOWN', source.name, { detail: candidates.join(', ') });

/** Whether the whole source decodes in an encoding without a single error. */
export async function isStrictly(
  source: ByteSource,
  encoding: TextEncoding,
  context: JobContext,
): Promise<boolean> {
  return (await readingOf(source, encoding, [], context)) !== undefined;
}

/** Whether the whole source is strict UTF-8. */
async function isUtf8Text(source: ByteSource, context: JobContext): Promise<boolean> {
  if (source.isUtf8 !== undefined) return source.isUtf8;
  const look = openStrictUtf8();
  for await (const chunk of streamOnce(source)) {
    await context.checkpoint();
    if (!look.take(chunk)) return false;
  }
  return look.end();
}

async function bestReading(
  source: ByteSource,
  headerWords: readonly string[],
  context: JobContext,
): Promise<TextEncoding> {
  const readings: { encoding: TextEncoding; score: number }[] = [];
  for (const encoding of ['shift_jis', 'euc-jp', 'windows-1252'] as const) {
    const score = await readingOf(source, encoding, headerWords, context);
    if (score !== undefined) readings.push({ encoding, score });
  }
  readings.sort((a, b) => b.score - a.score);
  const [best, second] = readings;
  const isClear = second === undefined || (best?.score ?? 0) - second.score >= CLEAR_LEAD;
  if (best === undefined || best.score <= 0 || !isClear) {
    throw unknown(
      source,
      readings.map((reading) => reading.encoding),
    );
  }
  return best.encoding;
}

/** The score of a strict decoding of the whole file; undefined where it does not decode. */
async function readingOf(
  source: ByteSource,
  encoding: TextEncoding,
  headerWords: readonly string[],
  context: JobContext,
): Promise<number | undefined> {
  const isScored = encoding !== 'utf-8';
  let sample = '';
  try {
    for await (const text of decodeStream(streamOnce(source), encoding, source.name)) {
      await context.checkpoint();
      if (isScored && sample.length < SCORED_CHARACTERS) sample += text;
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'FILE_ENCODING_UNKNOWN') return undefined;
    throw error;
  }
  const words = headerWords.filter((word) => /[^\u0000-\u007f]/u.test(word) && sample.includes(word));
  return scoreText(sample) + words.length * HEADER_WORD_SCORE;
}
