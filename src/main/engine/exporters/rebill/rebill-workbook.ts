import ExcelJS from 'exceljs';
import { formatMicros, formatPicos, sumMicros, sumPicos, type Micros } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import type { Period } from '#core/period.ts';
import type { BillingTerms, BillLine, CustomerBill } from '#core/rebill/bill-customers.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import { quoted } from '#core/workbook/formula.ts';
import { quotedSheetName } from '#core/workbook/sheets.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { libraryText } from '../render/xml-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Language } from '#shared/messages/language.ts';
import { REBILL_TEXTS, type RebillTexts } from '#shared/messages/rebill-texts.ts';

/** What the workbook of bills is written from. */
export interface RebillSources {
  readonly bills: readonly CustomerBill[];
  readonly period: Period;
  readonly currency: string;
  readonly terms: BillingTerms;
  readonly level: UsageLevel;
  /** The user-days of the period as the reports' rows add up, counted apart from the bills. */
  readonly heldUserDays: Micros;
  /** Usage of other days in the same reports. */
  readonly outsideUserDays: Micros;
  readonly overlappingRows: number;
  readonly priceBookName: string;
  readonly appVersion: string;
}

const HEADER_ROW = 4;
const FIRST_ROW = HEADER_ROW + 1;
const HEADER_FILL = 'FFE6ECF2';

/** A cell's number from its decimal text; one that a spreadsheet's number can't hold to the last digit is refused. */
function cellNumber(text: string): number {
  const value = Number(text);
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  if (digits.length > 15 || !Number.isFinite(value)) throw new AppError('BILL_TOO_LARGE', { figure: text });
  return value;
}

interface Styles {
  readonly money: string;
  readonly quantity: string;
}

const stylesOf = (language: Language, decimals: number): Styles => {
  const places = decimals === 0 ? '' : `.${'0'.repeat(decimals)}`;
  const negative = (format: string): string => (language === 'ja' ? `[Red]"△"${format}` : `[Red](${format})`);
  const withSigns = (format: string): string => `${format};${negative(format)};"-"`;
  return { money: withSigns(`#,##0${places}`), quantity: withSigns('#,##0.00####') };
};

/** Builds the workbook of bills: a summary, a sheet for each customer, and what is not billed. */
export function rebillWorkbook(sources: RebillSources, language: Language): ExcelJS.Workbook {
  const texts = REBILL_TEXTS[language];
  const styles = stylesOf(language, sources.terms.amountDecimals);
  const book = new ExcelJS.Workbook();
  const made = new Date(`${sources.period.end}T00:00:00Z`);
  book.creator = `Tieout ${sources.appVersion}`;
  book.lastModifiedBy = book.creator;
  book.created = made;
  book.modified = made;
  book.title = `${texts.title} ${sources.period.start} – ${sources.period.end}`;
  Object.assign(book, { language });
  book.calcProperties.fullCalcOnLoad = true;
  const summary = addSheet(book, texts.summary, texts.title);
  const names = sheetNames(sources.bills, texts);
  const rows = sources.bills.map((bill, index) => {
    const name = names[index] ?? '';
    return { bill, name, totalRow: addBill(book, name, bill, { sources, texts, styles }) };
  });
  fillSummary(summary, rows, { sources, texts, styles }, language);
  addIssues(book, { sources, texts, styles });
  const name = language === 'ja' ? 'Yu Gothic' : 'Arial';
  book.eachSheet((sheet) => {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        cell.font = { size: 10, ...cell.font, name };
      });
    });
  });
  return book;
}

interface Writing {
  readonly sources: RebillSources;
  readonly texts: RebillTexts;
  readonly styles: Styles;
}

function addSheet(book: ExcelJS.Workbook, name: string, title: string): ExcelJS.Worksheet {
  const sheet = book.addWorksheet(name, {
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: '&L&8&A&R&8&P/&N' },
  });
  Object.assign(sheet.pageSetup, { paperSize: 9 });
  const heading = sheet.getCell('A1');
  heading.value = libraryText(title);
  heading.font = { bold: true, size: 14 };
  return sheet;
}

