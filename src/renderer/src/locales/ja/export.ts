import type { EXPORT as ENGLISH } from '../en/export.ts';
import type { WordsOf } from '../words-of.ts';

/** The export, in Japanese. */
export const EXPORT: WordsOf<typeof ENGLISH> = {
  heading: '書き出し',
  description: '{{period}} の差異ワークブックを書き出します。確認者はセル単位で検証できます。',
  nothing: '書き出せる結果がありません',
  nothingText: 'ワークブックは照合結果から作成します。先に期間を照合してください。',
  toPeriods: '対象期間へ',
  stale: '照合後にファイルまたは設定が変更されています。ワークブックには変更前の状態が記載されます。',
  practice: '練習用データ: 架空のパートナーのワークブックです。',
  contents: '内容',
  language: 'ワークブックの言語',
  detail: '利用実績の明細レベル',
  detailUser:
    'ユーザー行には個人を特定できる情報が含まれます。閲覧を許可された相手に渡す場合だけ含めるか、ユーザーを伏せてください。',
  detailUserMasked: 'ユーザー行には個人を特定できる情報が含まれますが、このファイルでは伏せています。',
  mask: 'ファイルで伏せる対象',
  maskChoices: { nobody: 'なし', users: 'ユーザー', 'users-and-customers': 'ユーザーと顧客' },
  maskNote: 'ワークブックと CSV の両方に適用されます。数値は変わりません。',
  maskPreview: {
    users: 'ユーザーを伏せます。概要シートに、その旨と元に戻した写しの作り方が記載されます。',
    'users-and-customers':
      'ユーザーと顧客を伏せます。概要シートに、その旨と元に戻した写しの作り方が記載されます。',
  },
  sheets: 'シート',
  sheetsNote:
    'チェックボックスのないシートは、他のシートの数式が参照するか、照合の内容を示すため、常に含まれます。',
  always: '常に含む',
  rows_one: '{{formatted}} 行',
  rows_other: '{{formatted}} 行',
  left: 'このレベルでは対象外',
  write: 'ワークブックを書き出す…',
  fileName: 'variance-{{period}}.xlsx',
  csvHeading: 'CSV',
  csvText: '一つの表を他のソフトウェア向けに書き出します（UTF-8、カンマ区切り、小数点はピリオド）。',
  csvView: '対象',
  views: { lines: '照合したすべての行', exceptions: '要対応の行のみ', checks: '照合チェック' },
  writeCsv: 'CSV を書き出す…',
  csvName: '{{view}}-{{period}}.csv',
  preview: '概要シートの内容',
  checks: '照合チェック',
  exceptions_one: '対応が必要な差異 {{count}} 件',
  exceptions_other: '対応が必要な差異 {{count}} 件',
  noExceptions: '対応が必要な差異はありません',
  hash: '結果ハッシュ {{hash}}',
  written: '{{file}} を書き出しました',
  size: '{{file}}（{{size}}）',
  reveal: 'フォルダーで表示',
  cancel: 'キャンセル',
  command: 'ワークブックを書き出す',
};
