import type { ColumnModel, TableModel } from '../column.ts';

/** Columns that By SKU, By customer and By user share. */
export type VarianceColumnId =
  | 'row'
  | 'skuRow'
  | 'customerRow'
  | 'subscription'
  | 'sku'
  | 'customer'
  | 'customerExternal'
  | 'consumer'
  | 'grain'
  | 'invoicedQuantity'
  | 'usageQuantity'
  | 'quantityVariance'
  | 'userDays'
  | 'unitDays'
  | 'unitDecimals'
  | 'invoicedPrice'
  | 'expectedPrice'
  | 'priceSource'
  | 'invoicedAmount'
  | 'expectedAmount'
  | 'amountVariance'
  | 'amountShare'
  | 'quantityEffect'
  | 'priceEffect'
  | 'lineRounding'
  | 'unitRounding'
  | 'unexplained'
  | 'direction'
  | 'class'
  | 'match'
  | 'cause'
  | 'reason'
  | 'workflow'
  | 'link';

type Column = ColumnModel<VarianceColumnId>;

const COLUMNS = {
  row: {
    id: 'row',
    header: { en: 'Row', ja: '行ID' },
    width: 9,
    kind: 'id',
    total: 'label',
    meaning: {
      en: 'The name of this row within the workbook. Invoice lines and usage rows carry it, so that filtering a detail sheet by it shows what adds up to this row.',
      ja: 'ブック内での行の名前。請求明細・利用実績にも同じ値があり、これで絞り込むとこの行の内訳が分かる。',
    },
  },
  skuRow: {
    id: 'skuRow',
    header: { en: 'SKU row', ja: 'SKU別の行ID' },
    width: 11,
    kind: 'id',
    meaning: { en: 'The row of By SKU to which this one adds.', ja: '集計先となる「SKU別」の行。' },
  },
  customerRow: {
    id: 'customerRow',
    header: { en: 'Customer row', ja: '顧客別の行ID' },
    width: 13,
    kind: 'id',
    meaning: { en: 'The row of By customer to which this one adds.', ja: '集計先となる「顧客別」の行。' },
  },
  subscription: {
    id: 'subscription',
    header: { en: 'Subscription', ja: 'サブスクリプション' },
    width: 16,
    kind: 'id',
    meaning: {
      en: 'Subscription id; empty where the invoice names none.',
      ja: 'サブスクリプションID。請求書に無ければ空欄。',
    },
  },
  sku: {
    id: 'sku',
    header: { en: 'SKU', ja: 'SKU' },
    width: 22,
    kind: 'id',
    meaning: {
      en: 'Stock keeping unit of the service, as the reports name it.',
      ja: 'サービスのSKU（レポートの表記）。',
    },
  },
  customer: {
    id: 'customer',
    header: { en: 'Customer', ja: '顧客' },
    width: 38,
    kind: 'id',
    meaning: { en: 'Webex organisation id of the customer.', ja: '顧客のWebex組織ID。' },
  },
  customerExternal: {
    id: 'customerExternal',
    header: { en: 'Customer external id', ja: '顧客の外部ID' },
    width: 16,
    kind: 'id',
    meaning: { en: "The partner's own id of the customer.", ja: 'パートナー側で付けた顧客ID。' },
  },
  consumer: {
    id: 'consumer',
    header: { en: 'User or workspace', ja: 'ユーザー／ワークスペース' },
    width: 38,
    kind: 'id',
    meaning: { en: 'Subscriber, user or workspace id.', ja: '加入者・ユーザー・ワークスペースのID。' },
  },
  grain: {
    id: 'grain',
    header: { en: 'Compared by', ja: '比較単位' },
    width: 13,
    kind: 'text',
    meaning: {
      en: 'The grain at which the invoice could be held against the reports.',
      ja: '請求書とレポートを突き合わせた単位。',
    },
  },
  invoicedQuantity: {
    id: 'invoicedQuantity',
    header: { en: 'Invoiced quantity', ja: '請求数量' },
    width: 12,
    kind: 'quantity',
    meaning: { en: 'Sum of the quantities of its invoice lines.', ja: '該当する請求明細の数量の合計。' },
  },
  usageQuantity: {
    id: 'usageQuantity',
    header: { en: 'Usage in invoice unit', ja: '利用数量（請求単位）' },
    width: 13,
    kind: 'quantity',
    meaning: {
      en: "Usage in the invoice's unit: user-days divided by the days of one unit, rounded as the Parameters say.",
      ja: '請求書の単位に換算した利用数量（ユーザー日数÷1単位の日数、端数処理はパラメーターのとおり）。',
    },
  },
  quantityVariance: {
    id: 'quantityVariance',
    header: { en: 'Quantity variance', ja: '数量差異' },
    width: 12,
    kind: 'quantity',
    meaning: { en: 'Invoiced quantity less usage.', ja: '請求数量－利用数量。' },
  },
  userDays: {
    id: 'userDays',
    header: { en: 'Usage user-days', ja: '利用ユーザー日数' },
    width: 13,
    kind: 'quantity',
    total: 'sum',
    meaning: {
      en: "Sum of the reports' QUANTITY, in user-days.",
      ja: 'レポートのQUANTITYの合計（ユーザー日）。',
    },
  },
  unitDays: {
    id: 'unitDays',
    header: { en: 'Days of one unit', ja: '1単位の日数' },
    width: 11,
    kind: 'integer',
    meaning: {
      en: 'User-days that make one unit of the invoice: 1 for user-days, the days of the window for user-months. Empty where several windows apply.',
      ja: '請求単位1あたりのユーザー日数。ユーザー日なら1、ユーザー月なら期間の日数。期間が複数あるときは空欄。',
    },
  },
  unitDecimals: {
    id: 'unitDecimals',
    header: { en: 'Decimals', ja: '小数桁数' },
    width: 10,
    kind: 'integer',
    meaning: { en: 'Decimal places of the usage in invoice unit.', ja: '請求単位の利用数量の小数桁数。' },
  },
  invoicedPrice: {
    id: 'invoicedPrice',
    header: { en: 'Invoiced price', ja: '請求単価' },
    width: 11,
    kind: 'price',
    meaning: {
      en: 'Unit price on the invoice; empty where its lines carry different ones.',
      ja: '請求書の単価。明細により異なるときは空欄。',
    },
  },
  expectedPrice: {
    id: 'expectedPrice',
    header: { en: 'Expected price', ja: '想定単価' },
    width: 11,
    kind: 'price',
    meaning: {
      en: "Unit price of the price book, else the invoice's own price; empty where neither is known.",
      ja: '価格表の単価。無ければ請求書の単価。どちらも不明なら空欄。',
    },
  },
  priceSource: {
    id: 'priceSource',
    header: { en: 'Price from', ja: '単価の出所' },
    width: 12,
    kind: 'text',
    meaning: { en: 'Where the expected price comes from.', ja: '想定単価の出所。' },
  },
  invoicedAmount: {
    id: 'invoicedAmount',
    header: { en: 'Invoiced amount', ja: '請求金額' },
    width: 15,
    kind: 'money',
    total: 'sum',
    meaning: { en: 'Sum of the amounts of its invoice lines.', ja: '該当する請求明細の金額の合計。' },
  },
  expectedAmount: {
    id: 'expectedAmount',
    header: { en: 'Expected amount', ja: '想定金額' },
    width: 15,
    kind: 'money',
    total: 'sum',
    meaning: { en: 'Usage in invoice unit times expected price.', ja: '利用数量（請求単位）×想定単価。' },
  },
  amountVariance: {
    id: 'amountVariance',
    header: { en: 'Variance', ja: '差異金額' },
    width: 14,
    kind: 'money',
    total: 'sum',
    meaning: {
      en: 'Invoiced less expected. Positive: over-billed, to claim. Negative: under-billed, to accrue.',
      ja: '請求金額－想定金額。正は過大請求（返金請求の対象）、負は過少請求（見越計上の対象）。',
    },
  },
  amountShare: {
    id: 'amountShare',
    header: { en: 'Variance %', ja: '差異率' },
    width: 10,
    kind: 'percent',
    meaning: {
      en: 'Variance over expected amount; empty where nothing is expected.',
      ja: '差異金額÷想定金額。想定が0なら空欄。',
    },
  },
  quantityEffect: {
    id: 'quantityEffect',
    header: { en: 'Quantity effect', ja: '数量要因' },
    width: 14,
    kind: 'money',
    total: 'sum',
    meaning: { en: 'Quantity variance times expected price.', ja: '数量差異×想定単価。' },
  },
  priceEffect: {
    id: 'priceEffect',
    header: { en: 'Price effect', ja: '単価要因' },
    width: 14,
    kind: 'money',
    total: 'sum',
    meaning: { en: 'Invoiced quantity times the difference of the prices.', ja: '請求数量×単価の差。' },
  },
  lineRounding: {
    id: 'lineRounding',
    header: { en: 'Line rounding', ja: '明細の端数' },
    width: 14,
    kind: 'money',
    total: 'sum',
    meaning: { en: 'Amounts less quantity times price, line by line.', ja: '明細ごとの金額－数量×単価。' },
  },
  unitRounding: {
    id: 'unitRounding',
    header: { en: 'Unit rounding', ja: '単位換算の端数' },
    width: 14,
    kind: 'money',
    total: 'sum',
    meaning: {
      en: 'What rounding the quantities at another grain leaves.',
      ja: '数量の端数処理の単位の違いによる差。',
    },
  },
  unexplained: {
    id: 'unexplained',
    header: { en: 'Unexplained', ja: '要因不明' },
    width: 13,
    kind: 'money',
    total: 'sum',
    meaning: {
      en: 'Variance less all components: must be nil.',
      ja: '差異から各要因を除いた残り（0であるべき値）。',
    },
  },
  direction: {
    id: 'direction',
    header: { en: 'Direction', ja: '方向' },
    width: 16,
    kind: 'status',
    meaning: {
      en: 'Over-billed, under-billed or nil, by the sign of the variance.',
      ja: '差異の符号による過大・過少・差異なし。',
    },
  },
  class: {
    id: 'class',
    header: { en: 'Class', ja: '分類' },
    width: 20,
    kind: 'status',
    meaning: { en: 'What kind of variance it is.', ja: '差異の種類。' },
  },
  match: {
    id: 'match',
    header: { en: 'Match', ja: '突合結果' },
    width: 22,
    kind: 'status',
    meaning: { en: 'How the two sides were brought together.', ja: '請求と利用がどのように対応したか。' },
  },
  cause: {
    id: 'cause',
    header: { en: 'Cause', ja: '原因' },
    width: 46,
    kind: 'wrapped',
    meaning: {
      en: 'What the figures show, or allow, as its cause.',
      ja: '数値が示す、または考えられる原因。',
    },
  },
  reason: {
    id: 'reason',
    header: { en: 'Reason', ja: '理由コード' },
    width: 18,
    kind: 'status',
    meaning: { en: 'The reason chosen on Exceptions.', ja: '「要対応」で選んだ理由。' },
  },
  workflow: {
    id: 'workflow',
    header: { en: 'Status', ja: '対応状況' },
    width: 13,
    kind: 'status',
    meaning: { en: 'The status chosen on Exceptions.', ja: '「要対応」で選んだ状況。' },
  },
  link: {
    id: 'link',
    header: { en: 'Detail', ja: '明細へ' },
    width: 13,
    kind: 'link',
    meaning: { en: 'Goes to the first invoice line of this row.', ja: 'この行の最初の請求明細へ移動する。' },
  },
} as const satisfies { readonly [Id in VarianceColumnId]: Column & { readonly id: Id } };

