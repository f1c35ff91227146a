import ExcelJS from 'exceljs';
import { decimalText } from './amounts.ts';
import { COLUMNS, type InvoiceCell, type SheetRow } from './invoice.ts';
import { withFixedTimes } from './zip-times.ts';

const WIDTHS = [7, 17, 15, 34, 13, 36, 18, 18, 12, 8, 12, 18];
const GREY = 'FFE7E6E1';
const INVOICE_DATE = new Date(Date.UTC(2026, 10, 1));

/** Writes the invoice as an .xlsx file; the same rows give the same bytes. */
export async function writeInvoiceWorkbook(rows: readonly SheetRow[]): Promise<Uint8Array> {
  const workbook = new ExcelJS.Workbook();
  workbook.creator = 'Tieout practice period';
  workbook.created = INVOICE_DATE;
  workbook.modified = INVOICE_DATE;
  const sheet = workbook.addWorksheet('Invoice', {
    views: [{ state: 'frozen', ySplit: rows.findIndex(({ look }) => look === 'header') + 1 }],
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  WIDTHS.forEach((width, column) => {
    sheet.getColumn(column + 1).width = width;
  });
  for (const { cells, look } of rows) {
    const row = sheet.addRow(cells.map(cellValue));
    if (look === 'charge' || look === 'text' || look === 'subtotal' || look === 'total')
      formatFigures(row, cells);
    if (look === 'banner') row.font = { bold: true, size: 14 };
    if (look === 'subtotal') row.font = { italic: true };
    if (look === 'total') row.font = { bold: true };
    if (look === 'header' || look === 'group') {
      row.font = { bold: true };
      for (let column = 1; column <= COLUMNS.length; column += 1) {
        row.getCell(column).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: GREY } };
      }
    }
  }
  return withFixedTimes(new Uint8Array(await workbook.xlsx.writeBuffer()));
}

function cellValue(cell: InvoiceCell): string | number | Date | undefined {
  if (cell === undefined || typeof cell === 'string') return cell;
  if ('date' in cell) return new Date(`${cell.date}T00:00:00Z`);
  // A cell's number is written as its shortest decimal text: with two places and this size, the very same digits.
  return Number(decimalText(cell.value, cell.places));
}

function formatFigures(row: ExcelJS.Row, cells: readonly InvoiceCell[]): void {
  cells.forEach((cell, column) => {
    if (cell === undefined || typeof cell === 'string') return;
    if ('date' in cell) row.getCell(column + 1).numFmt = 'yyyy-mm-dd';
    else if (cell.places > 0) row.getCell(column + 1).numFmt = '#,##0.00';
  });
}
