import type { FigureField } from './invoice-field.ts';
import type { NumberStyle } from './number-style.ts';
import type { NumberText } from './number-text.ts';
import { styleEvidence, valueOf } from './number-text.ts';
import { absolute, multiply, toPicos, type Micros, type Picos, picos } from '../decimal/micros.ts';

/** A figure of one row: as text still to be read, or as a number that a spreadsheet has typed. */
export type Figure =
  | { readonly kind: 'text'; readonly number: NumberText; readonly text: string }
  | { readonly kind: 'typed'; readonly value: Micros };

/** The figures of a row, as far as it has them. */
export interface FigureRow {
  readonly sheet: string | undefined;
  readonly row: number;
  readonly figures: Readonly<Partial<Record<FigureField, Figure>>>;
}

/** Where a figure stands. */
export interface FigurePlace {
  readonly sheet: string | undefined;
  readonly row: number;
  readonly field: FigureField;
  readonly text: string;
}

/** What is known beside the figures themselves. */
export interface StyleKnowledge {
  /** What the person has said: it decides alone. */
  readonly explicit: NumberStyle | undefined;
  /** The styles of a saved mapping, for columns that prove nothing themselves. */
  readonly mapping: Readonly<Partial<Record<FigureField, NumberStyle>>>;
  /** Figures elsewhere in the file, such as a stated total above the table. */
  readonly elsewhere: readonly NumberText[];
  /** True for a Japanese file or one in yen: a comma groups there, always. */
  readonly commaGroups: boolean;
}

/** Why a column is read as it is; shown to the person. */
export type StyleReason =
  'typed' | 'explicit' | 'own-figures' | 'multiplies-out' | 'other-columns' | 'mapping' | 'comma-groups';

/** How a column's texts are read. */
export interface ColumnStyle {
  readonly style: NumberStyle;
  readonly reason: StyleReason;
}

/** The decision for all figure columns, or the figures that can't be read for certain. */
export type StyleDecision =
  | {
      readonly kind: 'decided';
      readonly styles: Readonly<Record<FigureField, ColumnStyle>>;
      /** Columns whose figures contradict the saved mapping. */
      readonly changed: readonly FigurePlace[];
    }
  | { readonly kind: 'ambiguous'; readonly place: FigurePlace }
  | { readonly kind: 'contradictory'; readonly point: FigurePlace; readonly comma: FigurePlace };

interface ColumnEvidence {
  point: FigurePlace | undefined;
  comma: FigurePlace | undefined;
  ambiguous: FigurePlace | undefined;
  ambiguousComma: boolean;
  hasText: boolean;
}

const FIELDS: readonly FigureField[] = ['quantity', 'unitPrice', 'amount'];
/** quantity x price may miss the printed amount by a minor unit and no more (T2). */
const MINOR_UNIT: Picos = picos(10n ** 10n);
const ONE_UNIT: Picos = picos(10n ** 12n);

function gather(rows: readonly FigureRow[], field: FigureField): ColumnEvidence {
  const evidence: ColumnEvidence = {
    point: undefined,
    comma: undefined,
    ambiguous: undefined,
    ambiguousComma: false,
    hasText: false,
  };
  for (const row of rows) {
    const figure = row.figures[field];
    if (figure?.kind !== 'text') continue;
    evidence.hasText = true;
    const place = { sheet: row.sheet, row: row.row, field, text: figure.text };
    switch (styleEvidence(figure.number)) {
      case 'decimal-point':
        evidence.point ??= place;
        break;
      case 'decimal-comma':
        evidence.comma ??= place;
        break;
      case 'ambiguous':
        evidence.ambiguous ??= place;
        if (figure.number.digits.includes(',')) evidence.ambiguousComma = true;
        break;
      case 'neutral':
      case 'unreadable':
        break;
    }
  }
  return evidence;
}

const ownStyle = (evidence: ColumnEvidence): NumberStyle | undefined =>
  evidence.point !== undefined ? 'decimal-point' : evidence.comma !== undefined ? 'decimal-comma' : undefined;

const read = (figure: Figure, style: NumberStyle): Micros | undefined =>
  figure.kind === 'typed' ? figure.value : valueOf(figure.number, style)?.value;

const isAmbiguous = (figure: Figure): boolean =>
  figure.kind === 'text' && styleEvidence(figure.number) === 'ambiguous';

/**
 * The reading under which quantity x price = amount, where the other one fails: a proof. Only rows in which an
 * ambiguous figure takes part count, and a style proves itself only when two thirds of them multiply out by it and
 * none by the other.
 */