/** What a reader compares; it is what a print shows. */
const FIGURES: readonly VarianceColumnId[] = [
  'invoicedQuantity',
  'usageQuantity',
  'quantityVariance',
  'invoicedPrice',
  'expectedPrice',
  'invoicedAmount',
  'expectedAmount',
  'amountVariance',
  'amountShare',
  'direction',
  'class',
  'cause',
];

/** How the figures came about, and the way on. */
const WORKINGS: readonly VarianceColumnId[] = [
  'link',
  'reason',
  'workflow',
  'grain',
  'match',
  'userDays',
  'unitDays',
  'unitDecimals',
  'priceSource',
  'quantityEffect',
  'priceEffect',
  'lineRounding',
  'unitRounding',
  'unexplained',
];

const pick = (ids: readonly VarianceColumnId[]): readonly Column[] => ids.map((id) => COLUMNS[id]);

/** One row a subscription and SKU (grain L1). */
export const BY_SKU_TABLE = {
  name: 'tblBySku',
  sheet: 'by-sku',
  frozenColumns: 3,
  columns: pick(['row', 'subscription', 'sku', ...FIGURES, ...WORKINGS]),
} as const satisfies TableModel<VarianceColumnId>;

/** One row a subscription, SKU and customer (grain L2). */
export const BY_CUSTOMER_TABLE = {
  name: 'tblByCustomer',
  sheet: 'by-customer',
  frozenColumns: 4,
  columns: pick([
    'row',
    'subscription',
    'sku',
    'customerExternal',
    'customer',
    ...FIGURES,
    ...WORKINGS,
    'skuRow',
  ]),
} as const satisfies TableModel<VarianceColumnId>;

/** One row a subscription, SKU, customer and user (grain L3): only where the invoice names users. */
export const BY_USER_TABLE = {
  name: 'tblByUser',
  sheet: 'by-user',
  frozenColumns: 4,
  columns: pick([
    'row',
    'subscription',
    'sku',
    'consumer',
    'customer',
    ...FIGURES,
    ...WORKINGS,
    'skuRow',
    'customerRow',
  ]),
} as const satisfies TableModel<VarianceColumnId>;
