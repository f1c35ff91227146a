import type { Micros } from '../decimal/micros.ts';
import { cleanId } from '../ids.ts';
import { dateBy, type DateOrder } from '../mapping/date-text.ts';
import type { NumberStyle } from '../mapping/number-style.ts';
import { styleEvidence, type NumberText } from '../mapping/number-text.ts';
import {
  currencyHintsOf,
  readDocumentColumns,
  readDocumentValues,
  type DocumentField,
  type DocumentValue,
} from '../mapping/preamble.ts';
import type { CurrencyHint } from '../mapping/currency.ts';
import type { PlainDate } from '../period.ts';
import type { RowIssue, SourceId } from '../source.ts';
import { cellText, type SheetRow } from '../tabular/table.ts';
import type { StatedTotal } from './invoice-row.ts';
import { figureValue, readDateCell, readFigureCell } from './read-cell.ts';
import { addUp } from './stated-totals.ts';

/** Lines that are no rows of the invoice: those above a header, or a sheet that only covers another one. */
export interface SideLines {
  readonly sheet: string | undefined;
  readonly date1904: boolean;
  /** True for the lines above a table that is read. */
  readonly isAboveTable: boolean;
  readonly rows: readonly SheetRow[];
}

/** A document value with the sheet it stands on. */
export interface PlacedValue extends DocumentValue {
  readonly sheet: string | undefined;
  readonly date1904: boolean;
  readonly isAboveTable: boolean;
}

/** What the side lines say about the document. */
export function documentValues(sides: readonly SideLines[]): readonly PlacedValue[] {
  return sides.flatMap(({ sheet, date1904, isAboveTable, rows }) =>
    [...readDocumentValues(rows), ...readDocumentColumns(rows)].map((value) => ({
      ...value,
      sheet,
      date1904,
      isAboveTable,
    })),
  );
}

const DUE = /\b(due|balance|payable|payer)\b|zahlbetrag/i;

const TOTAL_FIELDS: ReadonlySet<DocumentField> = new Set(['subtotal', 'tax', 'total']);

/** The figures of stated totals: evidence for how the file writes numbers. */
export function totalNumbers(values: readonly PlacedValue[]): readonly NumberText[] {
  return values.flatMap(({ field, cell }) => {
    if (!TOTAL_FIELDS.has(field)) return [];
    const reading = readFigureCell(cell);
    return reading.kind === 'text' ? [reading.number] : [];
  });
}

/** The currencies that the side lines name, or that their totals carry. */
export function currencyHints(values: readonly PlacedValue[]): readonly CurrencyHint[] {
  const marks = totalNumbers(values)
    .map(({ currency }) => currency)
    .filter((hint) => hint !== undefined);
  const named = values.flatMap((value) =>
    TOTAL_FIELDS.has(value.field) || value.field === 'currency' ? currencyHintsOf(value) : [],
  );
  return [...named, ...marks];
}

/** The first text of a field. */
export function documentText(values: readonly PlacedValue[], wanted: DocumentField): string | undefined {
  const text = values.find(({ field }) => field === wanted);
  return text === undefined ? undefined : cleanId(cellText(text.cell)) || undefined;
}

/** The first readable invoice date; an open date without an order is no date. */
export function documentDate(
  values: readonly PlacedValue[],
  order: DateOrder | undefined,
): PlainDate | undefined {
  for (const { field, cell, date1904 } of values) {
    if (field !== 'invoiceDate') continue;
    const reading = readDateCell(cell, date1904);
    const date = reading.kind === 'date' ? dateBy(reading.date, order) : undefined;
    if (date !== undefined) return date;
  }
  return undefined;
}

function totalOf(cell: DocumentValue['cell'], style: NumberStyle): Micros | undefined {
  const reading = readFigureCell(cell);
  if (reading.kind !== 'text') return figureValue(reading, style)?.value;
  const evidence = styleEvidence(reading.number);
  const own = evidence === 'decimal-point' || evidence === 'decimal-comma' ? evidence : style;
  return figureValue(reading, own)?.value;
}

/**
 * The totals that the side lines state, at most one of a kind: that of a covering sheet, else those above the tables,
 * added up where each of several tables has its own.
 */
export function statedTotalsOfSides(
  values: readonly PlacedValue[],
  tables: number,
  style: NumberStyle,
  source: SourceId,
): { readonly totals: readonly StatedTotal[]; readonly issues: readonly RowIssue[] } {
  const issues: RowIssue[] = [];
  const totals = (['subtotal', 'tax', 'total'] as const).flatMap((kind) => {
    const covering: { readonly stated: StatedTotal; readonly isDue: boolean }[] = [];
    const above = new Map<string | undefined, StatedTotal>();
    for (const { field, cell, sheet, row, label, isAboveTable } of values) {
      if (field !== kind) continue;
      const amount = totalOf(cell, style);
      const place = { source, sheet, row };
      if (amount === undefined) {
        const text = cellText(cell);
        // `VAT: DE123456789` is a number of another kind.
        if (kind === 'tax') continue;
        issues.push({ code: 'STATED_TOTAL_UNREADABLE', severity: 'warning', ...place, column: label, text });
        continue;
      }
      const stated: StatedTotal = { kind, amount, ref: place };
      // What is due may hold an earlier balance: the invoice's own total goes before it.
      const isDue = DUE.test(label);
      if (!isAboveTable) covering.push({ stated, isDue });
      else if (!isDue || !above.has(sheet)) above.set(sheet, stated);
    }
    const cover = covering.findLast(({ isDue }) => !isDue) ?? covering.at(-1);
    if (cover !== undefined) return [cover.stated];
    const own = [...above.values()];
    const all = own.length === tables ? addUp(own) : undefined;
    return all === undefined ? [] : [all];
  });
  return { totals, issues };
}
