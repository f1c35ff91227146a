/** Invoice rows as a file: delimited text in a country's manner, or a workbook. Remembers where each row stands. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { fixed, plain, size, type Exact } from './exact.ts';
import { FIELDS, type BilledRow, type Field } from './invoice.ts';
import { delimited, type TextFormat } from './text-files.ts';

export type Headers = Partial<Record<Field, string>>;

/** Names that people give to the columns. */
export const HEADERS = {
  plain: {
    invoiceNumber: 'Invoice Number',
    lineNumber: 'Line Number',
    subscription: 'Subscription ID',
    customerId: 'Customer ID',
    customerName: 'Customer Name',
    consumerId: 'User ID',
    sku: 'SKU',
    description: 'Description',
    chargeType: 'Charge Type',
    start: 'Start Date',
    end: 'End Date',
    quantity: 'Quantity',
    unitPrice: 'Unit Price',
    amount: 'Amount',
    currency: 'Currency',
  },
  distributor: {
    invoiceNumber: 'InvoiceNumber',
    lineNumber: 'LineNumber',
    subscription: 'SubscriptionID',
    customerId: 'EndCustomerID',
    customerName: 'EndCustomerName',
    consumerId: 'UserID',
    sku: 'SKU',
    description: 'Description',
    chargeType: 'ChargeType',
    start: 'ConsumptionStartDate',
    end: 'ConsumptionEndDate',
    quantity: 'Quantity',
    unitPrice: 'Rate',
    amount: 'Amount',
    currency: 'Currency',
  },
  japanese: {
    invoiceNumber: '請求書番号',
    lineNumber: '行番号',
    subscription: 'サブスクリプションID',
    customerId: '顧客ID',
    customerName: '顧客名',
    consumerId: 'ユーザーID',
    sku: 'SKU',
    description: '説明',
    chargeType: '請求種別',
    start: '利用開始日',
    end: '利用終了日',
    quantity: '数量',
    unitPrice: '単価',
    amount: '金額',
    currency: '通貨',
  },
} as const satisfies Record<string, Record<Field, string>>;

export interface NumberStyle {
  readonly point?: '.' | ',';
  readonly group?: '' | ',' | '.' | ' ' | "'";
  /** Fixed decimals by field; otherwise as many as the value has. */
  readonly decimals?: Partial<Record<'quantity' | 'unitPrice' | 'amount', number>>;
  readonly wide?: boolean;
  readonly symbol?: string;
  /** Negative figures in parentheses. */
  readonly parentheses?: boolean;
}

export interface InvoiceStyle extends TextFormat {
  readonly columns?: readonly Field[];
  readonly headers?: Headers;
  readonly numbers?: NumberStyle;
  readonly dates?: 'iso' | 'dmy-dots' | 'dmy-slashes' | 'mdy-slashes' | 'ymd-slashes';
  readonly currency: string;
  readonly invoiceNumber?: string;
  /** Rows above the header. */
  readonly banner?: readonly (readonly string[])[];
  /** How the invoice names a customer; the org id by default. */
  readonly customerText?: (orgId: string, externalId: string) => string;
  readonly sheet?: string;
  /** Columns beside those that Tieout needs, at the right. */
  readonly extra?: readonly { readonly header: string; readonly textOf: (row: BilledRow) => string }[];
  /** In which column the words of totals, taxes and credits stand. */
  readonly labelIn?: Field;
}

/** A written invoice and the 1-based row at which each billed row stands. */
export interface WrittenInvoice {
  readonly bytes: Buffer;
  readonly rowOf: ReadonlyMap<BilledRow, number>;
  /** Rows above the header, blank ones among them. */
  readonly above: number;
}

type Cell = { readonly n: string } | { readonly d: string } | { readonly s: string };

