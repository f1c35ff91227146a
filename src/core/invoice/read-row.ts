import {
  MAX_MICROS,
  absolute,
  formatMicros,
  isWholeMicros,
  micros,
  multiply,
  picosToMicros,
  type Micros,
} from '../decimal/micros.ts';
import { dateBy, type DateOrder } from '../mapping/date-text.ts';
import { FIGURE_FIELDS, isIdField } from '../mapping/invoice-field.ts';
import {
  TEXT_FIELDS,
  type TextField,
  type ColumnAssignment,
  type FigureField,
  type InvoiceField,
} from '../mapping/invoice-field.ts';
import { readCurrencyHint } from '../mapping/currency.ts';
import type { Period, PlainDate } from '../period.ts';
import { remembered } from '../remember.ts';
import type { IssueSeverity, RowIssue, SourceRef } from '../source.ts';
import { cellText, type Cell, type SheetRow } from '../tabular/table.ts';
import type { InvoiceFields, RowFlag } from './invoice-row.ts';
import { figureValue, readDateCell, readFigureCell, readPeriodCell, readTextCell } from './read-cell.ts';
import type { ReadingChoices } from './reading-choices.ts';

/** Fields while a row is being read. */
type Draft = { -readonly [Field in keyof InvoiceFields]?: InvoiceFields[Field] };

/** What a row's cells say, before the row is given a class. */
export interface RowReading {
  readonly fields: InvoiceFields;
  /** Figure and date fields whose cell holds something that can't be read. */
  readonly unreadable: ReadonlySet<InvoiceField>;
  readonly issues: readonly RowIssue[];
  readonly flags: readonly RowFlag[];
}

/** What reading a row needs to know of its table. */
export interface RowContext {
  readonly ref: SourceRef;
  readonly fields: ReadonlyMap<InvoiceField, readonly ColumnAssignment[]>;
  readonly plan: RowPlan;
  readonly choices: ReadingChoices;
  readonly date1904: boolean;
  /** Columns that hold the label of a total in this row: a label is no unreadable figure. */
  readonly labelColumns: ReadonlySet<number>;
}

/** The columns that are read, by what is read from them: the same for all rows of a table. */
export interface RowPlan {
  readonly texts: readonly {
    readonly field: TextField;
    readonly columns: readonly ColumnAssignment[];
    readonly isId: boolean;
  }[];
  readonly figures: readonly { readonly field: FigureField; readonly column: ColumnAssignment }[];
  readonly dates: readonly { readonly field: SingleDateField; readonly column: ColumnAssignment }[];
  readonly period: ColumnAssignment | undefined;
}

const SINGLE_DATE_FIELDS = ['invoiceDate', 'chargeStart', 'chargeEnd'] as const;
type SingleDateField = (typeof SINGLE_DATE_FIELDS)[number];

/** What is read from a table's rows, in the order in which it is read. */
export function planRows(fields: RowContext['fields']): RowPlan {
  const first = <Field extends InvoiceField>(
    field: Field,
  ): readonly { readonly field: Field; readonly column: ColumnAssignment }[] => {
    const column = fields.get(field)?.[0];
    return column === undefined ? [] : [{ field, column }];
  };
  return {
    texts: TEXT_FIELDS.flatMap((field) => {
      const columns = fields.get(field);
      return columns === undefined ? [] : [{ field, columns, isId: isIdField(field) }];
    }),
    figures: FIGURE_FIELDS.flatMap(first),
    dates: SINGLE_DATE_FIELDS.flatMap(first),
    period: fields.get('period')?.[0],
  };
}

const UNPARSABLE: Readonly<Record<FigureField, string>> = {
  quantity: 'QUANTITY_UNPARSABLE',
  unitPrice: 'PRICE_UNPARSABLE',
  amount: 'AMOUNT_UNPARSABLE',
};

/** Ids without which a row would be compared with the wrong usage. */
const KEY_FIELDS: ReadonlySet<InvoiceField> = new Set(['subscriptionId', 'sku', 'customerId', 'consumerId']);

