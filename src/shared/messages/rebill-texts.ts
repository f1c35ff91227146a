import type { UnitBasis } from '#core/reconcile/parameters.ts';
import type { RoundingMode } from '#core/decimal/micros.ts';
import type { Language } from './language.ts';

/** The texts of the workbook of bills. */
export interface RebillTexts {
  readonly title: string;
  readonly summary: string;
  readonly issues: string;
  readonly nobody: string;
  readonly facts: Readonly<
    Record<'period' | 'currency' | 'priceBook' | 'basis' | 'rounding' | 'usage' | 'complete', string>
  >;
  readonly bases: Readonly<Record<UnitBasis, string>>;
  readonly roundings: Readonly<Record<RoundingMode, string>>;
  readonly roundingRule: string;
  readonly columns: Readonly<
    Record<
      | 'customer'
      | 'orgId'
      | 'lines'
      | 'subscription'
      | 'sku'
      | 'userDays'
      | 'unpriced'
      | 'quantity'
      | 'unitPrice'
      | 'amount'
      | 'priceRow'
      | 'remark'
      | 'reason',
      string
    >
  >;
  readonly total: string;
  readonly held: string;
  readonly difference: string;
  readonly isComplete: string;
  readonly isIncomplete: string;
  readonly noPrice: string;
  readonly noCustomer: string;
  readonly outside: string;
  readonly overlapping: string;
  readonly noIssues: string;
}

/** In both languages. */
export const REBILL_TEXTS: Readonly<Record<Language, RebillTexts>> = {
  en: {
    title: 'Bills to customers from reported usage',
    summary: 'Summary',
    issues: 'Issues',
    nobody: 'No customer',
    facts: {
      period: 'Period',
      currency: 'Currency',
      priceBook: 'Price book',
      basis: 'Unit of the quantity',
      rounding: 'Rounding',
      usage: 'Usage from the reports by',
      complete: 'Is every user-day billed?',
    },
    bases: {
      'user-days': 'user-days',
      'user-months': 'user-months (user-days / days of the period)',
      'user-months-30': 'user-months of 30 days',
    },
    roundings: {
      'half-up': 'half up',
      'half-even': 'half to even',
      up: 'up',
      down: 'down',
    },
    roundingRule: 'each quantity to {quantity} decimals and each amount to {amount}, {rule}',
    columns: {
      customer: 'Customer',
      orgId: 'Customer org id',
      lines: 'Lines',
      subscription: 'Subscription',
      sku: 'SKU',
      userDays: 'User-days',
      unpriced: 'User-days not billed',
      quantity: 'Quantity',
      unitPrice: 'Unit price',
      amount: 'Amount',
      priceRow: 'Row of the price book',
      remark: 'Remark',
      reason: 'Reason',
    },
    total: 'Total',
    held: 'User-days of the period in the reports',
    difference: 'Difference',
    isComplete: 'Yes',
    isIncomplete: 'No: see the sheet Issues',
    noPrice: 'No price in the price book: not billed',
    noCustomer: 'The report names no customer: not billed',
    outside: 'Reported for days outside of the period: not billed here',
    overlapping: 'Report rows that several files hold: counted once',
    noIssues: 'None: every user-day of the period is billed.',
  },
  ja: {
    title: '利用実績にもとづく顧客別請求明細',
    summary: '概要',
    issues: '確認事項',
    nobody: '顧客不明',
    facts: {
      period: '対象期間',
      currency: '通貨',
      priceBook: '価格表',
      basis: '数量の単位',
      rounding: '端数処理',
      usage: '利用実績の出所',
      complete: '全ユーザー日数を請求済みか',
    },
    bases: {
      'user-days': 'ユーザー日数',
      'user-months': 'ユーザー月数（ユーザー日数 ÷ 対象期間の日数）',
      'user-months-30': 'ユーザー月数（30 日換算）',
    },
    roundings: {
      'half-up': '四捨五入',
      'half-even': '偶数への丸め',
      up: '切り上げ',
      down: '切り捨て',
    },
    roundingRule: '数量は明細ごとに小数 {quantity} 桁、金額は明細ごとに小数 {amount} 桁（{rule}）',
    columns: {
      customer: '顧客',
      orgId: '顧客組織 ID',
      lines: '明細数',
      subscription: 'サブスクリプション',
      sku: 'SKU',
      userDays: 'ユーザー日数',
      unpriced: '未請求のユーザー日数',
      quantity: '数量',
      unitPrice: '単価',
      amount: '金額',
      priceRow: '価格表の行',
      remark: '備考',
      reason: '理由',
    },
    total: '合計',
    held: 'レポートに記録された対象期間のユーザー日数',
    difference: '差異',
    isComplete: 'はい',
    isIncomplete: 'いいえ：「確認事項」シートを参照してください',
    noPrice: '価格表に単価がないため、請求していません',
    noCustomer: 'レポートに顧客の記載がないため、請求していません',
    outside: '対象期間外の日付で報告されているため、ここでは請求していません',
    overlapping: '複数のファイルに含まれるレポート行（1 回だけ計上）',
    noIssues: 'ありません。対象期間の全ユーザー日数を請求しています。',
  },
};