function multiplyingStyle(
  rows: readonly FigureRow[],
  own: ReadonlyMap<FigureField, NumberStyle | undefined>,
): NumberStyle | undefined {
  let concerned = 0;
  const fitting = { 'decimal-point': 0, 'decimal-comma': 0 };
  for (const { figures } of rows) {
    const { quantity, unitPrice, amount } = figures;
    if (quantity === undefined || unitPrice === undefined || amount === undefined) continue;
    const isOpen = (field: FigureField, figure: Figure): boolean =>
      own.get(field) === undefined && isAmbiguous(figure);
    if (!isOpen('quantity', quantity) && !isOpen('unitPrice', unitPrice) && !isOpen('amount', amount))
      continue;
    concerned += 1;
    for (const style of ['decimal-point', 'decimal-comma'] as const) {
      const q = read(quantity, own.get('quantity') ?? style);
      const p = read(unitPrice, own.get('unitPrice') ?? style);
      const a = read(amount, own.get('amount') ?? style);
      if (q === undefined || p === undefined || a === undefined) continue;
      const residual = absolute(multiply(q, p) - toPicos(a));
      const tolerance = a % 1_000_000n === 0n && absolute(a) >= 100_000_000n ? ONE_UNIT : MINOR_UNIT;
      if (residual <= tolerance) fitting[style] += 1;
    }
  }
  const { 'decimal-point': point, 'decimal-comma': comma } = fitting;
  if (comma === 0 && point > 0 && point * 3 >= concerned * 2) return 'decimal-point';
  if (point === 0 && comma > 0 && comma * 3 >= concerned * 2) return 'decimal-comma';
  return undefined;
}

function otherColumnsStyle(
  own: ReadonlyMap<FigureField, NumberStyle | undefined>,
  elsewhere: readonly NumberText[],
): NumberStyle | undefined {
  const styles = new Set<NumberStyle>();
  for (const style of own.values()) if (style !== undefined) styles.add(style);
  for (const number of elsewhere) {
    const evidence = styleEvidence(number);
    if (evidence === 'decimal-point' || evidence === 'decimal-comma') styles.add(evidence);
  }
  return styles.size === 1 ? [...styles][0] : undefined;
}

/**
 * Decides how the figure columns of a file are written, over all rows and whatever their order. Evidence goes
 * before habit: a figure that reads in one way only; then quantity x price = amount; then the other columns of the
 * file; then the saved mapping; then the rule that a comma groups in Japanese files. What is left is not guessed.
 */
export function decideNumberStyles(rows: readonly FigureRow[], knowledge: StyleKnowledge): StyleDecision {
  const evidence = new Map(FIELDS.map((field) => [field, gather(rows, field)]));
  const styles: Partial<Record<FigureField, ColumnStyle>> = {};
  const changed: FigurePlace[] = [];
  const own = new Map<FigureField, NumberStyle | undefined>();
  for (const [field, column] of evidence) {
    if (knowledge.explicit === undefined && column.point && column.comma) {
      return { kind: 'contradictory', point: column.point, comma: column.comma };
    }
    own.set(field, ownStyle(column));
  }
  const proven = multiplyingStyle(rows, own);
  const others = otherColumnsStyle(own, knowledge.elsewhere);
  const commaGroups = knowledge.commaGroups && [...evidence.values()].some((column) => column.ambiguousComma);
  for (const [field, column] of evidence) {
    const known = own.get(field);
    const saved = knowledge.mapping[field];
    const proof = column.point ?? column.comma;
    if (!column.hasText) styles[field] = { style: 'decimal-point', reason: 'typed' };
    else if (knowledge.explicit) styles[field] = { style: knowledge.explicit, reason: 'explicit' };
    else if (known !== undefined) {
      styles[field] = { style: known, reason: 'own-figures' };
      if (saved !== undefined && saved !== known && proof) changed.push(proof);
    } else if (column.ambiguous === undefined) {
      // Nothing but plain digits: both styles read them alike.
      styles[field] = { style: others ?? saved ?? 'decimal-point', reason: 'own-figures' };
    } else if (proven !== undefined) styles[field] = { style: proven, reason: 'multiplies-out' };
    else if (others !== undefined) styles[field] = { style: others, reason: 'other-columns' };
    else if (saved !== undefined) styles[field] = { style: saved, reason: 'mapping' };
    else if (commaGroups) styles[field] = { style: 'decimal-point', reason: 'comma-groups' };
    else return { kind: 'ambiguous', place: column.ambiguous };
  }
  const { quantity, unitPrice, amount } = styles;
  const typed: ColumnStyle = { style: 'decimal-point', reason: 'typed' };
  return {
    kind: 'decided',
    styles: { quantity: quantity ?? typed, unitPrice: unitPrice ?? typed, amount: amount ?? typed },
    changed,
  };
}
