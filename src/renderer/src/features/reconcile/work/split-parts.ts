import { formatMicros, parseDecimal, subtractMicros, sumMicros, type Micros } from '#core/decimal/micros.ts';

/** A part as it is being written. */
export interface PartDraft {
  readonly id: number;
  readonly quantity: string;
  readonly amount: string;
  /** The key of the line that it belongs to; undefined: the row's own. */
  readonly target: string | undefined;
}

/** What is left of a row once the parts are taken off; undefined where a part is no number. */
interface SplitRest {
  readonly quantity: Micros;
  readonly amount: Micros;
}

/** A figure as a person writes it: exact to six decimals, else undefined. Empty is not 0. */
export function readFigure(text: string): Micros | undefined {
  const parsed = parseDecimal(text.trim());
  return parsed?.exact === true ? parsed.value : undefined;
}

/** Whether a figure was written and can't be read. */
export const isUnreadable = (text: string): boolean => text.trim() !== '' && readFigure(text) === undefined;

/** The rest of a row under parts, exactly: what is still empty takes nothing off. Undefined where a figure can't be read. */
export function restOf(
  row: { readonly quantity: string | null; readonly amount: string | null },
  parts: readonly PartDraft[],
): SplitRest | undefined {
  if (parts.some(({ quantity, amount }) => isUnreadable(quantity) || isUnreadable(amount))) return undefined;
  const quantity = readFigure(row.quantity ?? '');
  const amount = readFigure(row.amount ?? '');
  if (quantity === undefined || amount === undefined) return undefined;
  const sum = (column: 'quantity' | 'amount'): Micros =>
    sumMicros(parts.flatMap((part) => readFigure(part[column]) ?? []));
  return {
    quantity: subtractMicros(quantity, sum('quantity')),
    amount: subtractMicros(amount, sum('amount')),
  };
}

/** What a part may take: the row without the other parts; undefined where that is nothing, or where one can't be read. */
export function leftFor(
  row: { readonly quantity: string | null; readonly amount: string | null },
  parts: readonly PartDraft[],
  part: PartDraft,
): { readonly quantity: string; readonly amount: string } | undefined {
  const rest = restOf(
    row,
    parts.filter((other) => other !== part),
  );
  if (rest === undefined || (rest.quantity === 0n && rest.amount === 0n)) return undefined;
  return { quantity: formatMicros(rest.quantity), amount: formatMicros(rest.amount) };
}

/** The parts as the engine takes them; undefined where a figure is missing or they are not the row. */
export function finishedParts(
  row: { readonly quantity: string | null; readonly amount: string | null },
  parts: readonly PartDraft[],
): { quantity: string; amount: string; target: string | null }[] | undefined {
  const rest = restOf(row, parts);
  if (rest?.quantity !== 0n || rest.amount !== 0n || parts.length < 2) return undefined;
  const finished = parts.flatMap((part) => {
    const quantity = readFigure(part.quantity);
    const amount = readFigure(part.amount);
    if (quantity === undefined || amount === undefined) return [];
    return [{ quantity: formatMicros(quantity), amount: formatMicros(amount), target: part.target ?? null }];
  });
  return finished.length === parts.length ? finished : undefined;
}
