import type { CellObject, WorkBook } from '@e965/xlsx';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { fileError } from '../file-error.ts';
import { workApart } from './work-apart.ts';

/** Rows beyond this are never built. */
const SHEET_ROWS = 1_048_576;

/**
 * Parses a workbook as a whole: .xls and .xlsb (bytes), or Excel's XML of 2003 (text). Values stay as stored:
 * no date is made, no text is turned into a number.
 */
export async function parseWorkbook(
  content: Buffer | string,
  file: string,
  context: JobContext,
): Promise<WorkBook> {
  const options = {
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
  };
  const outcome = await workApart<'parse'>({ kind: 'parse', content, options }, file, context);
  if (outcome.ok) return outcome.value;
  const isLocked = /password/i.test(outcome.message);
  throw fileError(isLocked ? 'ENCRYPTION_UNKNOWN' : 'FILE_DAMAGED', file, {}, new Error(outcome.message));
}

/** The cells of a sheet by row and column; rows and cells may be missing. */
export function denseCells(
  workbook: WorkBook,
  sheet: string,
): readonly (readonly (CellObject | undefined)[] | undefined)[] {
  return workbook.Sheets[sheet]?.['!data'] ?? [];
}
