import { idKey } from '../ids.ts';
import type { ComponentsDocument, DecimalText, LineDocument } from '../reconcile/result-document.ts';
import { absolute, picos, type Picos } from '../decimal/micros.ts';
import type { UsageLevel } from '../usage/usage-row.ts';
import { quoted } from '../quoted.ts';
import { remembered } from '../remember.ts';
import { finish, sortInSteps, type Steps } from '../steps.ts';
import { exact, exactOrUndefined } from './exact.ts';

/** The variance tables, coarse to fine. */
export const VARIANCE_SHEETS = ['by-sku', 'by-customer', 'by-user'] as const;
export type VarianceSheet = (typeof VARIANCE_SHEETS)[number];

/** A row of a variance table: a compared line itself, or the sum of rows of the next finer table. */
export interface VarianceRow extends RowReferences {
  /** `S-0001`, `C-0001` or `U-0001`: the row's name within the workbook. */
  readonly id: string;
  readonly sheet: VarianceSheet;
  /** Counts the rows of all tables from 0. */
  readonly place: number;
  /** The compared line; undefined for a row that adds up finer ones. */
  readonly line: LineDocument | undefined;
  /** All lines below a row that adds up others; none for the row of a line. */
  readonly lines: readonly LineDocument[];
  /** The rows of coarser tables to which this one adds. */
  readonly above: readonly VarianceRow[];
  readonly subscriptionId: string | null;
  readonly sku: string;
  readonly customerOrgId: string | null;
  readonly customerExternalId: string | null;
  readonly consumerId: string | null;
}

/** The names of the rows that a source row adds to. */
export interface RowReferences {
  readonly skuRow: string;
  readonly customerRow: string | undefined;
  readonly userRow: string | undefined;
}

/** Where each compared line stands in the workbook. */
export interface VarianceLayout {
  readonly rows: Readonly<Record<VarianceSheet, readonly VarianceRow[]>>;
  /** The row of each line itself, by the line's position in the result. */
  readonly homes: readonly VarianceRow[];
  /** The same of the lines that ask for a decision, by the line. */
  readonly homeOf: ReadonlyMap<LineDocument, VarianceRow>;
}

const HOME = { partner: 'by-sku', customer: 'by-customer', user: 'by-user' } as const;
const PREFIX = { 'by-sku': 'S', 'by-customer': 'C', 'by-user': 'U' } as const;

/** Ids in the form in which they are compared, as one text. Subscriptions and SKUs come again on every line. */
const keyOf = remembered((id: string): string => quoted(idKey(id) ?? ''));
const keyText = (part: string | null): string => (part === null ? 'null' : keyOf(part));

/** Lines that are laid out in one step. */
const STEP_LINES = 1000;

/**
 * Lays the compared lines over the tables: each line has its own row at the grain at which it was compared, and
 * finer lines are added up in the coarser tables. Rows keep the order of the result.
 */
export const layOutLines = (lines: readonly LineDocument[]): VarianceLayout =>
  finish(layOutLinesInSteps(lines));

/** The rows above those of the coarsest table. */
const NONE: readonly VarianceRow[] = [];
const NO_LINES: readonly LineDocument[] = [];