/** Most rows have nothing unreadable and no issue: they share these. */
const NOTHING_UNREADABLE: ReadonlySet<InvoiceField> = new Set();
const NO_ISSUES: readonly RowIssue[] = [];
const NO_FLAGS: readonly RowFlag[] = [];

interface RowDraft {
  readonly draft: Draft;
  unreadable: Set<InvoiceField> | undefined;
  issues: RowIssue[] | undefined;
}

function addUnreadable(target: RowDraft, field: InvoiceField): void {
  target.unreadable ??= new Set();
  target.unreadable.add(field);
}

const cellAt = (row: SheetRow, column: ColumnAssignment): Cell => row.cells[column.column] ?? '';

function note(
  target: RowDraft,
  context: RowContext,
  code: string,
  severity: IssueSeverity,
  column: string,
  text: string,
): void {
  target.issues ??= [];
  target.issues.push({ code, severity, ...context.ref, column, text });
}

function readFigures(target: RowDraft, row: SheetRow, context: RowContext): void {
  for (const { field, column } of context.plan.figures) {
    if (context.labelColumns.has(column.column)) continue;
    const cell = cellAt(row, column);
    const reading = readFigureCell(cell);
    if (reading.kind === 'empty' || (reading.kind === 'dash' && field !== 'amount')) continue;
    const parsed = figureValue(reading, context.choices.styles[field].style);
    if (parsed === undefined) {
      addUnreadable(target, field);
      note(target, context, UNPARSABLE[field], 'error', column.name, cellText(cell));
      continue;
    }
    target.draft[field] = parsed.value;
    if (!parsed.exact) note(target, context, 'PRECISION_REDUCED', 'warning', column.name, cellText(cell));
  }
}

function readTexts(target: RowDraft, row: SheetRow, context: RowContext): void {
  for (const { field, columns, isId } of context.plan.texts) {
    for (const column of columns) {
      const cell = cellAt(row, column);
      const reading = readTextCell(cell, isId);
      if (reading.isError && KEY_FIELDS.has(field)) {
        addUnreadable(target, field);
        note(target, context, 'ID_UNREADABLE', 'error', column.name, cellText(cell));
      }
      if (reading.text === undefined) continue;
      if (reading.doubt !== undefined) {
        note(target, context, reading.doubt, 'warning', column.name, cellText(cell));
      }
      target.draft[field] = field === 'currency' ? currencyText(reading.text) : reading.text;
      break;
    }
  }
}

/** A shared sign such as `$` stays as it is: which currency it means, the file as a whole decides. */
const currencyText = remembered((text: string) => readCurrencyHint(text) ?? text.toUpperCase());

function readDates(target: RowDraft, row: SheetRow, context: RowContext): void {
  const order = context.choices.dateOrder;
  for (const { field, column } of context.plan.dates) {
    if (context.labelColumns.has(column.column)) continue;
    const cell = cellAt(row, column);
    const reading = readDateCell(cell, context.date1904);
    if (reading.kind === 'empty') continue;
    const date = reading.kind === 'date' ? dateBy(reading.date, order) : undefined;
    if (date !== undefined) target.draft[field] = date;
    else unreadableDate(target, context, field, column, cell);
  }
  const column = context.plan.period;
  const hasWindow = target.draft.chargeStart !== undefined || target.draft.chargeEnd !== undefined;
  if (column === undefined || hasWindow || context.labelColumns.has(column.column)) return;
  const cell = cellAt(row, column);
  const reading = readPeriodCell(cell);
  if (reading.kind === 'empty') return;
  const period = reading.kind === 'period' ? spanOf(reading.period, order) : undefined;
  if (period === undefined) unreadableDate(target, context, 'period', column, cell);
  else Object.assign(target.draft, { chargeStart: period.start, chargeEnd: period.end });
}

/** An unreadable invoice date is a nuisance; an unreadable charge window keeps the row out of the figures. */
function unreadableDate(
  target: RowDraft,
  context: RowContext,
  field: InvoiceField,
  column: ColumnAssignment,
  cell: Cell,
): void {
  const isWindow = field !== 'invoiceDate';
  if (isWindow) addUnreadable(target, field);
  const code = isWindow ? 'DATE_UNPARSABLE' : 'INVOICE_DATE_UNPARSABLE';
  note(target, context, code, isWindow ? 'error' : 'warning', column.name, cellText(cell));
}

