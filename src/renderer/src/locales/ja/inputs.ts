import type { INPUTS as ENGLISH } from '../en/inputs.ts';
import type { WordsOf } from '../words-of.ts';

/** Files that come in, in Japanese. */
export const INPUTS: WordsOf<typeof ENGLISH> = {
  heading: 'ファイル',
  lead: '請求書と利用レポートをここにドロップしてください。',
  choose: 'ファイルを選択…',
  reconcile: '照合を実行',
  needsInvoice: '照合には請求書が必要です。',
  remove: '{{name}} を一覧から外す',
  unread: '未読み込み',
  invoice: '請求書',
  report: '利用レポート',
};
