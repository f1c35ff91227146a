import { cellText, isEmptyCell, type Cell, type SheetRow } from '../tabular/table.ts';
import { readCurrencyHint, type CurrencyHint } from './currency.ts';
import { headerKey } from './header-key.ts';

/** What the lines around a table say about the whole document. */
export const DOCUMENT_FIELDS = [
  'invoiceNumber',
  'invoiceDate',
  'currency',
  'period',
  'subtotal',
  'tax',
  'total',
] as const;
export type DocumentField = (typeof DOCUMENT_FIELDS)[number];

const NAMES: Readonly<Record<DocumentField, string>> = {
  invoiceNumber: `Invoice Number | Invoice No | Invoice # | Invoice ID | Invoice | Bill Number | 請求書番号 | 請求番号 |
    請求書No | Rechnungsnummer | Rechnungsnr | Rechnung Nr | Rechnungs-Nr | Numéro de facture | N° de facture |
    N° facture | Facture n° | Facture no`,
  invoiceDate: `Invoice Date | Date of Invoice | Bill Date | TRX Date | 請求日 | 請求年月日 | 発行日 | 請求書発行日 |
    Rechnungsdatum | Date de facture | Date facture | Date de facturation`,
  currency: `Currency | Currency Code | Invoice Currency | All amounts in | Amounts in | 通貨 | 通貨コード | 通貨単位 |
    単位 | Währung | Devise | Monnaie`,
  period: `Billing Period | Service Period | Usage Period | Charge Period | 請求期間 | 利用期間 | 対象期間 | 対象月 |
    利用月 | Leistungszeitraum | Abrechnungszeitraum | Période de facturation`,
  subtotal: `Subtotal | Sub Total | Net Total | Total excl. tax | Total before tax | 小計 | 税抜合計 | 税抜金額 |
    Nettobetrag | Nettosumme | Zwischensumme | Total HT | Montant HT | Sous-total`,
  tax: `Tax | Total Tax | Tax Amount | Sales Tax | VAT | GST | 消費税 | 消費税額 | 消費税等 | 税額 | MwSt | USt |
    Mehrwertsteuer | Umsatzsteuer | TVA | Montant TVA`,
  total: `Total Amount Due | Amount Due | Total Due | Total | Grand Total | Total Amount | Invoice Total |
    Invoice Amount | Total Invoice Amount | Total incl. tax | Total incl. VAT | Balance Due | 請求金額 | ご請求金額 |
    御請求金額 | 請求金額合計 | ご請求金額合計 | 合計 | 合計金額 | 総計 | 税込合計 | 税込金額 | 請求総額 |
    Gesamtbetrag | Gesamtsumme | Rechnungsbetrag | Rechnungssumme | Bruttobetrag | Endbetrag | Total TTC |
    Montant total | Montant TTC | Net à payer | Total général`,
};

const FIELD_OF_KEY: ReadonlyMap<string, DocumentField> = new Map(
  DOCUMENT_FIELDS.flatMap((field) =>
    NAMES[field].split('|').map((name) => [headerKey(name), field] as const),
  ),
);

/** A document field's value and where it stands. */
export interface DocumentValue {
  readonly field: DocumentField;
  /** The label as the file has it. */
  readonly label: string;
  readonly cell: Cell;
  /** 1-based. */
  readonly row: number;
}

/** The field that a label names: `Total Amount Due (USD):`. */
export function documentFieldOf(label: string): DocumentField | undefined {
  const whole = FIELD_OF_KEY.get(headerKey(label));
  if (whole !== undefined) return whole;
  const words = label
    .normalize('NFKC')
    .replace(/[([][^)\]]*[)\]]/g, ' ')
    .split(/\s+/)
    .filter((word) => readCurrencyHint(word) === undefined);
  return FIELD_OF_KEY.get(headerKey(words.join(' ')));
}

function pairInCell(text: string): { label: string; value: string } | undefined {
  const match = /^([^:：]{2,40})[:：]\s*(\S.*)$/u.exec(text.trim());
  return match ? { label: match[1] ?? '', value: match[2] ?? '' } : undefined;
}

/** Reads key and value pairs: `Invoice Number: X` in one cell, or a label with its value to the right. */
export function readDocumentValues(rows: readonly SheetRow[]): readonly DocumentValue[] {
  const found: DocumentValue[] = [];
  for (const { row, cells } of rows) {
    for (const [column, cell] of cells.entries()) {
      if (typeof cell !== 'string' || cell.trim() === '') continue;
      const pair = pairInCell(cell.replace(/^[([（]|[)\]）]$/gu, ''));
      const pairField = pair && documentFieldOf(pair.label);
      if (pair !== undefined && pairField !== undefined) {
        found.push({ field: pairField, label: pair.label, cell: pair.value, row });
        continue;
      }
      const field = documentFieldOf(cell);
      if (field === undefined) continue;
      const value = cells.slice(column + 1).find((candidate) => !isEmptyCell(candidate));
      // Another label, not a value: the labels stand above their values, or there is none.
      if (value === undefined || documentFieldOf(cellText(value)) !== undefined) continue;
      found.push({ field, label: cell.trim(), cell: value, row });
    }
  }
  return found;
}

/** Reads labels in one row and their values in the next, as the header file of a zipped invoice has them. */
export function readDocumentColumns(rows: readonly SheetRow[]): readonly DocumentValue[] {
  for (const [index, names] of rows.entries()) {
    const values = rows[index + 1];
    if (values === undefined) return [];
    const fields = names.cells.map((cell) => (typeof cell === 'string' ? documentFieldOf(cell) : undefined));
    if (fields.filter((field) => field !== undefined).length < 2) continue;
    // A second row of values would be a list of invoices, of which none is the document's.
    const next = rows[index + 2];
    if (next?.cells.some((cell) => !isEmptyCell(cell)) === true) return [];
    return fields.flatMap((field, column) => {
      const cell = values.cells[column];
      if (field === undefined || cell === undefined || isEmptyCell(cell)) return [];
      return [{ field, label: cellText(names.cells[column] ?? '').trim(), cell, row: values.row }];
    });
  }
  return [];
}

/** The currency that a label or its value carries. */
export function currencyHintsOf({ field, label, cell }: DocumentValue): readonly CurrencyHint[] {
  const texts = field === 'currency' ? [cellText(cell)] : [label];
  return texts
    .flatMap((text) => text.split(/[\s/():：（）[\]]+/u))
    .map(readCurrencyHint)
    .filter((hint) => hint !== undefined);
}
