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
  SIGN_OFF_STALE: {
    happened:
      '{period} の照合結果は現在のデータによるものではありません。照合後にファイルまたは設定が変更されています。',
    unchanged: '署名は行っていません。',
    remedy: 'この期間をもう一度照合し、結果を確認してから署名してください。',
  },
  SIGN_OFF_BLOCKED: {
    happened: '{period} の照合では金額について判定できていないため、署名できません。',
    unchanged: '署名は行っていません。',
    remedy: '照合チェックを開き、示された問題を先に解消してください。',
  },
  SIGN_OFF_ORDER: {
    happened: '一つ前の段階が未署名か、その署名が保留になっています。',
    unchanged: '署名は行っていません。',
    remedy: '作成、確認、承認の順に署名してください。',
  },
  SIGN_OFF_SAME_PERSON: {
    happened: '{name} さんは、この期間の別の段階にすでに署名しています。',
    unchanged: '署名は行っていません。',
    remedy:
      '別の担当者が署名してください。同じ担当者のまま署名する場合は、同一人物による署名であることが記録に残ります。',
  },
  SIGN_OFF_HELD: {
    happened: 'この段階は {name} さんが署名済みです（{at}）。',
    unchanged: '既存の署名は有効です。',
    remedy: '別の担当者が署名する場合は、先に既存の署名を取り消してください。',
  },
  FOLDER_NOT_EMPTY: {
    happened: 'フォルダー「{folder}」は空でないか、現在のワークスペースの中にあります。',
    unchanged: NOTHING_CHANGED,
    remedy: '空のフォルダーを選択するか、新しいフォルダーを作成してください。',
  },
  PRACTICE_ELSEWHERE: {
    happened: 'このワークスペースには実際のデータが保存されています。',
    unchanged: NOTHING_CHANGED,
    remedy: '練習用データは対象期間の画面から開いてください。専用のワークスペースが使われます。',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorSentence>>;
