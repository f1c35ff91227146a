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
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
