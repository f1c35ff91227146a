import type { SheetRow } from '#core/tabular/table.ts';
import { fileError } from '../file-error.ts';
import { MAX_SHEET_COLUMNS } from '../table-limits.ts';

/** How a text table is taken apart. */
export interface CsvSetting {
  readonly file: string;
  readonly delimiter: string;
  readonly limitCells: number;
  readonly limitRecordCharacters: number;
  /** The line on which the text begins; 1 unless a directive line was taken off. */
  readonly firstLine?: number;
}

/** Takes text apart into records. Feed it chunk by chunk; `end` says that no more comes. */
export interface CsvScanner {
  readonly write: (text: string) => void;
  readonly end: () => void;
  /** The records that are complete by now. */
  readonly take: () => SheetRow[];
  /** Whether what comes next begins a record, on a line of its own. */
  readonly isBetweenRecords: () => boolean;
  /** The line on which what comes next begins, between two records. */
  readonly nextLine: () => number;
  /** Counts lines and cells that were read elsewhere, between two records. Throws `SHEET_TOO_LARGE`. */
  readonly passOver: (lines: number, cells: number) => void;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/**
 * A scanner after RFC 4180, read as Excel does: a field is quoted only if the quote is its first character, `""`
 * is a quote within it, what follows the closing quote is appended; CRLF, LF and CR all end a line. Fields come
 * exactly as written, untrimmed. `row` is the 1-based line on which the record begins; lines without a single
 * character are left out.
 *
 * Throws `TEXT_QUOTE_OPEN`, `TEXT_LINE_TOO_LONG`, `TEXT_NUL` or `SHEET_TOO_LARGE`.
 */
export function createCsvScanner(setting: CsvSetting): CsvScanner {
  const delimiter = setting.delimiter.charCodeAt(0);
  let records: SheetRow[] = [];
  let cells: string[] = [];
  /** What earlier chunks and quotes contributed to the field that is being read. */
  let held = '';
  let isQuoted = false;
  /** The last character was a quote inside a quoted field: an escape if another follows, otherwise the field's end. */
  let isAfterQuote = false;
  /** The field has begun: a quote from here on is an ordinary character. */
  let isInField = false;
  let isAfterCr = false;
  let line = setting.firstLine ?? 1;
  let recordLine = line;
  let recordCharacters = 0;
  let cellCount = 0;

  const endField = (): void => {
    cells.push(held);
    held = '';
    isInField = false;
    if (cells.length > MAX_SHEET_COLUMNS) throw tooLarge(MAX_SHEET_COLUMNS);
  };
  const tooLarge = (limit: number): Error =>
    fileError('SHEET_TOO_LARGE', setting.file, { sheet: '', limit: `${limit}` });
  const endRecord = (): void => {
    const isBlankLine = cells.length === 0 && held === '' && !isInField;
    if (!isBlankLine) {
      endField();
      cellCount += cells.length;
      if (cellCount > setting.limitCells) throw tooLarge(setting.limitCells);
      records.push({ row: recordLine, hidden: false, cells });
      cells = [];
    }
    recordCharacters = 0;
  };

  const guardLength = (added: number): void => {
    recordCharacters += added;
    if (recordCharacters > setting.limitRecordCharacters) {
      throw fileError('TEXT_LINE_TOO_LONG', setting.file, {
        row: `${recordLine}`,
        limit: `${setting.limitRecordCharacters}`,
      });
    }
  };

  const write = (text: string): void => {
    let from = 0;
    let recordFrom = 0;
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (isQuoted) {
        if (code === QUOTE) {
          held += text.slice(from, index);
          from = index + 1;
          isQuoted = false;
          isAfterQuote = true;
        } else if (code === CR || (code === LF && !isAfterCr)) line += 1;
        isAfterCr = code === CR;
        if (code !== 0) continue;
      }
      if (code === 0) throw fileError('TEXT_NUL', setting.file, { row: `${line}` });
      if (isAfterQuote) {
        isAfterQuote = false;
        if (code === QUOTE) {
          // The second quote of a pair is text, and the field goes on.
          from = index;
          isQuoted = true;
          continue;
        }
      }
      if (code === LF && isAfterCr) {
        // The second half of a CRLF.
        isAfterCr = false;
        from = index + 1;
        recordFrom = from;
        recordLine = line;
        continue;
      }
      isAfterCr = false;
      if (code === delimiter) {
        held += text.slice(from, index);
        from = index + 1;
        endField();
      } else if (code === LF || code === CR) {
        held += text.slice(from, index);
        from = index + 1;
        guardLength(index - recordFrom);
        recordFrom = from;
        endRecord();
        line += 1;
        recordLine = line;
        isAfterCr = code === CR;
      } else if (code === QUOTE && !isInField) {
        isInField = true;
        isQuoted = true;
        from = index + 1;
      } else isInField = true;
    }
    held += text.slice(from);
    guardLength(text.length - recordFrom);
  };

  return {
    write,
    end: () => {
      if (isQuoted) throw fileError('TEXT_QUOTE_OPEN', setting.file, { row: `${recordLine}` });
      endRecord();
    },
    take: () => {
      const taken = records;
      records = [];
      return taken;
    },
    isBetweenRecords: () =>
      cells.length === 0 && held === '' && !isInField && !isQuoted && !isAfterQuote && !isAfterCr,
    nextLine: () => line,
    passOver: (lines, passedCells) => {
      line += lines;
      recordLine = line;
      cellCount += passedCells;
      if (cellCount > setting.limitCells) throw tooLarge(setting.limitCells);
    },
  };
}
