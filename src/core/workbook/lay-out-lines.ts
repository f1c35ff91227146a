import { idKey } from '../ids.ts';
import type { ComponentsDocument, LineDocument } from '../reconcile/result-document.ts';
import { absolute, picos, type Picos } from '../decimal/micros.ts';
import type { UsageLevel } from '../usage/usage-row.ts';
import { quoted } from '../quoted.ts';
import { remembered } from '../remember.ts';
import { finish, mapInSteps, sortInSteps, type Steps } from '../steps.ts';
import { exact } from './exact.ts';

/** The variance tables, coarse to fine. */
export const VARIANCE_SHEETS = ['by-sku', 'by-customer', 'by-user'] as const;
export type VarianceSheet = (typeof VARIANCE_SHEETS)[number];

/** A row of a variance table: a compared line itself, or the sum of rows of the next finer table. */
export interface VarianceRow {
  /** `S-0001`, `C-0001` or `U-0001`: the row's name within the workbook. */
  readonly id: string;
  readonly sheet: VarianceSheet;
  /** The compared line; undefined for a row that adds up finer ones. */
  readonly line: LineDocument | undefined;
  /** All lines below this row. */
  readonly lines: readonly LineDocument[];
  readonly subscriptionId: string | null;
  readonly sku: string;
  readonly customerOrgId: string | null;
  readonly customerExternalId: string | null;
  readonly consumerId: string | null;
  readonly skuRow: string;
  readonly customerRow: string | undefined;
}

/** The rows that a source row adds to. */
export interface RowReferences {
  readonly skuRow: string;
  readonly customerRow: string | undefined;
  readonly userRow: string | undefined;
}

/** Where each compared line stands in the workbook. */
export interface VarianceLayout {
  readonly rows: Readonly<Record<VarianceSheet, readonly VarianceRow[]>>;
  readonly referencesOf: ReadonlyMap<LineDocument, RowReferences>;
  /** The row of the line itself. */
  readonly homeOf: ReadonlyMap<LineDocument, VarianceRow>;
}

const HOME = { partner: 'by-sku', customer: 'by-customer', user: 'by-user' } as const;
const PREFIX = { 'by-sku': 'S', 'by-customer': 'C', 'by-user': 'U' } as const;

interface Draft {
  readonly sheet: VarianceSheet;
  readonly id: string;
  readonly first: LineDocument;
  readonly isLeaf: boolean;
  readonly lines: LineDocument[];
  readonly skuRow: string;
  readonly customerRow: string | undefined;
}

/** Ids in the form in which they are compared, as one text. Subscriptions and SKUs come again on every line. */
const keyOf = remembered((id: string): string => quoted(idKey(id) ?? ''));
const keyText = (...parts: readonly (string | null)[]): string =>
  parts.map((part) => (part === null ? 'null' : keyOf(part))).join(',');

/** Lines that are laid out in one step. */
const STEP_LINES = 1000;

/**
 * Lays the compared lines over the tables: each line has its own row at the grain at which it was compared, and
 * finer lines are added up in the coarser tables. Rows keep the order of the result.
 */
export const layOutLines = (lines: readonly LineDocument[]): VarianceLayout =>
  finish(layOutLinesInSteps(lines));

/** The same in steps of a few milliseconds. */
export function* layOutLinesInSteps(lines: readonly LineDocument[]): Steps<VarianceLayout> {
  const drafts: Record<VarianceSheet, Draft[]> = { 'by-sku': [], 'by-customer': [], 'by-user': [] };
  const groups = new Map<string, Draft>();
  const add = (
    sheet: VarianceSheet,
    line: LineDocument,
    isLeaf: boolean,
    above: Omit<RowReferences, 'userRow'> | undefined,
  ): Draft => {
    const id = `${PREFIX[sheet]}-${(drafts[sheet].length + 1).toString().padStart(4, '0')}`;
    const draft: Draft = {
      sheet,
      id,
      first: line,
      isLeaf,
      lines: [line],
      skuRow: above?.skuRow ?? id,
      customerRow: sheet === 'by-customer' ? id : above?.customerRow,
    };
    drafts[sheet].push(draft);
    return draft;
  };
  const group = (sheet: VarianceSheet, key: string, line: LineDocument, above: Draft | undefined): Draft => {
    const held = groups.get(key);
    if (held) {
      held.lines.push(line);
      return held;
    }
    const draft = add(sheet, line, false, above);
    groups.set(key, draft);
    return draft;
  };
  const referencesOf = new Map<LineDocument, RowReferences>();
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
    const skuKey = keyText(line.subscriptionId, line.sku);
    const skuGroup = line.level === 'partner' ? undefined : group('by-sku', `sku ${skuKey}`, line, undefined);
    const customerGroup =
      line.level === 'user'
        ? group('by-customer', `customer ${skuKey} ${keyText(line.customerOrgId)}`, line, skuGroup)
        : undefined;
    const home = add(HOME[line.level], line, true, customerGroup ?? skuGroup);
    referencesOf.set(line, {
      skuRow: home.skuRow,
      customerRow: home.customerRow,
      userRow: line.level === 'user' ? home.id : undefined,
    });
  }
  const rows = {
    'by-sku': yield* mapInSteps(drafts['by-sku'], STEP_LINES, rowOf),
    'by-customer': yield* mapInSteps(drafts['by-customer'], STEP_LINES, rowOf),
    'by-user': yield* mapInSteps(drafts['by-user'], STEP_LINES, rowOf),
  };
  const homeOf = new Map<LineDocument, VarianceRow>();
  for (const sheet of VARIANCE_SHEETS) {
    for (const row of rows[sheet]) if (row.line !== undefined) homeOf.set(row.line, row);
    yield;
  }
  return { rows, referencesOf, homeOf };
}

function rowOf(draft: Draft): VarianceRow {
  const { first, sheet, isLeaf } = draft;
  const isCoarse = sheet === 'by-sku';
  return {
    id: draft.id,
    sheet,
    line: isLeaf ? first : undefined,
    lines: draft.lines,
    subscriptionId: first.subscriptionId,
    sku: first.sku,
    customerOrgId: isCoarse ? null : first.customerOrgId,
    customerExternalId: isCoarse ? null : first.customerExternalId,
    consumerId: sheet === 'by-user' ? first.consumerId : null,
    skuRow: draft.skuRow,
    customerRow: draft.customerRow,
  };
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
}

/** The exact figures of a row. */
export const figuresOf = (row: VarianceRow): VarianceFigures => finish(figuresInSteps(row));

/** The same in steps of a few milliseconds: a row may add up all lines. */
export function* figuresInSteps({ lines }: VarianceRow): Steps<VarianceFigures> {
  let [invoicedQuantity, usageQuantity, userDays, invoicedAmount] = [0n, 0n, 0n, 0n];
  let [quantity, price, lineRounding, unitRounding, unexplained] = [0n, 0n, 0n, 0n, 0n];
  let expectedAmount: bigint | undefined;
  let amountVariance: bigint | undefined;
  let hasComponents = false;
  for (const [index, { invoiced, usage, expected, variance, components }] of lines.entries()) {
    if (index % STEP_LINES === STEP_LINES - 1) yield;
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
  const differs =
    exact(line.variance.quantity) !== 0n ||
    line.variance.amount === null ||
    exact(line.variance.amount) !== 0n;
  return differs && !line.withinTolerance;
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