function spanOf(
  period: Extract<ReturnType<typeof readPeriodCell>, { kind: 'period' }>['period'],
  order: DateOrder | undefined,
): Period | undefined {
  if (period.kind === 'month') return period.period;
  const start = dateBy(period.start, order);
  const end = dateBy(period.end, order);
  return start && end ? { start, end } : undefined;
}

function checkWindow(target: RowDraft, context: RowContext): void {
  const { chargeStart, chargeEnd } = target.draft;
  if (chargeStart === undefined || chargeEnd === undefined || chargeStart <= chargeEnd) return;
  addUnreadable(target, 'chargeEnd');
  const column = (context.fields.get('chargeEnd') ?? context.fields.get('period'))?.[0]?.name ?? '';
  note(target, context, 'WINDOW_REVERSED', 'error', column, `${chargeStart} > ${chargeEnd}`);
  const reversed: Partial<Record<'chargeStart' | 'chargeEnd', PlainDate>> = target.draft;
  delete reversed.chargeStart;
  delete reversed.chargeEnd;
}

/**
 * Adds the figure that follows from the two others: a price that is missing, where amount / quantity comes out even
 * at six decimals, or an amount that is missing, as quantity x price. Only for rows that are lines: a total's missing
 * figures stay missing.
 */
export function deriveFigures(reading: RowReading, context: RowContext): RowReading {
  const { fields, unreadable } = reading;
  const { quantity, unitPrice, amount } = fields;
  if (quantity === undefined) return reading;
  if (unitPrice === undefined && amount !== undefined && !unreadable.has('unitPrice')) {
    const price = evenQuotient(amount, quantity);
    if (price === undefined) return reading;
    return { ...reading, fields: { ...fields, unitPrice: price }, flags: ['price-derived'] };
  }
  if (amount !== undefined || unitPrice === undefined || unreadable.has('amount')) return reading;
  const product = multiply(quantity, unitPrice);
  const derived = picosToMicros(product, 'half-up');
  const column = context.fields.get('unitPrice')?.[0]?.name;
  if (!isHoldable(derived)) {
    const text = `${formatMicros(quantity)} × ${formatMicros(unitPrice)}`;
    const tooLarge: RowIssue = { code: 'AMOUNT_UNPARSABLE', severity: 'error', ...context.ref, column, text };
    return {
      ...reading,
      issues: [...reading.issues, tooLarge],
      unreadable: new Set([...unreadable, 'amount']),
    };
  }
  const reduced: RowIssue = {
    code: 'PRECISION_REDUCED',
    severity: 'warning',
    ...context.ref,
    column,
    text: formatMicros(derived),
  };
  return {
    ...reading,
    fields: { ...fields, amount: derived },
    issues: isWholeMicros(product) ? reading.issues : [...reading.issues, reduced],
    flags: ['amount-derived'],
  };
}

function evenQuotient(amount: Micros, quantity: Micros): Micros | undefined {
  if (quantity === 0n) return undefined;
  const scaled = amount * 1_000_000n;
  const quotient = micros(scaled / quantity);
  return scaled % quantity === 0n && isHoldable(quotient) ? quotient : undefined;
}

/** Whether the database can hold a figure that was calculated; those that are read are limited where they are read. */
const isHoldable = (value: Micros): boolean => absolute(value) <= MAX_MICROS;

/** Reads a row's cells into fields. What can't be read is an issue that names the place, never 0 and never skipped. */
export function readRow(row: SheetRow, context: RowContext): RowReading {
  const target: RowDraft = { draft: {}, unreadable: undefined, issues: undefined };
  readTexts(target, row, context);
  readFigures(target, row, context);
  readDates(target, row, context);
  checkWindow(target, context);
  const { draft, unreadable = NOTHING_UNREADABLE, issues = NO_ISSUES } = target;
  return { fields: draft, unreadable, issues, flags: NO_FLAGS };
}
