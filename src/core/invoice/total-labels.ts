import type { InvoiceField } from '../mapping/invoice-field.ts';
import type { SheetRow } from '../tabular/table.ts';
import type { TotalLabel } from './classify-row.ts';
import { figureValue, readFigureCell } from './read-cell.ts';
import type { RowContext, RowReading } from './read-row.ts';
import { descriptionClass, totalWording, type TotalWording } from './wording.ts';

/** Remembers what texts say, because descriptions and SKUs repeat. */
export function wordingMemory(): (text: string) => TotalWording | undefined {
  const known = new Map<string, TotalWording | false>();
  return (text) => {
    let wording = known.get(text);
    if (wording === undefined) known.set(text, (wording = totalWording(text) ?? false));
    return wording === false ? undefined : wording;
  };
}

/** The labels of totals in a row. */
export interface TotalLabels {
  /** The one that says most. */
  readonly label: TotalLabel | undefined;
  readonly columns: ReadonlySet<number>;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Figures, dates and most ids begin and end with a digit; a label does not. A cheap test for millions of cells. */
const couldBeLabel = (text: string): boolean =>
  text !== '' && !(isDigit(text.charCodeAt(0)) && isDigit(text.charCodeAt(text.length - 1)));

const NO_LABELS: TotalLabels = { label: undefined, columns: new Set() };

/** Finds the cells that label a total; a whole label goes before that of a group. */
export function findLabels(
  row: SheetRow,
  fieldOf: ReadonlyMap<number, InvoiceField>,
  wordingOf: (text: string) => TotalWording | undefined,
): TotalLabels {
  let best: TotalLabel | undefined;
  let columns: Set<number> | undefined;
  for (let column = 0; column < row.cells.length; column += 1) {
    const cell = row.cells[column];
    if (typeof cell !== 'string' || !couldBeLabel(cell)) continue;
    const wording = wordingOf(cell);
    if (wording === undefined) continue;
    (columns ??= new Set()).add(column);
    const isBetter = best === undefined || (best.wording.scope === 'group' && wording.scope === 'whole');
    if (isBetter) best = { wording, field: fieldOf.get(column), text: cell };
  }
  return columns === undefined ? NO_LABELS : { label: best, columns };
}

/** Fields whose column may hold the label of a row without SKU: `消費税（10%）` stands where prices do, left of its amount. */
const LABEL_FIELDS: ReadonlySet<InvoiceField | undefined> = new Set([
  'quantity',
  'unitPrice',
  'chargeStart',
  'chargeEnd',
  'period',
]);

const NO_CLASS_LABELS: ReadonlyMap<number, string> = new Map();

/** Labels of taxes, fees, credits and the like that stand in a column of figures or dates. */
export function findClassLabels(
  row: SheetRow,
  fieldOf: ReadonlyMap<number, InvoiceField>,
): ReadonlyMap<number, string> {
  let found: Map<number, string> | undefined;
  for (let column = 0; column < row.cells.length; column += 1) {
    const cell = row.cells[column];
    if (typeof cell !== 'string' || cell.trim() === '') continue;
    const field = fieldOf.get(column);
    if (field === 'sku') return NO_CLASS_LABELS;
    if (LABEL_FIELDS.has(field) && couldBeLabel(cell) && descriptionClass(cell) !== undefined) {
      found ??= new Map();
      found.set(column, cell);
    }
  }
  return found ?? NO_CLASS_LABELS;
}

/**
 * The figure of a total that does not stand in the column of amounts: a label, and one figure beside it in a column
 * without a field or in that of prices.
 */
export function withTotal(
  read: RowReading,
  label: TotalLabel | undefined,
  row: SheetRow,
  { choices }: RowContext,
  fieldOf: ReadonlyMap<number, InvoiceField>,
): RowReading {
  const { sku, quantity, unitPrice, amount } = read.fields;
  if (label?.wording.scope !== 'whole' || amount !== undefined || read.unreadable.has('amount')) return read;
  if (quantity !== undefined || (sku !== undefined && label.field !== 'sku')) return read;
  const stray = row.cells.flatMap((cell, column) => {
    const value = fieldOf.has(column)
      ? undefined
      : figureValue(readFigureCell(cell), choices.styles.amount.style);
    return value === undefined ? [] : [value.value];
  });
  const figures = unitPrice === undefined ? stray : [unitPrice, ...stray];
  const [only, another] = figures;
  if (only === undefined || another !== undefined) return read;
  const { unitPrice: _, ...others } = read.fields;
  return { ...read, fields: { ...others, amount: only } };
}
