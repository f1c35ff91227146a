import type { TableModel } from '../column.ts';
import { defineColumn } from '../define-column.ts';

/** What needs a person: variances outside tolerance, and rows that could not be read as they stand. */
export const EXCEPTIONS_TABLE = {
  name: 'tblExceptions',
  sheet: 'exceptions',
  frozenColumns: 3,
  columns: [
    defineColumn(
      'number',
      ['No.', '番号'],
      'integer',
      6,
      ['Order: largest amounts first, then rows to correct.', '金額の大きい順、続いて要修正の行。'],
      {
        total: 'label',
      },
    ),
    defineColumn('kind', ['Kind', '種別'], 'status', 13, [
      'A variance, or a row of a file that could not be read as it stands.',
      '差異、または読み取れなかった行。',
    ]),
    defineColumn('row', ['Row', '行ID'], 'id', 9, [
      'The row of By SKU, By customer or By user.',
      '「SKU別」「顧客別」「ユーザー別」の行。',
    ]),
    defineColumn('subscription', ['Subscription', 'サブスクリプション'], 'id', 14, [
      'Subscription id.',
      'サブスクリプションID。',
    ]),
    defineColumn('sku', ['SKU', 'SKU'], 'id', 20, ['SKU of the service.', 'サービスのSKU。']),
    defineColumn('customer', ['Customer', '顧客'], 'id', 18, [
      "The partner's own id of the customer, else its Webex organisation id.",
      '顧客の外部ID。無ければWebex組織ID。',
    ]),
    defineColumn('consumer', ['User or workspace', 'ユーザー／ワークスペース'], 'id', 16, [
      'Subscriber, user or workspace id.',
      '加入者・ユーザー・ワークスペースのID。',
    ]),
    defineColumn('class', ['Class', '分類'], 'status', 18, ['What kind of variance it is.', '差異の種類。']),
    defineColumn('direction', ['Direction', '方向'], 'status', 15, [
      'Over-billed, under-billed or nil.',
      '過大・過少・差異なし。',
    ]),
    defineColumn('quantityVariance', ['Quantity variance', '数量差異'], 'quantity', 11, [
      'Invoiced quantity less usage, looked up by row.',
      '請求数量－利用数量（行IDで参照）。',
    ]),
    defineColumn(
      'amountVariance',
      ['Variance', '差異金額'],
      'money',
      13,
      ['Invoiced less expected amount, looked up by row.', '請求金額－想定金額（行IDで参照）。'],
      { total: 'sum' },
    ),
    defineColumn('found', ['What was found', '確認内容'], 'wrapped', 46, [
      'The cause that the figures show or allow, or what is wrong with the row.',
      '数値が示す原因、または行の問題点。',
    ]),
    defineColumn('evidence', ['Where', '根拠の場所'], 'wrapped', 26, [
      'File, sheet and row where it can be looked up.',
      '確認できるファイル・シート・行。',
    ]),
    defineColumn(
      'reason',
      ['Reason', '理由コード'],
      'status',
      18,
      ['Choose a reason code.', '理由コードを選ぶ。'],
      {
        input: true,
      },
    ),
    defineColumn('note', ['Note', 'メモ'], 'wrapped', 24, ['Free text.', '自由記入。'], { input: true }),
    defineColumn('action', ['Action', '対応'], 'wrapped', 18, ['What is to be done.', '必要な対応。'], {
      input: true,
    }),
    defineColumn('owner', ['Owner', '担当者'], 'text', 12, ['Who does it.', '担当者。'], { input: true }),
    defineColumn('due', ['Due', '期限'], 'date', 12, ['By when.', '期限。'], { input: true }),
    defineColumn('workflow', ['Status', '対応状況'], 'status', 12, ['Choose a status.', '状況を選ぶ。'], {
      input: true,
    }),
  ],
} as const satisfies TableModel;
