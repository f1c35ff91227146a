import type { ISSUES_EN } from './issues.en.ts';

/** What an issue of a row or file means and what to do about it, in Japanese. */
export const ISSUES_JA: Readonly<Record<keyof typeof ISSUES_EN, string>> = {
  // Invoice rows
  AMOUNT_UNPARSABLE:
    '金額を読み取れないため、この行はどの合計にも含めていません。セルを修正して取り込み直してください。',
  QUANTITY_UNPARSABLE:
    '数量を読み取れないため、この行はどの合計にも含めていません。セルを修正して取り込み直してください。',
  PRICE_UNPARSABLE:
    '単価を読み取れないため、この行はどの合計にも含めていません。セルを修正して取り込み直してください。',
  DATE_UNPARSABLE:
    '日付を読み取れないため、この行はどの合計にも含めていません。セルを修正して取り込み直してください。',
  ROW_UNKNOWN:
    '金額はあるものの種類を判別できない行です。どの合計にも含めていません。行の内容をご確認ください。',
  ID_DAMAGED:
    '表計算ソフトで 15 桁に丸められた数値です。ID が正しくない可能性があります。ID は文字列として保存してください。',
  PRECISION_REDUCED: '小数点以下が 6 桁を超えていたため、6 桁に丸めました。',
  ID_UNREADABLE:
    'ID のセルが表計算ソフトのエラー値です。この行は集計に含まれません。セルを修正して取り込み直してください。',
  WINDOW_REVERSED:
    '課金期間の終了日が開始日より前です。この行は集計に含まれません。日付を修正して取り込み直してください。',
  INVOICE_DATE_UNPARSABLE: '請求日を読み取れません。行の金額と数量には影響しません。',
  HIDDEN_SHEET: 'ファイル内で非表示のシートです。行は通常どおり読み取りました。',
  HIDDEN_ROWS: 'ファイル内で非表示の行があります（行番号は本文のとおり）。通常どおり読み取りました。',
  HIDDEN_COLUMN: 'ファイル内で非表示の列です。通常どおり読み取りました。',
  CURRENCY_ASSUMED: '通貨の表示が「$」だけのため、米ドルとして読み取りました。',
  SUBTOTAL_DIFFERS:
    '小計が前後のどの行の合計とも一致しません。小計自体は集計に含まれません。対象の行を確認してください。',
  STATED_TOTALS_DIFFER:
    'ファイルに異なる合計が 2 つ記載されています。チェック T1 には明細の下の合計を使いました。',
  STATED_TOTAL_UNREADABLE: '明細の上または別シートの合計を読み取れないため、チェック T1 では使いません。',
  TABLE_REPEATED: 'ファイル内の別の表と同じ明細です。一度だけ集計しました。',
  TABLE_LOOKS_REPEATED:
    '2 つのシートに同じ明細があります。両方とも集計しました。二重請求でないか確認してください。',
  TABLE_NOT_READ:
    '請求明細として読み取らなかったシートまたはファイルです（見出しを認識できない、行がない、または別の表が選ばれたため）。',
  INVOICE_NUMBERS_MIXED: '複数の請求書の行が含まれています（番号は本文のとおり）。まとめて読み取りました。',
  NUMBER_STYLE_CHANGED: '数値の書き方が保存済みの列の対応と異なります。ファイルの書き方に従いました。',
  CURRENCY_DIFFERS_FROM_MAPPING: '通貨が保存済みの列の対応と異なります。ファイルの通貨に従いました。',
  SKU_MISSING: 'SKU のない課金行は、利用実績と比較できません。',
  QUANTITY_MISSING: '数量のない課金行は、利用実績と比較できません。',
  AMOUNT_MISSING: '金額のない課金行は、利用実績と比較できません。',
  CUSTOMER_AMBIGUOUS:
    'この ID を持つ顧客がレポートに複数あるため、どの顧客にも割り当てていません。読替表で正しい顧客を指定してください。',
  CUSTOMERS_NOT_MAPPED:
    '請求書の顧客がレポートに 1 件も見つからないため、顧客別の比較を行っていません。読替表で対応を指定してください。',

  // Report rows
  ROW_REPAIRED: '文字列中のカンマで列がずれていたため、唯一成り立つ区切り方で補正しました。',
  ROW_RAGGED: '列数が見出しと異なり、補正方法を一つに決められないため、どの合計にも含めていません。',
  REPORT_EMPTY: '見出しのみで明細のないレポートです。',
  OVERLAPPING_USAGE: '同じ利用実績が複数のレポートにあるため、1 回だけ計上しました。',
  USAGE_OUTSIDE_PERIOD: '対象期間に収まらないレポート行を除外しました（行数）。',
  USAGE_ROWS_QUARANTINED: '読み取れないレポート行は、どの合計にも含めていません（行数）。',
  VALUE_MISSING: 'レポートの行に比較に必要な値がありません。この行はどの合計にも含まれていません。',
  QUANTITY_AMBIGUOUS:
    '数量にコンマがあり、その意味をレポートから確定できません。この行はどの合計にも含まれていません。',
  QUANTITY_NEGATIVE: 'レポートの行の数量が負です。ほかの行と同じように合算しました。確認してください。',
  CUSTOMER_MISSING: 'レポートの行に顧客がありません。この利用はパートナーの合計にだけ含まれます。',
  CONSUMER_MISSING:
    'USER レポートの行に加入者・ユーザー・ワークスペースのいずれもありません。この利用は合計にだけ含まれます。',

  // The comparison
  UNIT_BASIS_UNCERTAIN:
    '推定した数量単位に合う行が 3 分の 2 未満です。内容を確認し、--unit-basis で単位を指定してください。',
  UNIT_BASIS_ALTERNATIVE:
    'より多くの行に合う別の単位がありますが、一般的でないため採用していません。正しい場合は --unit-basis で指定してください。',
  PRICE_UNKNOWN: 'この利用実績の単価が不明なため、差異の金額を計算できません。価格表に追加してください。',
  PRICE_NOT_IN_BOOK: '価格表に単価がないため、請求書の単価を使用しました。',
  OVER_FULL_USER: '同一ユーザー・同一 SKU のユーザー日が、対象期間の日数を超えています。',
  DUPLICATE_LINE: '前の行と同じ内容の行です。両方を合算しています。',
};
