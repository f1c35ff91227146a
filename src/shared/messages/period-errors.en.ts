import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = 'Nothing was changed.';

/** Errors about periods and their invoices, in English. A part in [brackets] stands only where its values are known. */
export const PERIOD_ERRORS_EN = {
  INVOICE_NOT_HELD: {
    happened: 'The workspace holds no invoice that bills the period {period}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Import the invoice of this period first.',
  },
  INVOICE_AMBIGUOUS: {
    happened: 'Several invoices bill the period {period}, and two of them may be the same one: {files}.',
    unchanged: NOTHING_CHANGED,
    remedy:
      'Choose the invoices that are to be reconciled together, or undo the import of the one that no longer counts.',
  },
  BATCH_UNKNOWN: {
    happened: 'A file that was chosen is no longer part of the workspace.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Open the period again and choose from what it holds now.',
  },
  SIGN_OFF_STALE: {
    happened:
      'The result of {period} is not from what the workspace holds now: files or settings have changed since.',
    unchanged: 'Nothing was signed.',
    remedy: 'Reconcile the period again, look at the result, then sign.',
  },
  SIGN_OFF_BLOCKED: {
    happened: 'The result of {period} says nothing about the figures, so there is nothing to sign.',
    unchanged: 'Nothing was signed.',
    remedy: 'Open the checks: what they name must be put right first.',
  },
  SIGN_OFF_ORDER: {
    happened: 'The step before this one is not signed, or its signature is suspended.',
    unchanged: 'Nothing was signed.',
    remedy: 'Sign in order: prepared, reviewed, approved.',
  },
  SIGN_OFF_SAME_PERSON: {
    happened: '{name} has already signed another step of this period.',
    unchanged: 'Nothing was signed.',
    remedy:
      'Have another person sign, or sign anyway: the signature then shows that both steps were one person’s.',
  },
  SIGN_OFF_HELD: {
    happened: 'This step is already signed by {name} ({at}).',
    unchanged: 'That signature stands.',
    remedy: 'Withdraw it first if another person is to sign.',
  },
  FOLDER_NOT_EMPTY: {
    happened: 'The folder "{folder}" is not empty, or lies within the present workspace.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose an empty folder, or make a new one.',
  },
  PRACTICE_ELSEWHERE: {
    happened: 'This workspace holds files of your own.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Open the practice period from the Periods screen: it has a workspace of its own.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
