import type { Micros } from '../../decimal/micros.ts';
import type { RowClass } from '../../invoice/invoice-row.ts';
import type { SourceRef } from '../../source.ts';
import type { LineKeyText } from './line-key-text.ts';

/** Lines of charges without usage that a person holds against lines of usage (domain rules 1.10): n to m. */
export interface ManualMatch {
  /** Sorted; lines with charges and without usage. */
  readonly invoice: readonly LineKeyText[];
  /** Sorted; lines with usage. The first one's key is that of the matched line. All keys are of one level. */
  readonly usage: readonly LineKeyText[];
}

/** A part of an invoice row. */
export interface SplitPart {
  readonly quantity: Micros;
  readonly amount: Micros;
  /** The line that the part is held against; undefined: where the row itself belongs. */
  readonly target: LineKeyText | undefined;
}

/** An invoice row of which parts belong to different lines. The parts add up to the row exactly. */
export interface ManualSplit {
  readonly row: SourceRef;
  readonly parts: readonly SplitPart[];
}

/** A charge that a person has taken out of the audit. Its amount stays in the invoice's totals. */
export interface ManualExclusion {
  readonly row: SourceRef;
  /** Why, in a word that can be shown: a reason code. */
  readonly reason: string;
}

/** The classes that a person may give to a row. */
export const MANUAL_CLASSES = [
  'charge',
  'credit',
  'adjustment',
  'tax',
  'fee',
  'rounding',
  'subtotal',
] as const satisfies RowClass[];
export type ManualClass = (typeof MANUAL_CLASSES)[number];

/** A row that is something else than Tieout took it for. */
export interface ManualReclassification {
  readonly row: SourceRef;
  readonly rowClass: ManualClass;
}

/** What a person has decided about how the two sides belong together. Part of a run's parameters, in a fixed order. */
export interface ManualRules {
  readonly matches: readonly ManualMatch[];
  readonly splits: readonly ManualSplit[];
  readonly exclusions: readonly ManualExclusion[];
  readonly reclassifications: readonly ManualReclassification[];
}

/** No decisions: everything is paired by the passes. */
export const NO_MANUAL_RULES: ManualRules = {
  matches: [],
  splits: [],
  exclusions: [],
  reclassifications: [],
};

/** Whether there are none. */
export const hasManualRules = (rules: ManualRules): boolean =>
  Object.values(rules).some((list: readonly unknown[]) => list.length > 0);

/** The address of a row as one text. */
export const rowText = ({ source, sheet, row }: SourceRef): string =>
  JSON.stringify([source, sheet ?? null, row]);

/** Reads what {@link rowText} wrote; undefined for anything else. */
export function parseRowText(text: string): SourceRef | undefined {
  try {
    const [source, sheet, row] = JSON.parse(text) as readonly unknown[];
    if (typeof source !== 'string' || typeof row !== 'number' || !Number.isInteger(row)) return undefined;
    if (sheet !== null && typeof sheet !== 'string') return undefined;
    const ref = { source, sheet: sheet ?? undefined, row };
    return rowText(ref) === text ? ref : undefined;
  } catch {
    return undefined;
  }
}
