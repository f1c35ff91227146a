import { BY_CUSTOMER_TABLE, BY_SKU_TABLE, BY_USER_TABLE } from '#core/workbook/tables/variance-tables.ts';

/** The table of each variance sheet. */
export const VARIANCE_TABLES = {
  'by-sku': BY_SKU_TABLE,
  'by-customer': BY_CUSTOMER_TABLE,
  'by-user': BY_USER_TABLE,
} as const;

/** The column by which source rows, and rows of finer tables, name a row of a sheet. */
export const REFERENCE_COLUMN = {
  'by-sku': 'skuRow',
  'by-customer': 'customerRow',
  'by-user': 'userRow',
} as const;
