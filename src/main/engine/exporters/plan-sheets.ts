import type { SheetId } from '#core/workbook/sheets.ts';
import { SHEET_IDS } from '#core/workbook/sheets.ts';
import type { Book } from './book.ts';
import { checkRows } from './check-rows.ts';
import type { SheetPlan } from './sheet-plan.ts';
import { auditSheet } from './sheets/audit-sheet.ts';
import { checksSheet } from './sheets/checks-sheet.ts';
import { exceptionsSheet } from './sheets/exceptions-sheet.ts';
import { invoiceSheets } from './sheets/invoice-sheet.ts';
import { matchesSheet } from './sheets/matches-sheet.ts';
import { parametersSheet } from './sheets/parameters-sheet.ts';
import { sourcesSheet } from './sheets/sources-sheet.ts';
import { summarySheet } from './sheets/summary-sheet.ts';
import { usageSheets } from './sheets/usage-sheet.ts';
import { varianceSheet } from './sheets/variance-sheet.ts';

/** All sheets of the workbook, in their fixed order. By user appears where the invoice names users. */
export function planSheets(book: Book): readonly SheetPlan[] {
  const omitted: readonly SheetId[] = book.options.omit ?? [];
  const planned: readonly SheetPlan[] = [
    checksSheet(book, checkRows(book).length),
    varianceSheet(book, 'by-sku'),
    varianceSheet(book, 'by-customer'),
    ...(book.layout.rows['by-user'].length > 0 ? [varianceSheet(book, 'by-user')] : []),
    exceptionsSheet(book),
    ...invoiceSheets(book),
    ...usageSheets(book, 'partner'),
    ...usageSheets(book, 'customer'),
    ...usageSheets(book, 'user'),
    matchesSheet(book),
    parametersSheet(book),
    auditSheet(book),
  ];
  const middle = planned.filter(({ id }) => !omitted.includes(id));
  const described = [...middle, sourcesSheet(book, middle)].sort((a, b) => orderOf(a.id) - orderOf(b.id));
  return [summarySheet(book, described), ...described];
}

const orderOf = (id: SheetId): number => SHEET_IDS.indexOf(id);
