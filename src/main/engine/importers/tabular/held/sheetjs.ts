import type * as SheetJs from '@e965/xlsx';
import { fileError } from '../file-error.ts';

/** The library, loaded when the first old file comes: it is large, and most people never need it. */
export async function loadSheetJs(): Promise<typeof SheetJs> {
  const library = await import('@e965/xlsx');
  library.set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
  return library;
}

/** Rows beyond this are never built. */
const SHEET_ROWS = 1_048_576;

/**
 * Parses a workbook as a whole: .xls and .xlsb (bytes), or Excel's XML of 2003 (text). Values stay as stored:
 * no date is made, no text is turned into a number.
 */
export async function parseWorkbook(content: Buffer | string, file: string): Promise<SheetJs.WorkBook> {
  const library = await loadSheetJs();
  try {
    return library.read(content, {
      type: typeof content === 'string' ? 'string' : 'buffer',
      dense: true,
      raw: true,
      cellDates: false,
      cellFormula: true,
      cellHTML: false,
      cellNF: true,
      cellStyles: true,
      cellText: false,
      sheetStubs: true,
      sheetRows: SHEET_ROWS,
    });
  } catch (error) {
    const isLocked = error instanceof Error && /password/i.test(error.message);
    throw fileError(isLocked ? 'ENCRYPTION_UNKNOWN' : 'FILE_DAMAGED', file, {}, error);
  }
}

/** The cells of a sheet by row and column; rows and cells may be missing. */
export function denseCells(
  workbook: SheetJs.WorkBook,
  sheet: string,
): readonly (readonly (SheetJs.CellObject | undefined)[] | undefined)[] {
  return workbook.Sheets[sheet]?.['!data'] ?? [];
}
