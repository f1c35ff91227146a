import { z } from 'zod';
import { DIRECTIONS, EXPLANATION_CODES, MATCHES, VARIANCE_CLASSES } from '#core/reconcile/result-document.ts';
import { RATIO_STEPS } from '#core/reconcile/signature.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import { WORKFLOWS } from '#core/work/line-state.ts';
import { LINE_SORTS } from '../line-sorts.ts';
import { LONGEST_NOTE } from '../../limits.ts';
import { day, decimalText, name, pageOf } from './channel-contract.ts';

const some = <Value extends z.ZodType>(value: Value): z.ZodOptional<z.ZodArray<Value>> =>
  z.array(value).min(1).max(100).optional();

/** Exactly these ids, as a line has them; null: the line names none. What is not named may be anything. */
export const lineKeyFilter = z.strictObject({
  subscriptionId: name.nullable().optional(),
  sku: name.optional(),
  customerOrgId: name.nullable().optional(),
  customerExternalId: name.nullable().optional(),
  consumerId: name.nullable().optional(),
});

/** Which lines of a run: all conditions hold at once, of a list one is enough. Nothing stated: every line. */
export const lineFilter = z.strictObject({
  /** Only what is beyond tolerance. */
  differencesOnly: z.boolean().optional(),
  classes: some(z.enum(VARIANCE_CLASSES)),
  directions: some(z.enum(DIRECTIONS)),
  matches: some(z.enum(MATCHES)),
  skus: some(name),
  explanations: some(z.enum(EXPLANATION_CODES)),
  /** What has become of a difference; untouched ones are open. Only differences have a status. */
  statuses: some(z.enum(WORKFLOWS)),
  /** Differences that a person has looked at, or has not. */
  reviewed: z.boolean().optional(),
  /** Whose differences they are to settle; an empty text: nobody's. */
  assignees: some(z.string().max(LONGEST_NOTE)),
  /** Differences that are to be settled by this day or before it. */
  dueBy: day.optional(),
  /** Like differences: see `results:list-clusters`. */
  signature: name.optional(),
  /** Part of any name of a line, whatever its case and width. */
  search: z.string().max(200).optional(),
  key: lineKeyFilter.optional(),
});
export type LineFilter = z.output<typeof lineFilter>;

/** An order; what is unknown comes last in either direction. */
export const lineSort = z.strictObject({
  column: z.enum(LINE_SORTS),
  direction: z.enum(['ascending', 'descending']),
});
export type LineSort = z.output<typeof lineSort>;

/** The figures that lists and sums have in common; null: unknown, never 0. */
const figures = {
  invoicedQuantity: decimalText.nullable(),
  userDays: decimalText,
  expectedQuantity: decimalText.nullable(),
  varianceQuantity: decimalText.nullable(),
  invoicedAmount: decimalText.nullable(),
  expectedAmount: decimalText.nullable(),
  varianceAmount: decimalText.nullable(),
};

/** Users beneath a line, or beneath all lines of a list: how many, and what the USER report counts for them. */
const listedUsers = z.object({ users: z.int(), userDays: decimalText });
export type ListedUsers = z.output<typeof listedUsers>;

/**
 * A row of a list of lines: a `line` of the result; a `sum` of several, at a coarser level than they were compared at;
 * or a `usage` row, the part of a user in the usage of the line above it, for which the invoice has no figure of its
 * own: its user-days are among those of the line.
 */
export const lineRow = z.object({
  kind: z.enum(['line', 'sum', 'usage']),
  /** The line's place in the result; for `usage`, its line's; null for a `sum`. */
  position: z.int().nullable(),
  lineKey: z.string().nullable(),
  level: z.enum(USAGE_LEVELS),
  subscriptionId: z.string().nullable(),
  sku: z.string(),
  customerOrgId: z.string().nullable(),
  customerExternalId: z.string().nullable(),
  customerName: z.string().nullable(),
  consumerId: z.string().nullable(),
  /** Null where the lines of a sum differ in it. */
  match: z.enum(MATCHES).nullable(),
  class: z.enum(VARIANCE_CLASSES).nullable(),
  direction: z.enum(DIRECTIONS),
  withinTolerance: z.boolean(),
  /** How many lines it is made of, how many of them differ beyond tolerance, and how many have no expected amount. */
  lines: z.int(),
  differences: z.int(),
  unpriced: z.int(),
  invoicedPrice: decimalText.nullable(),
  expectedPrice: decimalText.nullable(),
  ...figures,
  explanations: z.array(z.enum(EXPLANATION_CODES)),
  signature: z.string().nullable(),
  /** What people have made of it; null for what is no single difference. */
  status: z.enum(WORKFLOWS).nullable(),
  reviewed: z.boolean(),
  /** Who is to settle it, and until when. */
  assignee: z.string().nullable(),
  due: z.string().nullable(),
  /** Of a line in a list with users: those beneath it. Null in other lists. */
  users: listedUsers.nullable(),
});
export type LineRow = z.output<typeof lineRow>;

/** What all the lines of a filter come to, exactly. Amounts are of the lines that have them. */
export const lineTotals = z.object({
  lines: z.int(),
  differences: z.int(),
  unpriced: z.int(),
  ...figures,
  /** The sums of what is over and of what is under: a sum in which they cancel out is no agreement. */
  over: decimalText,
  under: decimalText,
});
export type LineTotals = z.output<typeof lineTotals>;

/** A page of lines with the totals of all of them; `users` where users were asked for: all that stand in the list. */
export const linePage = pageOf(lineRow).extend({ totals: lineTotals, users: listedUsers.nullable() });

/** Differences with one signature (domain rules 4.9). */
export const lineCluster = z.object({
  signature: z.string(),
  class: z.enum(VARIANCE_CLASSES),
  sku: z.string(),
  direction: z.enum(DIRECTIONS),
  ratio: z.enum(RATIO_STEPS),
  lines: z.int(),
  customers: z.int(),
  varianceAmount: decimalText.nullable(),
  varianceQuantity: decimalText.nullable(),
  unpriced: z.int(),
  /** In how many periods in a row, up to this one, the last run has it: 1 is the first time. */
  periods: z.int().min(1),
});
export type LineCluster = z.output<typeof lineCluster>;

const count = <Value extends z.ZodType>(
  value: Value,
): z.ZodArray<z.ZodObject<{ value: Value; lines: z.ZodInt }>> => z.array(z.object({ value, lines: z.int() }));

/** What the lines of a run can be filtered by, with the number of lines. */
export const lineFacets = z.object({
  levels: count(z.enum(USAGE_LEVELS)),
  classes: count(z.enum(VARIANCE_CLASSES)),
  directions: count(z.enum(DIRECTIONS)),
  matches: count(z.enum(MATCHES)),
  skus: count(z.string()),
  explanations: count(z.enum(EXPLANATION_CODES)),
  differences: z.int(),
});
export type LineFacets = z.output<typeof lineFacets>;