/** The same in steps of a few milliseconds. */
export function* layOutLinesInSteps(lines: readonly LineDocument[]): Steps<VarianceLayout> {
  const rows: Record<VarianceSheet, VarianceRow[]> = { 'by-sku': [], 'by-customer': [], 'by-user': [] };
  /** Rows that add up others, with their lines, and what stands above the rows below them. */
  const groups = new Map<
    string,
    { readonly lines: LineDocument[]; readonly above: readonly VarianceRow[] }
  >();
  let place = 0;
  const add = (
    sheet: VarianceSheet,
    first: LineDocument,
    line: LineDocument | undefined,
    members: readonly LineDocument[],
    above: readonly VarianceRow[],
  ): VarianceRow => {
    const id = `${PREFIX[sheet]}-${(rows[sheet].length + 1).toString().padStart(4, '0')}`;
    const isCoarse = sheet === 'by-sku';
    const row: VarianceRow = {
      id,
      sheet,
      place,
      line,
      lines: members,
      above,
      subscriptionId: first.subscriptionId,
      sku: first.sku,
      customerOrgId: isCoarse ? null : first.customerOrgId,
      customerExternalId: isCoarse ? null : first.customerExternalId,
      consumerId: sheet === 'by-user' ? first.consumerId : null,
      skuRow: above[0]?.id ?? id,
      customerRow: sheet === 'by-customer' ? id : above[1]?.id,
      userRow: sheet === 'by-user' ? id : undefined,
    };
    place += 1;
    rows[sheet].push(row);
    return row;
  };
  /** The rows above a line at the end of those that are given: one that is there, or a new one. */
  const group = (
    sheet: VarianceSheet,
    key: string,
    line: LineDocument,
    above: readonly VarianceRow[],
  ): readonly VarianceRow[] => {
    const held = groups.get(key);
    if (held) {
      held.lines.push(line);
      return held.above;
    }
    const members = [line];
    const made = { lines: members, above: [...above, add(sheet, line, undefined, members, above)] };
    groups.set(key, made);
    return made.above;
  };
  const homes: VarianceRow[] = [];
  const homeOf = new Map<LineDocument, VarianceRow>();
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
    let above = NONE;
    if (line.level !== 'partner') {
      const skuKey = `${keyText(line.subscriptionId)},${keyText(line.sku)}`;
      above = group('by-sku', `sku ${skuKey}`, line, above);
      if (line.level === 'user')
        above = group('by-customer', `customer ${skuKey} ${keyText(line.customerOrgId)}`, line, above);
    }
    const home = add(HOME[line.level], line, line, NO_LINES, above);
    homes.push(home);
    if (needsAction(line)) homeOf.set(line, home);
  }
  return { rows, homes, homeOf };
}

/** The figures of a row: those of its line, or the exact sums of its lines. Undefined where no price is known. */
export interface VarianceFigures {
  readonly invoicedQuantity: Picos;
  readonly usageQuantity: Picos;
  readonly userDays: Picos;
  readonly invoicedAmount: Picos;
  readonly expectedAmount: Picos | undefined;
  readonly amountVariance: Picos | undefined;
  readonly components: Readonly<Record<keyof ComponentsDocument, Picos>> | undefined;
  /** What the lines of a row that adds up others have in common; undefined for the row of one line. */
  readonly common: CommonToLines | undefined;
}

/** What lines have in common. */
export interface CommonToLines {
  /** The one price that all carry; undefined where they differ or one has none. */
  readonly invoicedPrice: DecimalText | undefined;
  readonly expectedPrice: DecimalText | undefined;
  /** The grains at which they were compared. */
  readonly levels: ReadonlySet<UsageLevel>;
}

/** The exact figures of a row. */
export const figuresOf = (row: VarianceRow): VarianceFigures =>
  row.line === undefined ? finish(figuresInSteps(row)) : figuresOfLine(row.line);

function figuresOfLine({ invoiced, usage, expected, variance, components }: LineDocument): VarianceFigures {
  return {
    invoicedQuantity: exact(invoiced.quantity),
    usageQuantity: exact(usage.quantity),
    userDays: exact(usage.userDays),
    invoicedAmount: exact(invoiced.amount),
    expectedAmount: exactOrUndefined(expected.amount),
    amountVariance: exactOrUndefined(variance.amount),
    components:
      components === null
        ? undefined
        : {
            quantity: exact(components.quantity),
            price: exact(components.price),
            lineRounding: exact(components.lineRounding),
            unitRounding: exact(components.unitRounding),
            unexplained: exact(components.unexplained),
          },
    common: undefined,
  };
}