function writeHeader(
  sheet: ExcelJS.Worksheet,
  row: number,
  columns: readonly (readonly [string, number, 'figure'?])[],
): void {
  columns.forEach(([header, width, isFigure], index) => {
    const cell = sheet.getCell(row, index + 1);
    cell.value = header;
    cell.font = { bold: true };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: HEADER_FILL } };
    cell.alignment = { wrapText: true, vertical: 'middle', horizontal: isFigure ? 'right' : 'left' };
    sheet.getColumn(index + 1).width = width;
  });
}

const nameOf = ({ customer }: CustomerBill, texts: RebillTexts): string =>
  customer === undefined ? texts.nobody : (customer.externalId ?? customer.orgId);

/** The beginning of a name, without half of a character and what may not stand at its end. */
const headOf = (text: string, length: number): string =>
  text
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, '')
    .replace(/[\s']+$/, '');

/** Names that Excel takes: no forbidden letters, 31 at most, each once whatever its case. */
function sheetNames(bills: readonly CustomerBill[], texts: RebillTexts): readonly string[] {
  const taken = new Set([texts.summary, texts.issues, 'history'].map((name) => name.toLowerCase()));
  return bills.map((bill) => {
    const plain = nameOf(bill, texts)
      .toWellFormed()
      .replace(/[\\/?*[\]:\p{Cc}\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/gu, ' ')
      .replace(/^[\s']+/, '');
    const wished = headOf(plain, 31) || texts.nobody;
    let name = wished;
    for (let count = 2; taken.has(name.toLowerCase()); count += 1) {
      const suffix = ` (${String(count)})`;
      name = headOf(wished, 31 - suffix.length) + suffix;
    }
    taken.add(name.toLowerCase());
    return name;
  });
}

/** A customer's sheet; gives back the row of its totals. */
function addBill(book: ExcelJS.Workbook, name: string, bill: CustomerBill, writing: Writing): number {
  const { sources, texts, styles } = writing;
  const { columns } = texts;
  const sheet = addSheet(book, name, nameOf(bill, texts));
  sheet.getCell('A2').value = [
    bill.customer?.orgId ?? '',
    `${sources.period.start} – ${sources.period.end}`,
    sources.currency,
  ]
    .filter((text) => text !== '')
    .map(libraryText)
    .join(' / ');
  writeHeader(sheet, HEADER_ROW, [
    [columns.subscription, 20],
    [columns.sku, 20],
    [columns.userDays, 14, 'figure'],
    [columns.quantity, 14, 'figure'],
    [columns.unitPrice, 14, 'figure'],
    [columns.amount, 16, 'figure'],
    [columns.priceRow, 12, 'figure'],
    [columns.remark, 44],
  ]);
  sheet.views = [{ state: 'frozen', ySplit: HEADER_ROW }];
  bill.lines.forEach((line, index) => {
    writeLine(sheet, FIRST_ROW + index, line, bill, writing);
  });
  const totalRow = FIRST_ROW + bill.lines.length;
  const last = totalRow - 1;
  sheet.getCell(totalRow, 1).value = texts.total;
  setTotal(sheet.getCell(totalRow, 3), `SUM(C${FIRST_ROW}:C${last})`, formatMicros(bill.userDays), 6);
  const digits = sources.terms.amountDecimals;
  setTotal(sheet.getCell(totalRow, 6), `SUM(F${FIRST_ROW}:F${last})`, formatPicos(bill.amount), digits);
  sheet.getCell(totalRow, 3).numFmt = styles.quantity;
  sheet.getCell(totalRow, 6).numFmt = styles.money;
  sheet.getRow(totalRow).font = { bold: true };
  return totalRow;
}

function writeLine(
  sheet: ExcelJS.Worksheet,
  row: number,
  line: BillLine,
  bill: CustomerBill,
  { texts, styles }: Writing,
): void {
  const figures: readonly (readonly [number, string | undefined, string])[] = [
    [3, formatMicros(line.userDays), styles.quantity],
    [4, formatMicros(line.quantity), styles.quantity],
    [5, line.price && formatMicros(line.price.unitPrice), '#,##0.00####'],
    [6, line.amount === undefined ? undefined : formatPicos(line.amount), styles.money],
    [7, line.price && String(line.price.row), '0'],
  ];
  for (const [column, name] of [
    [1, line.subscription],
    [2, line.sku],
  ] as const) {
    const cell = sheet.getCell(row, column);
    cell.value = libraryText(name);
    cell.numFmt = '@';
  }
  for (const [column, text, format] of figures) {
    if (text === undefined) continue;
    const cell = sheet.getCell(row, column);
    cell.value = cellNumber(text);
    cell.numFmt = format;
  }
  if (line.price === undefined) {
    sheet.getCell(row, 8).value = bill.customer === undefined ? texts.noCustomer : texts.noPrice;
  }
}

/** A sum as a formula, with its exact result beside it for those who do not calculate. */
function setTotal(cell: ExcelJS.Cell, formula: string, result: string, digits: number): void {
  cell.value = { formula: `ROUND(${formula},${String(digits)})`, result: cellNumber(result) };
}

function fillSummary(
  sheet: ExcelJS.Worksheet,
  rows: readonly { readonly bill: CustomerBill; readonly name: string; readonly totalRow: number }[],
  { sources, texts, styles }: Writing,
  language: Language,
): void {
  const { columns, facts } = texts;
  const { terms, bills } = sources;
  const unpriced = sumMicros(bills.map(({ unpricedUserDays }) => unpricedUserDays));
  const said: readonly (readonly [string, string])[] = [
    [facts.period, `${sources.period.start} – ${sources.period.end}`],
    [facts.currency, sources.currency],
    [facts.priceBook, sources.priceBookName],
    [facts.basis, texts.bases[terms.basis]],
    [
      facts.rounding,
      fillMessage(texts.roundingRule, {
        quantity: String(terms.quantityDecimals),
        amount: String(terms.amountDecimals),
        rule: texts.roundings[terms.rounding],
      }),
    ],
    [facts.usage, DOMAIN_WORDS[language].levels[sources.level]],
    [facts.complete, unpriced === 0n ? texts.isComplete : texts.isIncomplete],
  ];
  said.forEach(([label, text], index) => {
    sheet.getCell(index + 3, 1).value = label;
    sheet.getCell(index + 3, 1).font = { bold: true };
    sheet.getCell(index + 3, 2).value = libraryText(text);
  });
  const header = said.length + 4;
  writeHeader(sheet, header, [
    [columns.customer, 28],
    [columns.orgId, 40],
    [columns.lines, 10, 'figure'],
    [columns.userDays, 16, 'figure'],
    [columns.unpriced, 16, 'figure'],
    [columns.amount, 18, 'figure'],
  ]);
  const first = header + 1;
  rows.forEach(({ bill, name, totalRow }, index) => {
    const row = first + index;
    const own = quotedSheetName(name);
    const link = sheet.getCell(row, 1);
    // The name stands in that cell: in the formula itself it could be too long, or end the text it stands in.
    const place = `${own}!A1`;
    link.value = {
      formula: `HYPERLINK(${quoted(`#${place}`)},${place})`,
      result: libraryText(nameOf(bill, texts)),
    };
    link.font = { underline: true, color: { argb: 'FF1F4E79' } };
    sheet.getCell(row, 2).value = libraryText(bill.customer?.orgId ?? '');
    sheet.getCell(row, 3).value = bill.lines.length;
    sheet.getCell(row, 4).value = {
      formula: `${own}!C${totalRow}`,
      result: cellNumber(formatMicros(bill.userDays)),
    };
    sheet.getCell(row, 5).value = cellNumber(formatMicros(bill.unpricedUserDays));
    sheet.getCell(row, 6).value = {
      formula: `${own}!F${totalRow}`,
      result: cellNumber(formatPicos(bill.amount)),
    };
  });
  const total = first + rows.length;
  const last = total - 1;
  const userDays = sumMicros(bills.map((bill) => bill.userDays));
  sheet.getCell(total, 1).value = texts.total;
  setTotal(sheet.getCell(total, 4), `SUM(D${first}:D${last})`, formatMicros(userDays), 6);
  setTotal(sheet.getCell(total, 5), `SUM(E${first}:E${last})`, formatMicros(unpriced), 6);
  const amount = formatPicos(sumPicos(bills.map((bill) => bill.amount)));
  setTotal(sheet.getCell(total, 6), `SUM(F${first}:F${last})`, amount, terms.amountDecimals);
  sheet.getRow(total).font = { bold: true };
  sheet.getCell(total + 1, 1).value = texts.held;
  sheet.getCell(total + 1, 4).value = cellNumber(formatMicros(sources.heldUserDays));
  sheet.getCell(total + 2, 1).value = texts.difference;
  const difference = formatMicros(sumMicros([userDays, (0n - sources.heldUserDays) as Micros]));
  setTotal(sheet.getCell(total + 2, 4), `D${total}-D${total + 1}`, difference, 6);
  for (let row = first; row <= total + 2; row += 1) {
    sheet.getCell(row, 4).numFmt = styles.quantity;
    sheet.getCell(row, 5).numFmt = styles.quantity;
    sheet.getCell(row, 6).numFmt = styles.money;
  }
  sheet.views = [{ state: 'frozen', ySplit: header }];
}

/** Usage that is on no bill, line by line: nothing is left out in silence. */
function addIssues(book: ExcelJS.Workbook, { sources, texts, styles }: Writing): void {
  const { columns } = texts;
  const sheet = addSheet(book, texts.issues, texts.issues);
  const unbilled = sources.bills.flatMap((bill) =>
    bill.lines
      .filter(({ price }) => price === undefined)
      .map((line) => ({
        reason: bill.customer === undefined ? texts.noCustomer : texts.noPrice,
        customer: nameOf(bill, texts),
        orgId: bill.customer?.orgId ?? '',
        subscription: line.subscription,
        sku: line.sku,
        userDays: formatMicros(line.userDays),
      })),
  );
  const whole = { customer: '', orgId: '', subscription: '', sku: '' };
  const outside = formatMicros(sources.outsideUserDays);
  const rows = [
    ...unbilled,
    ...(outside === '0' ? [] : [{ reason: texts.outside, ...whole, userDays: outside }]),
    ...(sources.overlappingRows === 0
      ? []
      : [
          {
            reason: `${texts.overlapping}: ${String(sources.overlappingRows)}`,
            ...whole,
            userDays: undefined,
          },
        ]),
  ];
  if (rows.length === 0) {
    sheet.getCell('A3').value = texts.noIssues;
    sheet.getColumn(1).width = 60;
    return;
  }
  writeHeader(sheet, HEADER_ROW, [
    [columns.reason, 52],
    [columns.customer, 28],
    [columns.orgId, 40],
    [columns.subscription, 20],
    [columns.sku, 20],
    [columns.userDays, 14, 'figure'],
  ]);
  rows.forEach((row, index) => {
    [row.reason, row.customer, row.orgId, row.subscription, row.sku].forEach((text, column) => {
      const cell = sheet.getCell(FIRST_ROW + index, column + 1);
      cell.value = libraryText(text);
      cell.numFmt = '@';
    });
    const cell = sheet.getCell(FIRST_ROW + index, 6);
    if (row.userDays !== undefined) cell.value = cellNumber(row.userDays);
    cell.numFmt = styles.quantity;
  });
}
