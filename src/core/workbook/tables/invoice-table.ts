import type { TableModel } from '../column.ts';
import { defineColumn } from '../define-column.ts';

/** Every row of every invoice file, in file order: none is left out. */
export const INVOICE_TABLE = {
  name: 'tblInvoice',
  sheet: 'invoice-lines',
  frozenColumns: 3,
  columns: [
    defineColumn(
      'number',
      ['No.', '番号'],
      'integer',
      8,
      ['Order within this sheet.', 'このシート内の通し番号。'],
      {
        total: 'label',
      },
    ),
    defineColumn('disposition', ['Treated as', '取扱い'], 'status', 18, [
      'Audited: compared with usage. Otherwise its class; a subtotal repeats other rows, and a quarantined row is in no sum.',
      '「照合対象」は利用と比較した行。それ以外は行の区分。小計は他の行の重複、隔離行はどの合計にも含めない。',
    ]),
    defineColumn('skuRow', ['SKU row', 'SKU別の行ID'], 'id', 11, [
      'The row of By SKU to which it adds.',
      '集計先となる「SKU別」の行。',
    ]),
    defineColumn('customerRow', ['Customer row', '顧客別の行ID'], 'id', 13, [
      'The row of By customer to which it adds.',
      '集計先となる「顧客別」の行。',
    ]),
    defineColumn('userRow', ['User row', 'ユーザー別の行ID'], 'id', 13, [
      'The row of By user to which it adds.',
      '集計先となる「ユーザー別」の行。',
    ]),
    defineColumn('subscription', ['Subscription', 'サブスクリプション'], 'id', 18, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('sku', ['SKU', 'SKU'], 'id', 22, ['As the invoice has it.', '請求書の記載どおり。']),
    defineColumn('service', ['Service', 'サービス'], 'text', 20, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('description', ['Description', '摘要'], 'text', 34, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('chargeType', ['Charge type', '課金区分'], 'text', 14, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('customer', ['Customer id', '顧客ID'], 'id', 36, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('customerName', ['Customer name', '顧客名'], 'text', 28, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('consumer', ['User or workspace', 'ユーザー／ワークスペース'], 'id', 24, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('chargeStart', ['Charge start', '課金開始日'], 'date', 12, [
      'First day of the charge window.',
      '課金期間の初日。',
    ]),
    defineColumn('chargeEnd', ['Charge end', '課金終了日'], 'date', 12, [
      'Last day of the charge window, included.',
      '課金期間の末日（当日を含む）。',
    ]),
    defineColumn('quantity', ['Quantity', '数量'], 'quantity', 13, ['Invoiced quantity.', '請求数量。']),
    defineColumn('unit', ['Unit', '単位'], 'text', 12, ['Unit of measure.', '数量の単位。']),
    defineColumn('unitPrice', ['Unit price', '単価'], 'price', 13, ['Price of one unit.', '1単位の価格。']),
    defineColumn(
      'product',
      ['Quantity × price', '数量×単価'],
      'money',
      16,
      ['Quantity times unit price.', '数量×単価。'],
      {
        total: 'sum',
      },
    ),
    defineColumn('amount', ['Amount', '金額'], 'money', 16, [
      'Amount without tax. The total below counts every row, subtotals included: use the bridge on Summary.',
      '税抜金額。下の合計は小計行も含む全行の合計であり、請求合計は「概要」を参照。',
    ]),
    defineColumn('difference', ['Amount − product', '金額－積'], 'money', 15, [
      'Amount less quantity times price.',
      '金額－数量×単価。',
    ]),
    defineColumn('currency', ['Currency', '通貨'], 'text', 10, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('invoiceNumber', ['Invoice no.', '請求書番号'], 'id', 16, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('lineNumber', ['Line no.', '明細番号'], 'id', 10, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('invoiceDate', ['Invoice date', '請求日'], 'date', 12, [
      'As the invoice has it.',
      '請求書の記載どおり。',
    ]),
    defineColumn('class', ['Class', '区分'], 'text', 14, ['What the row is.', '行の区分。']),
    defineColumn('classRule', ['Class by rule', '区分の根拠'], 'id', 20, [
      'The rule that decided the class.',
      '区分を決めたルール。',
    ]),
    defineColumn('flags', ['Remarks', '備考'], 'text', 20, [
      'How the row was read: hidden in the file, repaired, figures derived.',
      '読み取り時の特記事項（非表示、補正、計算補完）。',
    ]),
    defineColumn('file', ['File', 'ファイル'], 'text', 26, ['File name.', 'ファイル名。']),
    defineColumn('sheet', ['Sheet', 'シート'], 'text', 18, ['Sheet of the file.', 'ファイル内のシート。']),
    defineColumn('sourceRow', ['Source row', '元の行番号'], 'integer', 11, [
      'Row of the file, as a spreadsheet counts.',
      'ファイルの行番号。',
    ]),
    defineColumn('sourceText', ['Cells as read', '元のセル'], 'text', 40, [
      'The cells of the file, for rows that are not audited.',
      '照合対象外の行について、ファイルのセルをそのまま並べたもの。',
    ]),
  ],
} as const satisfies TableModel;
