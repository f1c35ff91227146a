import type { ExplanationTexts } from './explanations.ts';

/** The causes of differences, in Japanese. */
export const EXPLANATIONS_JA: ExplanationTexts = {
  DUPLICATE_LINE: '請求明細{rows}行が前の行と重複しています[（合計 {amount}）]。',
  UNIT_MISMATCH:
    '{expectedUnit}ではなく{billedUnit}で請求されています。請求 {billed}[、想定 {expected}][（{userDays} ユーザー日）]。',
  PRICE_DIFFERS: '請求単価[ {invoiced}]が想定単価 {expected} と異なります[（数量 {quantity}）]。',
  MID_PERIOD_START_OR_STOP:
    '{consumers}ユーザーは期間の一部のみの利用です[（先頭 {firstConsumer}][、{firstUserDays} ユーザー日）]。対象は {userDays} ユーザー日です。',
  PACKAGE_CHANGE:
    '{consumers}ユーザーが期間中にパッケージを変更しています[（先頭 {firstConsumer}][、{firstUserDays} ユーザー日）]。対象は {userDays} ユーザー日です。',
  CUSTOMER_NOT_IN_USAGE:
    '請求がありますが[（数量 {quantity}）]、顧客 {customer} のSKU {sku} の利用実績がありません。',
  SKU_NOT_IN_USAGE: '請求がありますが[（数量 {quantity}）]、SKU {sku} の利用実績がありません。',
  USAGE_NOT_ON_INVOICE:
    'SKU {sku} の利用 {userDays} ユーザー日[（請求単位で {quantity}）]に対応する請求がありません。見越計上の対象です。',
  INVOICE_ROW_UNREADABLE:
    'この利用に対応する請求行 {rows} 件の数値が読み取れないため、{userDays} ユーザー日分を突合できません。数値を修正して請求書を取り込み直してください。',
  LEVELS_DISAGREE:
    'レポートどうしが矛盾しています。{coarseLevel}は {coarse}、{fineLevel}の合計は {fine} ユーザー日です[（差 {difference}）]。',
  OVER_FULL_USER:
    '{consumers}ユーザーのユーザー日数が期間の日数を超えています[（先頭 {firstConsumer}][、{firstUserDays} ユーザー日）]。超過は {excessUserDays} ユーザー日です。',
  ROUNDING_GRAIN:
    '数量は{grain}ごとに小数{decimals}桁で{rounding}した値と一致します[（想定は{expectedGrain}ごとの{expectedRounding}）][。差 {difference}]。',
  PERIOD_DIFFERS:
    '請求明細{rows}行の課金期間 {window} が対象期間 {period} に収まっていません[（重なり {overlapDays} 日）]。',
  LINE_ROUNDING: '請求明細{rows}行で金額が数量×単価と一致しません。',
  QUANTITY_DIFFERS:
    '請求 {invoiced} に対し利用 {usage} です[（{userDays} ユーザー日）]。差 {difference} の原因は特定できていません。',
};
