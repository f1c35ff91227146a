import type { PHASES_EN } from './phases.en.ts';

/** What a running job is doing, in Japanese. */
export const PHASES_JA: Record<keyof typeof PHASES_EN, string> = {
  'keep-copy': 'ワークスペースへファイルを複写中',
  'read-report': 'レポート読み込み中',
  'read-invoice': '請求書読み込み中',
  'read-parameters': '設定ファイル読み込み中',
  'store-rows': '明細保存中',
  reconcile: '照合中',
  'write-workbook': 'ワークブック作成中',
  backup: 'バックアップ中',
  bundle: '証跡バンドル作成中',
  verify: '証跡検証中',
  'fetch-report': 'レポート取得中',
  'create-report': 'レポートの作成を依頼中',
  'list-reports': 'Webex のレポート一覧を確認中',
  'delete-report': 'Webex のレポートを削除中',
};
