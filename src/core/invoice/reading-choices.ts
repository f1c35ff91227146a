import { AppError } from '../errors.ts';
import type { FigureField } from '../mapping/invoice-field.ts';
import { FIGURE_FIELDS } from '../mapping/invoice-field.ts';
import { decideDateOrder, type DatePlace, type WindowTexts } from '../mapping/date-order-inference.ts';
import type { DateOrder, DateText } from '../mapping/date-text.ts';
import { formatMicros } from '../decimal/micros.ts';
import { readNumberText, valueOf } from '../mapping/number-text.ts';
import {
  decideNumberStyles,
  type ColumnStyle,
  type Figure,
  type FigurePlace,
  type FigureRow,
  type StyleKnowledge,
} from '../mapping/number-style-inference.ts';
import type { OrderKnowledge, OrderReason } from '../mapping/date-order-inference.ts';
import type { Steps } from '../steps.ts';
import { cellText, isEmptyCell, type SheetRow } from '../tabular/table.ts';
import { columnsByField, type InvoiceTable } from './invoice-table.ts';
import { readDateCell, readFigureCell, readPeriodCell } from './read-cell.ts';

/** How the texts of a file are read: decided once, over all rows of all its tables. */
export interface ReadingChoices {
  readonly styles: Readonly<Record<FigureField, ColumnStyle>>;
  /** Undefined where no date is open. */
  readonly dateOrder: DateOrder | undefined;
  readonly dateOrderReason: OrderReason;
  /** Figures that contradict the saved mapping's number style. */
  readonly changedStyles: readonly FigurePlace[];
}

/** What is known before the rows are looked at. */
export interface ChoiceKnowledge {
  readonly style: StyleKnowledge;
  readonly order: OrderKnowledge;
}

const headerOf = (
  tables: readonly InvoiceTable[],
  place: { sheet: string | undefined; field: string },
): string => {
  const table = tables.find(({ sheet }) => sheet === place.sheet) ?? tables[0];
  return table?.columns.find(({ field }) => field === place.field)?.name ?? place.field;
};

/**
 * The figures of a row, where a text is among them. Undefined for a row of typed numbers: how texts are read is no question
 * there, and most invoices have nothing else.
 */
function figureRow(
  table: InvoiceTable,
  row: SheetRow,
  columns: readonly FigureColumn[],
): FigureRow | undefined {
  if (!columns.some(({ column }) => typeof (row.cells[column] ?? '') === 'string')) return undefined;
  const figures: Partial<Record<FigureField, Figure>> = {};
  let hasText = false;
  for (const { field, column } of columns) {
    const cell = row.cells[column] ?? '';
    const reading = readFigureCell(cell);
    if (reading.kind === 'typed') figures[field] = { kind: 'typed', value: reading.parsed.value };
    else if (reading.kind === 'text') {
      hasText = true;
      figures[field] = { kind: 'text', number: reading.number, text: cellText(cell) };
    }
  }
  return hasText ? { sheet: table.sheet, row: row.row, figures } : undefined;
}

/** The column that a figure is read from. */
interface FigureColumn {
  readonly field: FigureField;
  readonly column: number;
}

const figureColumns = (fields: ReturnType<typeof columnsByField>): readonly FigureColumn[] =>
  FIGURE_FIELDS.flatMap((field) => {
    const column = fields.get(field)?.[0]?.column;
    return column === undefined ? [] : [{ field, column }];
  });

/** Dates whose order may be a question, and the windows that hold one: what is certain decides nothing. */
interface DatesFound {
  readonly places: DatePlace[];
  readonly windows: WindowTexts[];
}

const isCertain = (date: DateText | undefined): boolean => date?.kind !== 'open';

function gatherDates(
  table: InvoiceTable,
  row: SheetRow,
  fields: ReturnType<typeof columnsByField>,
  found: DatesFound,
): void {
  const place = (column: string, text: string, date: DateText): void => {
    found.places.push({ sheet: table.sheet, row: row.row, column, text, date });
  };
  const ends: Partial<Record<'chargeStart' | 'chargeEnd', DateText>> = {};
  for (const field of ['invoiceDate', 'chargeStart', 'chargeEnd'] as const) {
    const column = fields.get(field)?.[0];
    const cell = column && row.cells[column.column];
    if (column === undefined || cell === undefined || isEmptyCell(cell)) continue;
    const reading = readDateCell(cell, table.date1904);
    if (reading.kind !== 'date') continue;
    if (field !== 'invoiceDate') ends[field] = reading.date;
    if (!isCertain(reading.date)) place(column.name, cellText(cell), reading.date);
  }
  const isOpen = !isCertain(ends.chargeStart) || !isCertain(ends.chargeEnd);
  if (isOpen && ends.chargeStart && ends.chargeEnd)
    found.windows.push({ start: ends.chargeStart, end: ends.chargeEnd });
  const period = fields.get('period')?.[0];
  const cell = period && row.cells[period.column];
  if (period === undefined || cell === undefined || isEmptyCell(cell)) return;
  const reading = readPeriodCell(cell);
  if (reading.kind !== 'period' || reading.period.kind !== 'span') return;
  place(period.name, cellText(cell), reading.period.start);
  place(period.name, cellText(cell), reading.period.end);
  found.windows.push({ start: reading.period.start, end: reading.period.end });
}

