import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = 'Nothing was changed.';

/** Errors about the work on a month's differences, in English. A part in [brackets] stands only where its values are known. */
export const WORK_ERRORS_EN = {
  RUN_NOT_CURRENT: {
    happened: 'The month has been reconciled again since this result was shown.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Look at the newest result and decide there.',
  },
  WORK_LINE_UNKNOWN: {
    happened: 'A chosen line is not part of this result.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Open the newest result of the month and choose again.',
  },
  WORK_REASON_MISSING: {
    happened: 'A reason is missing[ for {lines} of the chosen lines].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose a reason. An explanation, and accepting or disputing a material difference, needs one.',
  },
  WORK_NOTE_MISSING: {
    happened: 'A note is missing[ for {lines} of the chosen lines].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Write a note. The reason OTHER, and accepting or disputing a material difference, needs one.',
  },
  WORK_NOT_RESOLVABLE: {
    happened: 'Only a disputed or carried difference can be resolved.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Dispute or carry the difference first, or accept it.',
  },
  WORK_MATCH_IMPOSSIBLE: {
    happened: 'These lines cannot be matched.',
    unchanged: NOTHING_CHANGED,
    remedy:
      'Choose charges without usage of this period on one side and usage on the other, all at the same level, none of them in another match.',
  },
  WORK_ROW_UNSUITABLE: {
    happened: 'A chosen invoice row does not allow this[: row {row}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose a row that was read completely; only a charge can be excluded or split.',
  },
  WORK_SPLIT_NOT_EXACT: {
    happened: 'The parts do not add up to the row[: the row is {row}, the parts are {parts}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Correct the quantities and amounts until both sums are equal to the row, to the last digit.',
  },
  WORK_ALIAS_IMPOSSIBLE: {
    happened:
      'No alias can be learned from these lines: both sides call it the same, or one gives it no name.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose a field in which the two sides differ.',
  },
  WORK_RULE_UNKNOWN: {
    happened: 'The match, split, exclusion or class is not set any more.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Look at the newest result of the month.',
  },
  WORK_NOTHING_TO_UNDO: {
    happened: 'There is nothing to undo in this month.',
    unchanged: NOTHING_CHANGED,
    remedy: 'The history of the month shows what was done.',
  },
  WORK_NOTHING_TO_REDO: {
    happened: 'There is nothing to do again in this month.',
    unchanged: NOTHING_CHANGED,
    remedy: 'The history of the month shows what was done.',
  },
  WORK_CHANGED_MEANWHILE: {
    happened: 'What the act had set was changed elsewhere since[: {what}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Change it in the settings instead of undoing the act.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
