import type { APP as ENGLISH } from '../en/app.ts';
import type { WordsOf } from '../words-of.ts';

/** The frame of the window, in Japanese. */
export const APP: WordsOf<typeof ENGLISH> = {
  tagline: '請求書と利用実績を、数値ごとに照合します。',
  workspace: 'ワークスペース',
  openWorkspace: '別のワークスペースを開く…',
  commandLine: 'コマンドラインの場合',
  close: '閉じる',
  cancel: 'キャンセル',
  incident: '管理番号 {{id}}',
  tryAgain: 'もう一度試す',
  loading: '読み込んでいます…',
  language: '言語',
  theme: '外観',
  density: '表示密度',
  themes: { system: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
  densities: { comfortable: '標準', compact: 'コンパクト' },
  languages: { en: 'English', ja: '日本語' },
  navigation: '画面',
  skip: '本文へ移動',
  screens: {
    periods: '対象期間',
    import: '取り込み',
    reports: 'レポート',
    reconcile: '照合',
    checks: '照合チェック',
    export: '書き出し',
    settings: '設定',
  },
  period: '対象期間',
  noPeriod: '期間はまだありません',
  updates: {
    off: 'この環境では更新を確認しません。管理者にお問い合わせください。',
    current: '最新バージョンです。',
    available: 'バージョン {{version}} を利用できます。',
    unreachable: '更新サーバーに接続できませんでした。何も変更していません。',
  },
  unexpected: {
    title: 'この画面を表示できませんでした',
    text: '保存済みの内容は失われていません。画面を開き直すか、別の画面に移動してください。',
  },
  today: '今日',
  daysAgo_one: '{{count}} 日前',
  daysAgo_other: '{{count}} 日前',
};