const placeParams = (
  file: string,
  place: { sheet: string | undefined; row: number; text: string },
  column: string,
): Record<string, string> => ({
  file,
  sheet: place.sheet ?? '',
  row: String(place.row),
  column,
  text: place.text,
});

const placed = (place: { sheet: string | undefined; row: number; text: string }): string =>
  `${place.text} (${place.sheet === undefined ? '' : `${place.sheet}:`}${String(place.row)})`;

/** The two values that a text may have. */
function readings(text: string): string {
  const number = readNumberText(text);
  const value = (style: 'decimal-point' | 'decimal-comma'): string => {
    const parsed = number && valueOf(number, style);
    return parsed ? formatMicros(parsed.value) : text;
  };
  return `${value('decimal-point')} / ${value('decimal-comma')}`;
}

function decideStyles(
  file: string,
  tables: readonly InvoiceTable[],
  rows: readonly FigureRow[],
  knowledge: StyleKnowledge,
): Pick<ReadingChoices, 'styles' | 'changedStyles'> {
  const decision = decideNumberStyles(rows, knowledge);
  switch (decision.kind) {
    case 'decided':
      return { styles: decision.styles, changedStyles: decision.changed };
    case 'ambiguous': {
      const { place } = decision;
      throw new AppError('NUMBER_STYLE_AMBIGUOUS', {
        ...placeParams(file, place, headerOf(tables, place)),
        readings: readings(place.text),
      });
    }
    case 'contradictory': {
      const { point, comma } = decision;
      throw new AppError('NUMBER_STYLE_AMBIGUOUS', {
        ...placeParams(file, comma, headerOf(tables, comma)),
        readings: `${placed(point)} / ${placed(comma)}`,
      });
    }
  }
}

function decideOrder(
  file: string,
  found: DatesFound,
  knowledge: OrderKnowledge,
): Pick<ReadingChoices, 'dateOrder' | 'dateOrderReason'> {
  const decision = decideDateOrder(found.places, found.windows, knowledge);
  switch (decision.kind) {
    case 'decided':
      return { dateOrder: decision.order, dateOrderReason: decision.reason };
    case 'ambiguous':
      throw new AppError('DATE_ORDER_AMBIGUOUS', {
        ...placeParams(file, decision.place, decision.place.column),
        readings: decision.readings.join(' / '),
      });
    case 'contradictory': {
      const { first, second } = decision;
      throw new AppError('DATE_ORDER_AMBIGUOUS', {
        ...placeParams(file, second, second.column),
        readings: `${placed(first)} / ${placed(second)}`,
      });
    }
  }
}

/** Rows that are gone through in one step. */
const STEP_ROWS = 1000;

/**
 * Decides how the numbers and dates of a file are written, over all rows of the tables that are read.
 * Throws NUMBER_STYLE_AMBIGUOUS or DATE_ORDER_AMBIGUOUS, naming the place and both readings, where the file does
 * not say.
 */
export function* decideReading(
  file: string,
  tables: readonly InvoiceTable[],
  knowledge: ChoiceKnowledge,
): Steps<ReadingChoices> {
  const figureRows: FigureRow[] = [];
  const found: DatesFound = { places: [], windows: [] };
  for (const table of tables) {
    const fields = columnsByField(table);
    const columns = figureColumns(fields);
    for (const [index, row] of table.rows.entries()) {
      const figures = figureRow(table, row, columns);
      if (figures !== undefined) figureRows.push(figures);
      gatherDates(table, row, fields, found);
      if (index % STEP_ROWS === STEP_ROWS - 1) yield;
    }
  }
  return {
    ...decideStyles(file, tables, figureRows, knowledge.style),
    ...decideOrder(file, found, knowledge.order),
  };
}
