import { parseDecimal, type Micros } from '#core/decimal/micros.ts';
import { parsePlainDate, type PlainDate } from '#core/period.ts';
import { type Cell, cellText } from '#core/tabular/table.ts';

/** Why a cell can't be used; each is a param of its own in the error, so that its sentence is in the person's language. */
export type CellProblem =
  | 'emptyCell'
  | 'badPrice'
  | 'badCurrency'
  | 'badDate'
  | 'badField'
  | 'formulaWithoutValue'
  | 'errorValue'
  | 'damagedId';

/** A cell's meaning, or why it has none. */
export type CellReading<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: CellProblem };

const read = <T>(value: T): CellReading<T> => ({ ok: true, value });
const fail = (problem: CellProblem): { readonly ok: false; readonly problem: CellProblem } => ({
  ok: false,
  problem,
});

/** A cell's text with its width folded and without outer spaces; or the reason why the cell shows no value at all. */
function plainText(cell: Cell): CellReading<string> {
  if (typeof cell !== 'string') {
    if (cell.kind === 'missing-value') return fail('formulaWithoutValue');
    if (cell.kind === 'error') return fail('errorValue');
  }
  return read(cellText(cell).normalize('NFKC').trim());
}

/** A text that may be empty: undefined then. */
export function readText(cell: Cell): CellReading<string | undefined> {
  if (typeof cell !== 'string' && cell.kind === 'number' && cell.damaged === true) return fail('damagedId');
  const text = plainText(cell);
  return text.ok ? read(text.value === '' ? undefined : text.value) : text;
}

/** A text that must be there. */
export function readNeededText(cell: Cell): CellReading<string> {
  const text = readText(cell);
  if (!text.ok) return text;
  return text.value === undefined ? fail('emptyCell') : read(text.value);
}

/**
 * A unit price: a number cell, or a plain decimal with `.`, not negative, six decimals at most. Grouped or
 * comma decimals are refused: `1,200` has two readings, and a price is no place for a guess.
 */
export function readPrice(cell: Cell): CellReading<Micros> {
  const text = readNeededText(cell);
  if (!text.ok) return text;
  const isNumber = typeof cell === 'string' || cell.kind === 'number';
  const parsed = isNumber ? parseDecimal(text.value) : undefined;
  return parsed === undefined || !parsed.exact || parsed.value < 0n ? fail('badPrice') : read(parsed.value);
}

/** An ISO 4217 code, in any case. */
export function readCurrency(cell: Cell): CellReading<string> {
  const text = readNeededText(cell);
  if (!text.ok) return text;
  const code = text.value.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? read(code) : fail('badCurrency');
}

/** A date cell, `2026-10-01` or `2026/10/01`; undefined for an empty cell. */
export function readDate(cell: Cell): CellReading<PlainDate | undefined> {
  if (typeof cell !== 'string' && cell.kind === 'date') return read(cell.date);
  const text = readText(cell);
  if (!text.ok || text.value === undefined) return text.ok ? read(undefined) : text;
  const date = parsePlainDate(text.value.replace(/^(\d{4})\/(\d{2})\/(\d{2})$/, '$1-$2-$3'));
  return date === undefined ? fail('badDate') : read(date);
}
