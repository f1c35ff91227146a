/** What a file may cost. A file beyond a limit is refused with a clear error; none is read in part. */
export interface TableLimits {
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  /** Bytes of a file that must be held in memory as a whole: .xls, .xlsb, .ods, HTML, encrypted workbooks. */
  readonly heldBytes: number;
  /** Bytes that all members of an archive may unpack to (a workbook of today is an archive as well). */
  readonly inflatedBytes: number;
  /** Unpacked to packed size beyond which a member of more than `inflationFreeBytes` is refused. */
  readonly inflationRatio: number;
  readonly inflationFreeBytes: number;
  /** Members of an archive. */
  readonly members: number;
  /** Cells of one table, the empty but formatted ones included. */
  readonly cells: number;
  /** Characters of one record of a text file. */
  readonly recordCharacters: number;
  /** Characters of one cell of a workbook or page; a spreadsheet itself allows 32,767. */
  readonly cellCharacters: number;
  /** Tables of one file: sheets of a workbook, tables of a page. */
  readonly tables: number;
  /** Texts that the sheets of a workbook share, in characters. */
  readonly sharedCharacters: number;
}

const MIB = 1024 * 1024;

/** The limits in force unless a caller tightens them: far above any real invoice, far below what harms a machine. */
export const DEFAULT_TABLE_LIMITS: TableLimits = {
  fileBytes: 2048 * MIB,
  heldBytes: 96 * MIB,
  inflatedBytes: 1024 * MIB,
  inflationRatio: 200,
  inflationFreeBytes: 50 * MIB,
  members: 2000,
  cells: 20_000_000,
  recordCharacters: 4 * MIB,
  cellCharacters: MIB,
  tables: 10_000,
  sharedCharacters: 256 * MIB,
};

/** Rows of a sheet, by the formats themselves. */
export const MAX_SHEET_ROWS = 1_048_576;
/** Columns of a sheet, by the formats themselves; text tables are held to it as well. */
export const MAX_SHEET_COLUMNS = 16_384;
