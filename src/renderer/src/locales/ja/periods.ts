import type { PERIODS as ENGLISH } from '../en/periods.ts';
import type { WordsOf } from '../words-of.ts';

/** The periods of the workspace, in Japanese. */
export const PERIODS: WordsOf<typeof ENGLISH> = {
  heading: '対象期間',
  description: '各月に保持しているデータと、残っている作業を確認します。',
  empty: 'ワークスペースに期間はまだありません。',
  period: '期間',
  invoices: '請求書',
  reports: '利用レポート',
  lastRun: '直近の照合',
  notReconciled: '未照合',
  workbook: 'ワークブックを書き出す…',
  workbookName: 'variance-{{start}}.xlsx',
  coverage: '請求書 {{rows}} 行のうち {{audited}} 行を検証',
  variance: '差異 {{amount}}',
  withoutPeriod: '日付のないファイル',
  none: '–',
};
