import type { JOBS as ENGLISH } from '../en/jobs.ts';
import type { WordsOf } from '../words-of.ts';

/** The jobs of the engine, in Japanese. */
export const JOBS: WordsOf<typeof ENGLISH> = {
  heading: '処理',
  empty: '実行した処理はまだありません。',
  show: '処理を表示',
  hide: '処理を隠す',
  idle: '実行中の処理はありません',
  running_one: '{{count}} 件の処理を実行中',
  running_other: '{{count}} 件の処理を実行中',
  cancel: 'キャンセル',
  kinds: {
    inspect: 'ファイルの確認',
    'fit-units': '請求単位の検証',
    'replay-template': 'テンプレートの検証',
    import: '取り込み',
    reconcile: '照合',
    export: '差異ワークブック',
    fetch: 'Webex からの取得',
    'list-reports': 'Webex のレポート一覧',
    'delete-report': 'Webex での削除',
  },
  states: {
    queued: '待機中',
    running: '実行中',
    cancelling: 'キャンセルしています…',
    completed: '完了',
    failed: '失敗',
    cancelled: 'キャンセルしました。何も変更していません。',
  },
  progress: '{{job}}の進行状況',
  rows: '{{read}} 行のうち {{stored}} 行を保存',
  quarantined: '{{count}} 行を保留',
  reused: '取り込み済み',
  written: '{{file}} を書き出しました',
  fetched: 'レポート {{count}} 件を保持',
  listed: 'Webex のレポート {{count}} 件',
  deleted: 'Webex から削除しました',
};
