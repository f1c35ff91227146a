import { z } from 'zod';
import { parsePlainDate, type PlainDate } from '#core/period.ts';
import { isLineKeyText, LONGEST_LINE_KEY } from '#core/reconcile/manual/line-key-text.ts';
import { MANUAL_CLASSES } from '#core/reconcile/manual/manual-rules.ts';
import { ACT_KINDS } from '#core/work/act.ts';
import { REASON_CODES, WORKFLOWS } from '#core/work/line-state.ts';
import { LONGEST_NOTE, MOST_LINES_AN_ACT, MOST_ROWS_A_PAGE } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import { decimalText, moment, name, page, pageOf, period, type ChannelContract } from './channel-contract.ts';
import { lineFilter } from './result-lines.ts';

/** A line's name beyond its run. */
export const lineKey = z
  .string()
  .max(LONGEST_LINE_KEY)
  .refine((text): boolean => isLineKeyText(text));
const lineKeys = z.array(lineKey).min(1).max(MOST_LINES_AN_ACT);
/** An invoice row's address: source, sheet and row as one text. */
const rowAddress = z.string().min(1).max(LONGEST_LINE_KEY);
const rowAddresses = z.array(rowAddress).min(1).max(MOST_LINES_AN_ACT);

const someText = z.string().trim().min(1).max(LONGEST_NOTE);
const day = z.string().transform((text, refine): PlainDate => {
  const parsed = parsePlainDate(text);
  if (parsed !== undefined) return parsed;
  refine.addIssue({ code: 'custom', message: 'not a day' });
  return z.NEVER;
});

/** Which lines of a run: some of them by name, or all that a filter leaves. */
export const lineSelection = z.union([
  z.strictObject({ keys: lineKeys }),
  z.strictObject({ filter: lineFilter }),
]);

/** What is said of lines; what is not named stays, null takes it away. */
const judgement = z.strictObject({
  status: z.enum(WORKFLOWS).optional(),
  reason: z.enum(REASON_CODES).nullable().optional(),
  note: someText.nullable().optional(),
  reviewed: z.boolean().optional(),
  assignee: someText.nullable().optional(),
  due: day.nullable().optional(),
});

const ofRun = z.strictObject({ runId: name });
const why = { reason: z.enum(REASON_CODES).optional(), note: someText.optional() };

/** What an act came to. `jobId`: the run that makes it show, where it needs one. */
export const actDone = z.object({
  /** Its place in the event log; null where it would have changed nothing. */
  sequence: z.int().nullable(),
  changes: z.int(),
  jobId: z.string().nullable(),
});
export type ActDoneReply = z.output<typeof actDone>;

/** What people have decided about a line. */
export const lineWork = z.object({
  status: z.enum(WORKFLOWS),
  reason: z.enum(REASON_CODES).nullable(),
  note: z.string().nullable(),
  reviewed: z.boolean(),
  assignee: z.string().nullable(),
  due: z.string().nullable(),
  /** The difference as it was when it was judged; null while it is not. */
  judged: z.object({ quantity: decimalText, amount: decimalText.nullable() }).nullable(),
  /** Whether the difference is another one now. */
  hasChanged: z.boolean(),
  by: z.string(),
  at: moment,
});
export type LineWork = z.output<typeof lineWork>;

/** A rule that a person has set. */
export const wireRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('match'),
    key: z.string(),
    invoice: z.array(z.string()),
    usage: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('split'),
    key: z.string(),
    row: z.string(),
    parts: z.array(z.object({ quantity: decimalText, amount: decimalText, target: z.string().nullable() })),
  }),
  z.object({ kind: z.literal('exclusion'), key: z.string(), row: z.string(), reason: z.string() }),
  z.object({
    kind: z.literal('reclassification'),
    key: z.string(),
    row: z.string(),
    rowClass: z.enum(MANUAL_CLASSES),
  }),
]);
export type WireRule = z.output<typeof wireRule>;

/** A rule that stands, who has set it and when, and the file of its row. */
const standingRule = z.object({
  rule: wireRule,
  by: z.string(),
  at: moment,
  /** Null for a match, and where the workspace has no such file any more. */
  file: z.string().nullable(),
});
export type StandingRule = z.output<typeof standingRule>;