/** The same in steps of a few milliseconds: a row may add up all lines. */
export function* figuresInSteps({ lines }: VarianceRow): Steps<VarianceFigures> {
  let [invoicedQuantity, usageQuantity, userDays, invoicedAmount] = [0n, 0n, 0n, 0n];
  let [quantity, price, lineRounding, unitRounding, unexplained] = [0n, 0n, 0n, 0n, 0n];
  let expectedAmount: bigint | undefined;
  let amountVariance: bigint | undefined;
  let hasComponents = false;
  const levels = new Set<UsageLevel>();
  const invoicedPrice = lines[0]?.invoiced.unitPrice;
  const expectedPrice = lines[0]?.expected.unitPrice;
  let [isOneInvoiced, isOneExpected] = [true, true];
  for (const [index, { level, invoiced, usage, expected, variance, components }] of lines.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
    levels.add(level);
    if (invoiced.unitPrice !== invoicedPrice) isOneInvoiced = false;
    if (expected.unitPrice !== expectedPrice) isOneExpected = false;
    invoicedQuantity += exact(invoiced.quantity);
    invoicedAmount += exact(invoiced.amount);
    usageQuantity += exact(usage.quantity);
    userDays += exact(usage.userDays);
    // Undefined where no line has one.
    if (expected.amount !== null) expectedAmount = (expectedAmount ?? 0n) + exact(expected.amount);
    if (variance.amount !== null) amountVariance = (amountVariance ?? 0n) + exact(variance.amount);
    if (components === null) continue;
    hasComponents = true;
    quantity += exact(components.quantity);
    price += exact(components.price);
    lineRounding += exact(components.lineRounding);
    unitRounding += exact(components.unitRounding);
    unexplained += exact(components.unexplained);
  }
  return {
    invoicedQuantity: picos(invoicedQuantity),
    usageQuantity: picos(usageQuantity),
    userDays: picos(userDays),
    invoicedAmount: picos(invoicedAmount),
    expectedAmount: expectedAmount === undefined ? undefined : picos(expectedAmount),
    amountVariance: amountVariance === undefined ? undefined : picos(amountVariance),
    components: hasComponents
      ? {
          quantity: picos(quantity),
          price: picos(price),
          lineRounding: picos(lineRounding),
          unitRounding: picos(unitRounding),
          unexplained: picos(unexplained),
        }
      : undefined,
    common: {
      invoicedPrice: isOneInvoiced ? (invoicedPrice ?? undefined) : undefined,
      expectedPrice: isOneExpected ? (expectedPrice ?? undefined) : undefined,
      levels,
    },
  };
}

/** What the lines of a run come to, exactly, and the grains at which they were compared. */
export interface LineSums {
  /** Of the amounts, as far as they are known. */
  readonly variance: Picos;
  readonly userDays: Picos;
  readonly levels: ReadonlySet<UsageLevel>;
}

/** Adds up the lines of a run. */
export function* sumLinesInSteps(lines: readonly LineDocument[]): Steps<LineSums> {
  let variance = 0n;
  let userDays = 0n;
  const levels = new Set<UsageLevel>();
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
    if (line.variance.amount !== null) variance += exact(line.variance.amount);
    userDays += exact(line.usage.userDays);
    levels.add(line.level);
  }
  return { variance: picos(variance), userDays: picos(userDays), levels };
}

/** Whether a line asks for a person's decision. */
export function needsAction(line: LineDocument): boolean {
  if (line.match === 'suggested' || line.match === 'unmatched-invoice' || line.match === 'unmatched-usage')
    return true;
  if (line.withinTolerance) return false;
  const { quantity, amount } = line.variance;
  return exact(quantity) !== 0n || amount === null || exact(amount) !== 0n;
}

/** Lines that ask for a decision, the largest amounts first; those without a known price at the end. */
export const rankedVariances = (lines: readonly LineDocument[]): readonly LineDocument[] =>
  finish(rankedVariancesInSteps(lines));

/** The same in steps of a few milliseconds. */
export function* rankedVariancesInSteps(lines: readonly LineDocument[]): Steps<readonly LineDocument[]> {
  const ranked: { readonly line: LineDocument; readonly index: number; readonly size: bigint }[] = [];
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
    if (!needsAction(line)) continue;
    const { amount } = line.variance;
    ranked.push({ line, index, size: amount === null ? -1n : absolute(exact(amount)) });
  }
  const sorted = yield* sortInSteps(ranked, STEP_LINES, (a, b) =>
    a.size === b.size ? a.index - b.index : a.size > b.size ? -1 : 1,
  );
  return sorted.map(({ line }) => line);
}

/** The differences among the lines below a row that adds up others. */
export interface DifferencesBelow {
  /** How many lines ask for a decision. */
  count: number;
  /** The largest ones. */
  readonly largest: LineDocument[];
}

/** Those of all rows that have some; each names its largest ones, up to `most`. */
export function* differencesBelowInSteps(
  ranked: readonly LineDocument[],
  { homeOf }: VarianceLayout,
  most: number,
): Steps<ReadonlyMap<VarianceRow, Readonly<DifferencesBelow>>> {
  const found = new Map<VarianceRow, DifferencesBelow>();
  for (const [index, line] of ranked.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
    for (const row of homeOf.get(line)?.above ?? NONE) {
      const below = found.get(row) ?? { count: 0, largest: [] };
      found.set(row, below);
      below.count += 1;
      if (below.largest.length < most) below.largest.push(line);
    }
  }
  return found;
}