/** A figure as a country writes it. */
export function numberText(value: Exact, style: NumberStyle, decimals: number | undefined): string {
  const text = decimals === undefined ? plain(size(value)) : fixed(size(value), decimals);
  const [whole = '0', fraction] = text.split('.');
  const grouped = style.group ? whole.replace(/\B(?=(\d{3})+$)/g, style.group) : whole;
  let written = fraction === undefined ? grouped : `${grouped}${style.point ?? '.'}${fraction}`;
  if (style.symbol !== undefined) written = `${style.symbol}${written}`;
  if (value < 0n) written = style.parentheses === true ? `(${written})` : `-${written}`;
  if (style.wide === true)
    written = written.replace(/[0-9.,-]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
  return written;
}

function dateText(date: string, style: InvoiceStyle['dates']): string {
  const [y = '', m = '', d = ''] = date.split('-');
  if (style === 'dmy-dots') return `${d}.${m}.${y}`;
  if (style === 'dmy-slashes') return `${d}/${m}/${y}`;
  if (style === 'mdy-slashes') return `${m}/${d}/${y}`;
  if (style === 'ymd-slashes') return `${y}/${m}/${d}`;
  return date;
}

/** The columns that an invoice at a grain needs. */
export const columnsFor = (grain: 'partner' | 'customer' | 'user'): Field[] =>
  FIELDS.filter(
    (field) =>
      field !== 'invoiceNumber' &&
      field !== 'lineNumber' &&
      (grain !== 'partner' || (field !== 'customerId' && field !== 'customerName')) &&
      (grain === 'user' || field !== 'consumerId'),
  );

function cellsOf(row: BilledRow, columns: readonly Field[], style: InvoiceStyle, line: number): Cell[] {
  const numbers = style.numbers ?? {};
  const label = style.labelIn ?? 'description';
  const isLabelled = row.kind === 'subtotal' || row.kind === 'total' || row.kind === 'tax';
  const figure = (field: 'quantity' | 'unitPrice' | 'amount', value: Exact | undefined): Cell =>
    value === undefined ? { s: '' } : { n: numberText(value, numbers, numbers.decimals?.[field]) };
  return columns.map((field): Cell => {
    const written = row.texts?.[field];
    if (written !== undefined) return { s: written };
    if (row.kind === 'blank') return { s: '' };
    if (isLabelled && field === label) return { s: row.description ?? '' };
    switch (field) {
      case 'invoiceNumber':
        return { s: isLabelled ? '' : (style.invoiceNumber ?? 'INV-1001') };
      case 'lineNumber':
        return { s: isLabelled ? '' : line.toString() };
      case 'subscription':
        return { s: row.subscription ?? '' };
      case 'customerId': {
        if (row.customer === undefined) return { s: '' };
        const { orgId, externalId } = row.customer;
        return { s: style.customerText?.(orgId, externalId) ?? orgId };
      }
      case 'customerName':
        return { s: row.customer?.name ?? '' };
      case 'consumerId': {
        const { subscriberId = '', userId = '', workspaceId = '' } = row.consumer ?? {};
        return { s: subscriberId || userId || workspaceId };
      }
      case 'sku':
        return { s: row.sku ?? '' };
      case 'description':
        return { s: isLabelled ? '' : (row.description ?? '') };
      case 'chargeType':
        return { s: row.chargeType ?? '' };
      case 'start':
        return row.window === undefined ? { s: '' } : { d: row.window.start };
      case 'end':
        return row.window === undefined ? { s: '' } : { d: row.window.end };
      case 'quantity':
      case 'unitPrice':
      case 'amount':
        return figure(field, row[field]);
      case 'currency':
        return { s: isLabelled ? '' : style.currency };
      default:
        return { s: '' };
    }
  });
}

function layOut(
  rows: readonly BilledRow[],
  style: InvoiceStyle,
): { cells: Cell[][]; rowOf: Map<BilledRow, number>; above: number } {
  const columns = style.columns ?? columnsFor('customer');
  const headers: Headers = { ...HEADERS.plain, ...style.headers };
  const text = (s: string): Cell => ({ s });
  const banner = style.banner ?? [];
  const cells: Cell[][] = banner.map((line) => columns.map((_, index) => text(line[index] ?? '')));
  const extra = style.extra ?? [];
  cells.push([
    ...columns.map((field) => text(headers[field] ?? field)),
    ...extra.map(({ header }) => text(header)),
  ]);
  const rowOf = new Map<BilledRow, number>();
  rows.forEach((row, index) => {
    cells.push([...cellsOf(row, columns, style, index + 1), ...extra.map(({ textOf }) => text(textOf(row)))]);
    rowOf.set(row, cells.length);
  });
  return { cells, rowOf, above: banner.length };
}

/** Writes the invoice as delimited text. */
export function writeTextInvoice(rows: readonly BilledRow[], style: InvoiceStyle): WrittenInvoice {
  const { cells, rowOf, above } = layOut(rows, style);
  const lines = cells.map((line) =>
    line.map((cell) => ('s' in cell ? cell.s : 'n' in cell ? cell.n : dateText(cell.d, style.dates))),
  );
  return { bytes: delimited(lines, style), rowOf, above };
}

const PYTHON = '/usr/bin/python3';
const WRITE_WORKBOOK = `
import sys, json, io, datetime, openpyxl
spec = json.load(sys.stdin)
book = openpyxl.Workbook()
sheet = book.active
sheet.title = spec["sheet"]
for r, line in enumerate(spec["cells"], 1):
    for c, cell in enumerate(line, 1):
        if "n" in cell:
            value = float(cell["n"])
            sheet.cell(r, c, int(value) if value == int(value) and abs(value) < 1e15 else value)
        elif "d" in cell:
            target = sheet.cell(r, c, datetime.date.fromisoformat(cell["d"]))
            target.number_format = "yyyy-mm-dd"
        elif cell["s"] != "":
            sheet.cell(r, c, cell["s"])
out = io.BytesIO()
book.save(out)
sys.stdout.buffer.write(out.getvalue())
`;

/** Why workbooks can't be read or written by openpyxl here; undefined where they can. */
export function openpyxlMissing(): string | undefined {
  if (!existsSync(PYTHON)) return `${PYTHON} is not here`;
  try {
    execFileSync(PYTHON, ['-c', 'import openpyxl'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'python3 has no openpyxl';
  }
}

/** Writes the invoice as a workbook: by openpyxl where it is, by exceljs otherwise. */
export async function writeWorkbookInvoice(
  rows: readonly BilledRow[],
  style: InvoiceStyle,
): Promise<WrittenInvoice> {
  const { cells, rowOf, above } = layOut(rows, { ...style, numbers: {} });
  const sheetName = style.sheet ?? 'Usage';
  if (openpyxlMissing() === undefined) {
    const input = JSON.stringify({ sheet: sheetName, cells });
    const bytes = execFileSync(PYTHON, ['-c', WRITE_WORKBOOK], { input, maxBuffer: 1 << 26 });
    return { bytes, rowOf, above };
  }
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(sheetName);
  cells.forEach((line, r) => {
    line.forEach((cell, c) => {
      const target = sheet.getCell(r + 1, c + 1);
      if ('n' in cell) target.value = Number(cell.n);
      else if ('d' in cell) {
        target.value = new Date(`${cell.d}T00:00:00Z`);
        target.numFmt = 'yyyy-mm-dd';
      } else if (cell.s !== '') target.value = cell.s;
    });
  });
  return { bytes: Buffer.from(await book.xlsx.writeBuffer()), rowOf, above };
}
