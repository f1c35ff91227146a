import type { SheetRow } from '#core/tabular/table.ts';
import type { ReportColumns } from '#core/usage/report-columns.ts';
import { STYLE_NEEDED } from '#core/usage/report-row.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { Utf8Text } from '../tabular/table-file-types.ts';
import { isPlainDelimiter, LINE_DIFFICULT, LINE_UNFINISHED, plainLineReader } from './plain-line.ts';
import { openPlainRows, type PlainRowSink } from './plain-rows.ts';
import type { RowTaker } from './row-taker.ts';

/** What takes the rows of a text, from its first one. */
export interface RowReading extends Pick<RowTaker, 'take' | 'pass'> {
  /** Looks at a row before the header was found; gives the columns once it is. */
  readonly begin: (row: SheetRow) => ReportColumns | undefined;
}

type MayNeedStyle = typeof STYLE_NEEDED | undefined;

const LF = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** A line that is longer is not looked at as a whole. */
const LONGEST_LINE = 1024 * 1024;

/**
 * Reads the rows of a text in UTF-8. Lines without anything special about them are taken as bytes; every other line
 * goes through the text's own scanner, from its beginning to the end of its record. Both count the same lines and
 * cells, and together they come to what the scanner alone comes to: a test holds them against each other.
 */
export async function readUtf8Rows(
  text: Utf8Text,
  reading: RowReading,
  sink: PlainRowSink,
  context: JobContext,
): Promise<MayNeedStyle> {
  const taker = blockTaker(text, reading, sink);
  const join = joiner();
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of text.bytes(context)) {
    let block = join(rest, chunk);
    if (isFirst) {
      if (block.length < BYTE_ORDER_MARK.length) {
        rest = Buffer.from(block);
        continue;
      }
      if (block.indexOf(BYTE_ORDER_MARK) === 0) block = block.subarray(BYTE_ORDER_MARK.length);
      isFirst = false;
    }
    const taken = taker.take(block);
    if (taken === STYLE_NEEDED) return STYLE_NEEDED;
    rest = Buffer.from(block.subarray(taken));
  }
  return taker.end(rest);
}

/** Joins what a block has left over with the next one, in one piece of memory that is used again and again. */
function joiner(): (rest: Buffer, chunk: Buffer) => Buffer {
  let memory = Buffer.alloc(0);
  return (rest, chunk) => {
    if (rest.length === 0) return chunk;
    const length = rest.length + chunk.length;
    if (memory.length < length) memory = Buffer.allocUnsafe(2 * length);
    rest.copy(memory, 0);
    chunk.copy(memory, rest.length);
    return memory.subarray(0, length);
  };
}

interface BlockTaker {
  /** Takes what it can of a block, and gives how many bytes that was. */
  readonly take: (block: Buffer) => number | typeof STYLE_NEEDED;
  /** Takes what is left when no more comes. */
  readonly end: (rest: Buffer) => MayNeedStyle;
}

function blockTaker(text: Utf8Text, reading: RowReading, sink: PlainRowSink): BlockTaker {
  const scanner = text.scanner();
  let plain: ReturnType<typeof openPlain> | undefined;
  let isHeaderRead = false;
  /** The bytes go through the scanner as they come: no line can be plain, or one of them does not end. */
  let isStreaming = false;
  let passedLines = 0;

  const begin = (row: SheetRow): void => {
    const columns = reading.begin(row);
    if (columns === undefined) return;
    isHeaderRead = true;
    plain = openPlain(text, columns, sink);
    isStreaming = plain === undefined;
  };
  const scan = (piece: string, isEnd: boolean, learnIn: Buffer | undefined): MayNeedStyle => {
    if (plain !== undefined && passedLines > 0) scanner.passOver(passedLines, passedLines * plain.width);
    passedLines = 0;
    scanner.write(piece);
    if (isEnd) scanner.end();
    for (const row of scanner.take()) {
      if (!isHeaderRead) {
        begin(row);
        continue;
      }
      const outcome = reading.take(row);
      if (outcome === STYLE_NEEDED) return STYLE_NEEDED;
      if (outcome !== undefined && learnIn !== undefined) plain?.rows.learn(learnIn, outcome);
    }
    return undefined;
  };
  /** Takes a line whose cells are known, without the scanner. */
  const takeSplit = (block: Buffer, from: number, end: number): MayNeedStyle => {
    if (plain === undefined) return undefined;
    const line = plain.lines.isAscii()
      ? block.toString('latin1', from, end)
      : text.decode(block.subarray(from, end), false);
    const cells = line.split(text.delimiter);
    const outcome = reading.take({ row: scanner.nextLine() + passedLines, hidden: false, cells });
    passedLines += 1;
    if (outcome === STYLE_NEEDED) return STYLE_NEEDED;
    if (outcome !== undefined) plain.rows.learn(block, outcome);
    return undefined;
  };
  /** Takes one line, and gives where the next one begins; LINE_UNFINISHED where the block ends before the line. */
  const takeLine = (block: Buffer, at: number): number | typeof STYLE_NEEDED => {
    let next = LINE_DIFFICULT;
    if (plain !== undefined && scanner.isBetweenRecords()) {
      next = plain.lines.read(block, at, block.length);
      if (next === LINE_UNFINISHED) return next;
      if (next - at > text.limitRecordCharacters) next = LINE_DIFFICULT;
    }
    if (next > 0 && plain !== undefined) {
      if (plain.rows.take(block, at, scanner.nextLine() + passedLines)) {
        reading.pass();
        passedLines += 1;
        return next;
      }
      if (!plain.lines.hasQuotes()) {
        const end = plain.lines.ends[plain.width - 1] ?? at;
        return takeSplit(block, at, end) === STYLE_NEEDED ? STYLE_NEEDED : next;
      }
    }
    const end = block.indexOf(LF, at) + 1;
    if (end === 0) return LINE_UNFINISHED;
    const outcome = scan(text.decode(block.subarray(at, end), false), false, next > 0 ? block : undefined);
    return outcome === STYLE_NEEDED ? STYLE_NEEDED : end;
  };

  return {
    take: (block) => {
      let at = 0;
      while (at < block.length && !isStreaming) {
        const next = takeLine(block, at);
        if (next === STYLE_NEEDED) return STYLE_NEEDED;
        if (next === LINE_UNFINISHED) break;
        at = next;
      }
      isStreaming ||= block.length - at > LONGEST_LINE;
      if (!isStreaming) {
        // The limit of cells holds for what was passed over as well.
        return scan('', false, undefined) === STYLE_NEEDED ? STYLE_NEEDED : at;
      }
      const outcome = scan(text.decode(block.subarray(at), true), false, undefined);
      return outcome === STYLE_NEEDED ? STYLE_NEEDED : block.length;
    },
    end: (rest) => scan(text.decode(rest, false), true, undefined),
  };
}

/** What takes plain lines; undefined where no line of the report can be one. */
function openPlain(text: Utf8Text, columns: ReportColumns, sink: PlainRowSink) {
  const width = columns.names.length;
  const canBePlain =
    columns.extra.length === 0 && columns.headerCells === width && isPlainDelimiter(text.delimiter);
  if (!canBePlain) return undefined;
  const lines = plainLineReader(text.delimiter, width);
  return { width, lines, rows: openPlainRows(columns, lines.ends, sink) };
}
