import type { PlainDate } from '../period.ts';
import type { DecimalText } from '../reconcile/result-document.ts';

/** The reason codes that are shipped (domain rules 1.7). */
export const REASON_CODES = [
  'PRORATION',
  'ADD_DROP_TIMING',
  'SKU_RENAME',
  'PRICE_CHANGE',
  'MIN_COMMIT',
  'CREDIT_NEXT_MONTH',
  'DUPLICATE',
  'INTERNAL_TEST_ORG',
  'SUBPARTNER',
  'ROUNDING',
  'FX',
  'DATA_ERROR',
  'OTHER',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What has become of a difference. An axis of its own: no status changes a figure. */
export const WORKFLOWS = ['open', 'explained', 'accepted', 'disputed', 'carried', 'resolved'] as const;
export type Workflow = (typeof WORKFLOWS)[number];

/** The difference of a line as it was when a person judged it. */
export interface JudgedFigure {
  readonly quantity: DecimalText;
  /** Null where the line has no expected price, and so no amount. */
  readonly amount: DecimalText | null;
}

/** What people have decided about a line of a month. */
export interface LineState {
  readonly status: Workflow;
  readonly reason: ReasonCode | undefined;
  readonly note: string | undefined;
  /** Whether a person has looked at it. */
  readonly reviewed: boolean;
  readonly assignee: string | undefined;
  /** Until when it is to be settled. */
  readonly due: PlainDate | undefined;
  /** Undefined while it is neither judged nor reviewed. */
  readonly judged: JudgedFigure | undefined;
}

/** A line that nobody has touched. */
export const UNTOUCHED: LineState = {
  status: 'open',
  reason: undefined,
  note: undefined,
  reviewed: false,
  assignee: undefined,
  due: undefined,
  judged: undefined,
};

/** The same state is always the same text; an untouched line has none. */
export function lineStateText(state: LineState): string | undefined {
  const text = JSON.stringify([
    state.status,
    state.reason ?? null,
    state.note ?? null,
    state.reviewed,
    state.assignee ?? null,
    state.due ?? null,
    state.judged?.quantity ?? null,
    state.judged?.amount ?? null,
  ]);
  return text === UNTOUCHED_TEXT ? undefined : text;
}

const UNTOUCHED_TEXT = JSON.stringify(['open', null, null, false, null, null, null, null]);

/** Reads what {@link lineStateText} wrote. */
export function readLineState(text: string | undefined): LineState {
  if (text === undefined) return UNTOUCHED;
  const [status, reason, note, reviewed, assignee, due, quantity, amount] = JSON.parse(text) as readonly [
    Workflow,
    ReasonCode | null,
    string | null,
    boolean,
    string | null,
    PlainDate | null,
    DecimalText | null,
    DecimalText | null,
  ];
  return {
    status,
    reason: reason ?? undefined,
    note: note ?? undefined,
    reviewed,
    assignee: assignee ?? undefined,
    due: due ?? undefined,
    judged: quantity === null ? undefined : { quantity, amount },
  };
}

/** Whether a line's difference is another one than it was when a person judged it. */
export const hasChangedSince = (state: LineState, current: JudgedFigure): boolean =>
  state.judged !== undefined &&
  (state.judged.quantity !== current.quantity || state.judged.amount !== current.amount);
