import type { PriceBookEntry } from '#core/reconcile/parameters.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import { readCurrency, readDate, readNeededText, readPrice, readText } from './parameter-cell.ts';
import { type ParameterFile, type ParameterFileKind, readParameterFile } from './parameter-table.ts';

type PriceBookColumn =
  'sku' | 'unitPrice' | 'currency' | 'subscriptionId' | 'customerOrgId' | 'validFrom' | 'validTo';

/** The columns by cli.md, and what Japanese price lists call them. */
const COLUMNS: ParameterFileKind<PriceBookColumn, PriceBookEntry>['columns'] = {
  sku: {
    name: 'SKU',
    aliases: ['Part Number', 'Product Code', 'SKUコード', '製品コード', '商品コード', '品番', '型番'],
    needed: true,
  },
  unitPrice: {
    name: 'UNIT_PRICE',
    aliases: ['Price', 'Rate', 'Unit Rate', '単価', '契約単価', 'ユニット単価'],
    needed: true,
  },
  currency: { name: 'CURRENCY', aliases: ['Currency Code', '通貨', '通貨コード'], needed: true },
  subscriptionId: {
    name: 'SUBSCRIPTION_ID',
    aliases: ['Subscription', 'サブスクリプションID', 'サブスクリプション', '契約ID', '契約番号'],
    needed: false,
  },
  customerOrgId: {
    name: 'CUSTOMER_ORG_ID',
    aliases: [
      'Customer Organization ID',
      'Customer ID',
      'CUSTOMER_EXTERNAL_ID',
      '顧客組織ID',
      '顧客ID',
      'お客様番号',
    ],
    needed: false,
  },
  validFrom: {
    name: 'VALID_FROM',
    aliases: ['Effective From', 'Start Date', '適用開始日', '有効開始日', '開始日'],
    needed: false,
  },
  validTo: {
    name: 'VALID_TO',
    aliases: ['Effective To', 'End Date', '適用終了日', '有効終了日', '終了日'],
    needed: false,
  },
};

/**
 * Reads a price book (.csv, .xlsx or any other table): SKU, UNIT_PRICE, CURRENCY and, optionally, SUBSCRIPTION_ID,
 * CUSTOMER_ORG_ID (or the partner's own id of the customer), VALID_FROM, VALID_TO (both days included).
 *
 * @throws AppError PRICE_BOOK_INVALID naming row and column
 */
export function readPriceBook(path: string, context: JobContext): Promise<ParameterFile<PriceBookEntry>> {
  return readParameterFile(path, { code: 'PRICE_BOOK_INVALID', columns: COLUMNS, readRow }, context);
}

const readRow: ParameterFileKind<PriceBookColumn, PriceBookEntry>['readRow'] = (row, problems) => {
  const sku = problems.take(row, 'sku', readNeededText(row.cell('sku')));
  const unitPrice = problems.take(row, 'unitPrice', readPrice(row.cell('unitPrice')));
  const currency = problems.take(row, 'currency', readCurrency(row.cell('currency')));
  const subscriptionId = problems.take(row, 'subscriptionId', readText(row.cell('subscriptionId')));
  const customerOrgId = problems.take(row, 'customerOrgId', readText(row.cell('customerOrgId')));
  const validFrom = problems.take(row, 'validFrom', readDate(row.cell('validFrom')));
  const validTo = problems.take(row, 'validTo', readDate(row.cell('validTo')));
  if (validFrom !== undefined && validTo !== undefined && validFrom > validTo) {
    problems.add(row, 'validTo', 'datesReversed');
  }
  if (sku === undefined || unitPrice === undefined || currency === undefined) return undefined;
  return { sku, unitPrice, currency, subscriptionId, customerOrgId, validFrom, validTo, row: row.row };
};
