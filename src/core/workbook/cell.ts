import type { PlainDate } from '../period.ts';
import type { DecimalText } from '../reconcile/result-document.ts';

/**
 * What a cell of the workbook holds; undefined leaves it empty. A plain string is text, whatever it looks like:
 * only `formula` is ever calculated, and formulas come from this project's templates alone.
 */
export type WorkbookCell = string | NumberValue | DateValue | FormulaValue | undefined;

/** A number, as exact decimal text. */
export interface NumberValue {
  readonly kind: 'number';
  readonly number: DecimalText;
}

/** A calendar date. */
export interface DateValue {
  readonly kind: 'date';
  readonly date: PlainDate;
}

/** A formula without its leading `=`, and the result that it yields, so that viewers which never calculate agree. */
export interface FormulaValue {
  readonly kind: 'formula';
  readonly formula: string;
  readonly result: { readonly number: DecimalText } | { readonly text: string };
}

/** A number from decimal text; an absent one leaves the cell empty. */
export const numberCell = (number: DecimalText | null | undefined): NumberValue | undefined =>
  number === null || number === undefined ? undefined : { kind: 'number', number };

/** A count. */
export const countCell = (count: number): NumberValue => ({ kind: 'number', number: count.toString() });

/** A date; an absent one leaves the cell empty. */
export const dateCell = (date: PlainDate | undefined): DateValue | undefined =>
  date === undefined ? undefined : { kind: 'date', date };

/** A formula that yields a number. */
export const numberFormula = (formula: string, number: DecimalText): FormulaValue => ({
  kind: 'formula',
  formula,
  result: { number },
});

/** A formula that yields text. */
export const textFormula = (formula: string, text: string): FormulaValue => ({
  kind: 'formula',
  formula,
  result: { text },
});
