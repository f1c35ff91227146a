import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';
import { WORKSPACE_ERRORS_JA } from './workspace-errors.ja.ts';
import { PERIOD_ERRORS_JA } from './period-errors.ja.ts';
import { IMPORT_ERRORS_JA } from './import-errors.ja.ts';
import { WORK_ERRORS_JA } from './work-errors.ja.ts';
import { WEBEX_ERRORS_JA } from './webex-errors.ja.ts';

const NOTHING_CHANGED = '何も変更していません。';
const RESULT_KEPT = '書きかけのファイルは残していません。同名の既存ファイルも元のままです。';

/** Errors in Japanese, as a finance department writes. */
export const ERRORS_JA = {
  USAGE: {
    happened: 'コマンドの指定が不完全です[（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '使い方は「tieout --help」、各コマンドは「tieout コマンド --help」でご確認ください。',
  },
  BAD_OPTION: {
    happened: '{option} に「{value}」は指定できません。',
    unchanged: NOTHING_CHANGED,
    remedy: '指定できる値: {accepted}。',
  },
  OPTION_UNKNOWN: {
    happened: '{option} というオプションはありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '[{suggestion} ではありませんか。]オプションの一覧は --help でご確認ください。',
  },
  OPTION_MISSING: {
    happened: '必須のオプション {option} が指定されていません。',
    unchanged: NOTHING_CHANGED,
    remedy: '指定を追加してください。例は --help でご確認いただけます。',
  },
  OPTION_TWICE: {
    happened: 'オプション {option} が 2 回指定されています。',
    unchanged: NOTHING_CHANGED,
    remedy: 'どちらを使うか判断できないため、1 回だけ指定してください。',
  },
  OPTION_VALUE_MISSING: {
    happened: 'オプション {option} の値がありません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'オプションの後に値を指定してください。',
  },
  ARGUMENT_MISSING: {
    happened: '引数 {argument} が指定されていません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'コマンドの後に指定してください。書き方は --help でご確認ください。',
  },
  ARGUMENT_UNEXPECTED: {
    happened: 'このコマンドに {argument} は指定できません。',
    unchanged: NOTHING_CHANGED,
    remedy: '指定を外してください。空白を含む名前は引用符で囲んでください。',
  },
  COMMAND_UNKNOWN: {
    happened: '「{command}」というコマンドはありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '[「{suggestion}」ではありませんか。]コマンドの一覧は「tieout --help」でご確認ください。',
  },
  NOT_IMPLEMENTED_HERE: {
    happened: 'このバージョンでは実行できません[（{what}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '利用できる機能は「tieout --help」でご確認ください。',
  },

  FILE_NOT_FOUND: {
    happened: 'ファイル {file}[（{path}）]が見つかりません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'ファイル名とフォルダーをご確認ください。',
  },
  FILE_UNREADABLE: {
    happened: 'ファイル {file} を読み込めません[（{reason}）][（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '読み取り権限と、他のプログラムで使用中でないことをご確認ください。',
  },
  FILE_EMPTY: {
    happened: 'ファイル {file} は空です。',
    unchanged: NOTHING_CHANGED,
    remedy: 'ダウンロードまたは保存をやり直してください。',
  },
  FILE_FORMAT_UNKNOWN: {
    happened: 'ファイル {file} は表として読み込める形式ではありません[（{found} のようです）]。',
    unchanged: NOTHING_CHANGED,
    remedy:
      '表計算または CSV のファイル（.xlsx、.csv、.tsv、.xls、.xlsb、.ods、またはそれらの .zip）を指定してください。',
  },
  FILE_DAMAGED: {
    happened: 'ファイル {file} は破損しているか不完全です[（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: 'ダウンロードし直すか、Excel で開いて保存したファイルを指定してください。',
  },
  FILE_TOO_LARGE: {
    happened: 'ファイル {file} は安全に読み込める大きさを超えています[（上限: {limit}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: 'ファイルを分割するか、1 行ずつ読み込める CSV で保存してください。',
  },
  FILE_ENCODING_UNKNOWN: {
    happened: 'ファイル {file} の文字コードを確実に判定できません[（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '「CSV UTF-8」形式で保存し直したファイルを指定してください。',
  },
  FILE_ALREADY_IMPORTED: {
    happened: 'ファイル {file} は取り込み済みです[（{importedAt}）][（取り込み時の名前: {name}）]。',
    unchanged: '二重には取り込んでいません。何も変更していません。',
    remedy: '明細はすでにワークスペースにありますので、対応は不要です。',
  },
  FILE_GIVEN_TWICE: {
    happened: '同じファイルが 2 回指定されています。{file}[ と {other}]の内容が同一です。',
    unchanged: NOTHING_CHANGED,
    remedy: '各ファイルは 1 回だけ指定してください。',
  },
  PASSWORD_NEEDED: {
    happened: 'ファイル {file} はパスワードで保護されています。',
    unchanged: NOTHING_CHANGED,
    remedy: 'パスワードだけを書いたテキストファイルを --password-file で指定してください。',
  },
  PASSWORD_WRONG: {
    happened: '指定されたパスワードでは {file} を開けません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'パスワードファイルには、パスワードだけを 1 行で書いてください。',
  },
  ARCHIVE_UNSAFE: {
    happened: '{file} は構成が通常と異なるため、読み込みませんでした[（{reason}）][（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '想定どおりのファイルであれば、ご自身で展開または保存し直して、中のファイルを指定してください。',
  },
  ENCRYPTION_UNKNOWN: {
    happened: '{file} は、ここでは開けない方式で暗号化されています。',
    unchanged: NOTHING_CHANGED,
    remedy: 'Excel で開き、.xlsx 形式で保存し直したファイルを指定してください。',
  },
  ARCHIVE_NESTED: {
    happened: '圧縮ファイル {file} の中に、さらに圧縮ファイル {member} があります。',
    unchanged: NOTHING_CHANGED,
    remedy: '内側の圧縮ファイルを展開し、中のファイルを指定してください。',
  },
  ARCHIVE_ENCRYPTED: {
    happened: '圧縮ファイル {file} はパスワードで保護されています。',
    unchanged: NOTHING_CHANGED,
    remedy: 'パスワードで展開し、中のファイルを指定してください。',
  },
  TEXT_NUL: {
    happened:
      '{file} の {row} 行目に、文字ではないデータ（ゼロバイト）があります。書き込みが完了していないか、テキストファイルではありません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'もう一度ダウンロードまたは保存してください。',
  },
  TEXT_QUOTE_OPEN: {
    happened: '{file} の {row} 行目から始まるレコードで、引用符が閉じられていません。',
    unchanged: NOTHING_CHANGED,
    remedy:
      'ファイルが途中で切れている場合はもう一度ダウンロードし、そうでない場合はその行を修正してください。',
  },
  TEXT_LINE_TOO_LONG: {
    happened: '{file} の {row} 行目から始まるレコードが {limit} 文字を超えています。',
    unchanged: NOTHING_CHANGED,
    remedy: '表のファイルであること、およびその行の引用符がすべて閉じていることをご確認ください。',
  },
  SHEET_NOT_FOUND: {
    happened: '{file} に「{sheet}」というシートはありません[（シート: {candidates}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '--sheet で実在するシート名を指定してください。',
  },
  SHEET_AMBIGUOUS: {
    happened: '{file} には請求書とみられるシートが複数あります（{candidates}）。',
    unchanged: NOTHING_CHANGED,
    remedy: '--sheet で正しいシートを指定してください。',
  },
  SHEET_TOO_LARGE: {
    happened: '{file} のシート[「{sheet}」]はセル数が安全に読み込める範囲を超えています[（上限: {limit}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '表の下や右にある空の行と列を削除して保存し、もう一度お試しください。',
  },
  FORMULA_WITHOUT_VALUE: {
    happened:
      '{file} に計算結果が保存されていない数式があります[（シート「{sheet}」）][（{row} 行目）][（{column} 列）][（{formula}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: 'Excel で開いて保存すると計算結果が入ります。保存後にもう一度お試しください。',
  },

  REPORT_COLUMN_MISSING: {
    happened: 'レポート {file} に {columns} 列がありません[（ファイルの列: {found}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: 'Webex から取得した CSV を、見出し行を含めてそのまま指定してください。',
  },
  REPORT_COLUMN_TWICE: {
    happened: 'レポート {file} に {column} 列が 2 つあります。',
    unchanged: NOTHING_CHANGED,
    remedy: 'Webex から取得した CSV をそのまま指定してください。',
  },
  REPORT_DATE_AMBIGUOUS: {
    happened:
      '{file} の日付は 2 通りに読めます[（{row} 行目）][（{column} 列）][: 「{text}」][（解釈: {readings}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '--date-order mdy または --date-order dmy で並び順を指定してください。',
  },

  HEADER_NOT_FOUND: {
    happened: '{file}[ のシート「{sheet}」]に見出し行が見つかりません。',
    unchanged: NOTHING_CHANGED,
    remedy: '--sheet でシートを指定するか、--mapping のファイルで列を指定してください。',
  },
  HEADER_CHANGES: {
    happened: '{file}[（シート「{sheet}」）]の {row} 行目に、列の異なる別の見出し行があります。[（{found}）]',
    unchanged: NOTHING_CHANGED,
    remedy: '表ごとに別のシートまたは別のファイルに分けてください。',
  },
  COLUMN_MISSING: {
    happened: '{file}[ のシート「{sheet}」]に {columns} の列が見つかりません[（ファイルの列: {found}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: 'どの列が該当するかを --mapping のファイルで指定してください。',
  },
  COLUMN_AMBIGUOUS: {
    happened: '{file}[ のシート「{sheet}」]には {field} とみられる列が複数あります（{candidates}）。',
    unchanged: NOTHING_CHANGED,
    remedy: 'どの列が該当するかを --mapping のファイルで指定してください。',
  },
  NUMBER_STYLE_AMBIGUOUS: {
    happened:
      '{file} の数値は 2 通りに読めます[（シート「{sheet}」）][（{row} 行目）][（{column} 列）][: 「{text}」][（解釈: {readings}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '--locale ja-JP や --locale de-DE のように、数値の書式を指定してください。',
  },
  DATE_ORDER_AMBIGUOUS: {
    happened:
      '{file} の日付は年月日の順を判定できません[（シート「{sheet}」）][（{row} 行目）][（{column} 列）][: 「{text}」][（解釈: {readings}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '--date-order で ymd、mdy、dmy のいずれかを指定してください。',
  },
  CURRENCY_MIXED: {
    happened: '請求書に複数の通貨が含まれています（{currencies}）[（{file}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '通貨ごとに分けて照合してください。異なる通貨の金額を合算することはありません。',
  },
  MAPPING_INVALID: {
    happened: '列の対応ファイル {file} は使用できません[（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '「tieout import-invoice ファイル --save-mapping ファイル.json」で作成し直してください。',
  },
  MAPPING_DOES_NOT_FIT: {
    happened: '{file}[ のシート「{sheet}」]の列が、保存済みの列の対応と一致しません[（{detail}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '請求書の変更点を確認のうえ、--save-mapping で新しい列の対応を保存してください。',
  },

  PERIOD_UNKNOWN: {
    happened: '請求書からもレポートからも対象期間を特定できません。',
    unchanged: NOTHING_CHANGED,
    remedy: '--period 2026-10-01..2026-10-31 のように対象期間を指定してください。',
  },
  PERIOD_NOT_HELD: {
    happened: 'ワークスペースに期間 {period} のデータがありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '保存済みの期間は「tieout periods」で確認できます。必要なファイルを先に取り込んでください。',
  },
  PRICE_BOOK_INVALID: {
    happened:
      '価格表 {file} は使用できません。[シート「{sheet}」][{row} 行目][ {column} 列][: {?row}][{missingColumns} 列がありません。][{columnTwice} 列が 2 つあります。][該当する列のあるシートが複数あります（{severalSheets}）。][{?noRows}見出ししかありません。][{emptyCell} が空欄です。][「{badPrice}」は 1200.5 のような小数（桁区切りなし、0 以上、小数点以下 6 桁まで）ではありません。][「{badCurrency}」は USD や JPY のような通貨コードではありません。][「{badDate}」は 2026-10-01 のような日付ではありません。][「{badField}」は sku、customer、subscription のいずれでもありません。][数式 {formulaWithoutValue} の計算結果が保存されていません。Excel で開いて保存してください。][セルがエラー値 {errorValue} です。][数値 {damagedId} は表計算ソフトで 15 桁に丸められています。文字列として保存してください。][VALID_TO（{datesReversed}）が VALID_FROM より前です。][ほかに {others} 個のセルの修正が必要です（行番号と列: {otherPlaces}）。]',
    unchanged: NOTHING_CHANGED,
    remedy:
      'セルを修正してもう一度お試しください。列: SKU、UNIT_PRICE、CURRENCY（必要に応じて SUBSCRIPTION_ID、CUSTOMER_ORG_ID、VALID_FROM、VALID_TO）',
  },
  PRICE_BOOK_AMBIGUOUS: {
    happened:
      '価格表[ {file} ]に[ {day} 時点で有効な] {sku} の単価が同じ優先度で 2 つあります[（{rows} 行目）]。',
    unchanged: NOTHING_CHANGED,
    remedy: 'いずれかの行に VALID_FROM または VALID_TO を設定するか、不要な行を削除してください。',
  },
  ALIAS_FILE_INVALID: {
    happened:
      '読替表 {file} は使用できません。[シート「{sheet}」][{row} 行目][ {column} 列][: {?row}][{missingColumns} 列がありません。][{columnTwice} 列が 2 つあります。][該当する列のあるシートが複数あります（{severalSheets}）。][{?noRows}見出ししかありません。][{emptyCell} が空欄です。][「{badPrice}」は 1200.5 のような小数（桁区切りなし、0 以上、小数点以下 6 桁まで）ではありません。][「{badCurrency}」は USD や JPY のような通貨コードではありません。][「{badDate}」は 2026-10-01 のような日付ではありません。][「{badField}」は sku、customer、subscription のいずれでもありません。][数式 {formulaWithoutValue} の計算結果が保存されていません。Excel で開いて保存してください。][セルがエラー値 {errorValue} です。][数値 {damagedId} は表計算ソフトで 15 桁に丸められています。文字列として保存してください。][VALID_TO（{datesReversed}）が VALID_FROM より前です。][ほかに {others} 個のセルの修正が必要です（行番号と列: {otherPlaces}）。]',
    unchanged: NOTHING_CHANGED,
    remedy:
      'セルを修正してもう一度お試しください。列: FIELD（sku、customer、subscription のいずれか）、FROM、TO。',
  },

  OUTPUT_FOLDER_MISSING: {
    happened: '{file} の保存先フォルダー[（{folder}）]がありません。',
    unchanged: RESULT_KEPT,
    remedy: 'フォルダーを作成するか、--out で別の場所を指定してください。',
  },
  OUTPUT_NOT_WRITABLE: {
    happened: 'ファイル {file} に書き込めません[（{reason}）]。',
    unchanged: RESULT_KEPT,
    remedy: '--out で書き込み可能な場所を指定してください。',
  },
  BILL_TOO_LARGE: {
    happened: '請求の計算結果に {figure} があり、表計算ソフトで保持できる 15 桁を超えています。',
    unchanged: RESULT_KEPT,
    remedy: 'レポートの数量または価格表の単価が大きすぎないかご確認ください。',
  },
  OUTPUT_BUSY: {
    happened: 'ファイル {file} は他のプログラムで開かれています[（{reason}）]。',
    unchanged: RESULT_KEPT,
    remedy: 'ファイルを閉じるか、--out で別のファイル名を指定してください。',
  },
  DISK_FULL: {
    happened: 'ディスクの空き容量が不足しています[（{file}）][（{path}）]。',
    unchanged: RESULT_KEPT,
    remedy: '空き容量を確保してから、もう一度お試しください。',
  },

  ...WORKSPACE_ERRORS_JA,
  ...PERIOD_ERRORS_JA,
  ...WORK_ERRORS_JA,
  ...WEBEX_ERRORS_JA,
  ...IMPORT_ERRORS_JA,

  // Desktop app
  FILE_TOKEN_UNKNOWN: {
    happened: '選択されたファイルを確認できなくなりました。',
    unchanged: NOTHING_CHANGED,
    remedy: 'もう一度ファイルを選択するか、ドロップしてください。',
  },
  NOT_A_WORKSPACE: {
    happened: '「{folder}」はフォルダーですが、Tieout のワークスペースではありません。',
    unchanged: NOTHING_CHANGED,
    remedy: 'ファイルをドロップするか、tieout.db のあるフォルダーを開いてください。',
  },
  JOB_UNKNOWN: {
    happened: 'この処理は終了したか、エンジンの再起動により確認できなくなりました。',
    unchanged: NOTHING_CHANGED,
    remedy: '必要な場合は、もう一度実行してください。',
  },
  RUN_UNKNOWN: {
    happened: '該当する照合結果がワークスペースにありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '一覧から期間を選択するか、もう一度照合してください。',
  },
  LINE_UNKNOWN: {
    happened: '該当する明細がこの照合結果にありません。',
    unchanged: NOTHING_CHANGED,
    remedy: '一覧から明細を選び直してください。その間に対象期間が再照合された可能性があります。',
  },
  ENGINE_STOPPED: {
    happened: 'ファイルの読み込みと照合を行うエンジンが予期せず停止しました。',
    unchanged: '途中の結果は取り除きました。それ以前のデータは元のままです。',
    remedy: 'エンジンは自動的に再起動します。その後、直前の操作をやり直してください。',
  },
  ENGINE_FAILED: {
    happened: 'ファイルの読み込みと照合を行うエンジンを起動できませんでした。',
    unchanged: 'ワークスペースは元のままです。',
    remedy: 'アプリを再起動してください。解決しない場合は、ログをお送りください。',
  },
  ENGINE_SHUTTING_DOWN: {
    happened: 'アプリを終了しているか、別のワークスペースを開いています。',
    unchanged: NOTHING_CHANGED,
    remedy: 'ワークスペースが開いてから、もう一度操作してください。',
  },
  REQUEST_INVALID: {
    happened: '画面からの要求をアプリが解釈できませんでした[（{channel}）]。',
    unchanged: NOTHING_CHANGED,
    remedy: '画面を再読み込みしてください（表示 > 再読み込み）。繰り返す場合は、ログをお送りください。',
  },
  REQUEST_REFUSED: {
    happened: 'アプリの画面以外からの要求を拒否しました。',
    unchanged: NOTHING_CHANGED,
    remedy: 'アプリを再起動してください。繰り返す場合は、ログをお送りください。',
  },
  CANCELLED: {
    happened: '処理を中止しました。',
    unchanged: '途中の結果は取り除きました。それ以前のデータは元のままです。',
    remedy: '',
  },
  INTERNAL: {
    happened: 'Tieout の内部で問題が発生しました[（管理番号 {incidentId}）]。',
    unchanged: '途中の結果は取り除きました。それ以前のデータは元のままです。',
    remedy: '[詳細は {log} に記録しました。]管理番号とログをお送りください。',
  },
} satisfies Record<ErrorCode, ErrorSentence>;
