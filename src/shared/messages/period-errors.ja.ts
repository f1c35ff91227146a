import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = '何も変更していません。';

/** Errors about periods and their invoices, in Japanese. A part in [brackets] stands only where its values are known. */
export const PERIOD_ERRORS_JA = {
  INVOICE_NOT_HELD: {
    happened: '期間 {period} の請求書がワークスペースにありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '先にこの期間の請求書を取り込んでください。',
  },
  INVOICE_AMBIGUOUS: {
    happened: '期間 {period} の請求書が複数あり、同じ請求書が重複している可能性があります（{files}）。',
    unchanged: NOTHING_CHANGED,
    remedy: '照合の対象とする請求書を選択するか、不要になった請求書の取り込みを取り消してください。',
  },
  BATCH_UNKNOWN: {
    happened: '選択したファイルは、すでにワークスペースの対象ではありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '期間を開き直し、現在のファイルから選択してください。',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