/** An act in the history of a month. */
export const historyEntry = z.object({
  sequence: z.int(),
  kind: z.enum(ACT_KINDS),
  /** The act that is undone or done again. */
  of: z.int().nullable(),
  at: moment,
  by: z.string(),
  changes: z.int(),
  /** Whether it was taken back, and not done again since. */
  isUndone: z.boolean(),
  status: z.enum(WORKFLOWS).nullable(),
  reason: z.enum(REASON_CODES).nullable(),
  note: z.string().nullable(),
  /** The lines, or the places of the rows, that it was about: the first few. */
  about: z.array(z.string()),
});
export type HistoryEntry = z.output<typeof historyEntry>;

/** How far the work on a run's month is. */
export const workProgress = z.object({
  runId: z.string(),
  period,
  currency: z.string().nullable(),
  differences: z.int(),
  settled: z.int(),
  reviewed: z.int(),
  changed: z.int(),
  toExplain: decimalText,
  explained: decimalText,
  withoutAmount: z.int(),
  byStatus: z.record(z.enum(WORKFLOWS), z.int()),
  /** Who has differences to settle, and how many. */
  assignees: z.array(z.object({ name: z.string(), differences: z.int() })),
  /** How many differences are to be settled until a day. */
  withDue: z.int(),
  /** Judged lines that the run does not have any more. */
  absent: z.int(),
  /** Whether the run was made with the rules that stand now. */
  isCurrent: z.boolean(),
  /** What would be undone, and done again; null: nothing. */
  undo: historyEntry.nullable(),
  redo: historyEntry.nullable(),
});
export type WireWorkProgress = z.output<typeof workProgress>;

export const WORK_CONTRACT = {
  /** Judges lines in one act: all of them, or none. */
  'work:judge-lines': { input: ofRun.extend({ lines: lineSelection, judgement }), output: actDone },
  /** Holds charges without usage against usage; the month is reconciled anew. */
  'work:match-lines': {
    input: ofRun.extend({ invoice: lineKeys, usage: lineKeys, ...why }),
    output: actDone,
  },
  'work:split-row': {
    input: ofRun.extend({
      row: rowAddress,
      parts: z
        .array(z.strictObject({ quantity: decimalText, amount: decimalText, target: lineKey.nullable() }))
        .min(2)
        .max(100),
      ...why,
    }),
    output: actDone,
  },
  'work:exclude-rows': {
    input: ofRun.extend({ rows: rowAddresses, reason: z.enum(REASON_CODES), note: someText.optional() }),
    output: actDone,
  },
  'work:reclassify-rows': {
    input: ofRun.extend({ rows: rowAddresses, rowClass: z.enum(MANUAL_CLASSES), ...why }),
    output: actDone,
  },
  /** Saves for this and all later months that both lines are the same thing. */
  'work:learn-alias': {
    input: ofRun.extend({
      invoice: lineKey,
      usage: lineKey,
      field: z.enum(['sku', 'customer', 'subscription']),
    }),
    output: actDone,
  },
  'work:withdraw-rules': {
    input: ofRun.extend({
      rules: z
        .array(
          z.strictObject({
            kind: z.enum(['match', 'split', 'exclusion', 'reclassification']),
            key: z.string().min(1).max(LONGEST_LINE_KEY),
          }),
        )
        .min(1)
        .max(MOST_LINES_AN_ACT),
    }),
    output: actDone,
  },
  'work:undo': { input: z.strictObject({ period }), output: actDone },
  'work:redo': { input: z.strictObject({ period }), output: actDone },
  /** The acts of a month, the newest first. */
  'work:get-history': { input: page.extend({ period }), output: pageOf(historyEntry) },
  'work:get-progress': { input: ofRun, output: workProgress },
  /** What was decided about some lines; untouched ones are left out. */
  'work:list-states': {
    input: ofRun.extend({ keys: z.array(lineKey).max(MOST_ROWS_A_PAGE) }),
    output: z.object({ states: z.array(z.object({ key: z.string(), work: lineWork })) }),
  },
  'work:list-rules': {
    input: z.strictObject({ period }),
    output: z.object({ rules: z.array(standingRule) }),
  },
  /** The reason that was last given to a difference like these, with its note, and the month that it is from. */
  'work:get-last-reason': {
    input: ofRun.extend({ signature: name }),
    output: z.object({ reason: z.enum(REASON_CODES), note: z.string().nullable(), period }).nullable(),
  },
} as const satisfies Record<ChannelOf<'work'>, ChannelContract>;
