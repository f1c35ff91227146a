import type { ErrorSentence } from './error-sentence.ts';

const NOTHING_CHANGED = '何も変更していません。';

/** Errors of the import screen: drafts, templates, undoing; in Japanese. */
export const IMPORT_ERRORS_JA = {
  DRAFT_UNKNOWN: {
    happened: 'このファイルの読込み内容は、列の対応の画面に保持されていません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'ファイルをもう一度選択してください。読み込み直し、テンプレートも再度適用します。',
  },
  DRAFT_OUTDATED: {
    happened: 'ファイル {file} の内容が、読み込んだ時点から変わっています。',
    unchanged: '取り込みは行っていません。',
    remedy: 'ファイルをもう一度選択し、金額を確認してから取り込んでください。',
  },
  TEMPLATE_UNKNOWN: {
    happened: 'このテンプレートはすでにありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '別のテンプレートを選択するか、列の対応を手動で指定してください。',
  },
  TEMPLATE_NAME_TAKEN: {
    happened: '「{name}」という名前のテンプレートはすでにあります。',
    unchanged: NOTHING_CHANGED,
    remedy: '別の名前を付けるか、既存のテンプレートの新しい版として保存してください。',
  },
  TEMPLATE_NEVER_USED: {
    happened: 'このテンプレートで取り込んだ過去の請求書がありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '比較の対象がないため、この請求書の合計をご確認ください。',
  },
  IMPORT_UNKNOWN: {
    happened: 'この取り込みは存在しません。',
    unchanged: NOTHING_CHANGED,
    remedy: '取り込みの一覧を表示し直してください。',
  },
  IMPORT_NOT_ACTIVE: {
    happened:
      '{file} の取り込みは、取り消し済みか、同じファイルの後の取り込みに置き換えられており、現在は有効ではありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '取り込みの一覧を表示し直してください。',
  },
  IMPORT_NOT_UNDONE: {
    happened: '{file} の取り込みは取り消されていないため、元に戻す必要がありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '取り込みの一覧を表示し直してください。',
  },
  IMPORT_IN_USE: {
    happened: '{file} の取り込みは、{runs} 件の実行で使われています。',
    unchanged: NOTHING_CHANGED,
    remedy:
      '取り消してよいかを確認してください。実行の結果はそのまま残り、有効でないファイルに基づくものとして表示されます。取り消した後は、対象期間を照合し直してください。',
  },
  IMPORT_FETCHED: {
    happened: '利用レポート {file} は Webex から取得したもので、対象期間の利用実績として使われています。',
    unchanged: NOTHING_CHANGED,
    remedy: '対象期間の利用レポートを取得し直すか、レポート画面で削除してください。',
  },
} as const satisfies Record<string, ErrorSentence>;
