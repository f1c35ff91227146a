import { describe, expect, test } from 'vitest';
import { assignColumns, missingFields, type Assignment } from '#core/mapping/column-assignment.ts';
import { findHeader, furtherHeader, repeatsHeader } from '#core/mapping/header-detection.ts';
import type { Cell, SheetRow } from '#core/tabular/table.ts';

const assign = (...names: string[]): Assignment =>
  assignColumns(names.map((name, column) => ({ column, name, lookups: [name] })));
const nameOf = (assignment: Assignment, field: string): string[] =>
  assignment.columns.filter((column) => column.field === field).map(({ name }) => name);
const row = (number: number, ...cells: Cell[]): SheetRow => ({ row: number, hidden: false, cells });
const num = (text: string): Cell => ({ kind: 'number', text });

describe('two columns that claim one field', () => {
  test('the end customer goes before the customer number of the bill', () => {
    const assignment = assign('Customer Number', 'CustomerName', 'EndCustomerName', 'EndCustomerID');
    expect(nameOf(assignment, 'customerId')).toEqual(['EndCustomerID']);
    expect(nameOf(assignment, 'customerName')).toEqual(['EndCustomerName']);
  });

  test('the net amount goes before gross, tax and list amounts', () => {
    const assignment = assign('Gross Amount', 'Tax Amount', 'Extended List Price', 'Amount', 'Net Amount');
    expect(nameOf(assignment, 'amount')).toEqual(['Net Amount']);
  });

  test('the org id goes before the external id, which serves rows without one', () => {
    const assignment = assign('CUSTOMER_EXTERNAL_ID', 'CUSTOMER_ORG_ID');
    expect(nameOf(assignment, 'customerId')).toEqual(['CUSTOMER_ORG_ID', 'CUSTOMER_EXTERNAL_ID']);
  });

  test('subscriber, user and workspace ids serve together', () => {
    const assignment = assign('WORKSPACE_ID', 'USER_ID', 'SUBSCRIBER_ID');
    expect(nameOf(assignment, 'consumerId')).toEqual(['SUBSCRIBER_ID', 'USER_ID', 'WORKSPACE_ID']);
  });

  test('equals are ambiguous, and both are named', () => {
    const assignment = assign('SKU', 'Quantity', 'Amount (USD)', 'Amount (EUR)');
    expect(assignment.ambiguous).toEqual([{ field: 'amount', names: ['Amount (USD)', 'Amount (EUR)'] }]);
    expect(nameOf(assignment, 'amount')).toEqual([]);
  });

  test('a vague total beside a tax column is gross, and no amount', () => {
    const assignment = assign('SKU', 'Quantity', 'Unit Price', 'Tax', 'Total');
    expect(nameOf(assignment, 'amount')).toEqual([]);
    expect(missingFields(assignment)).toEqual([]);
  });
});

test('what an invoice can not do without is named', () => {
  expect(missingFields(assign('Description', 'Customer'))).toEqual(['sku', 'quantity', 'amount']);
  expect(missingFields(assign('SKU', 'Quantity', 'Unit Price'))).toEqual([]);
});

describe('the header', () => {
  const names: Cell[] = ['Subscription ID', 'SKU', 'Quantity', 'Unit Price', 'Amount'];

  test('is found below a banner, key-value lines and empty rows', () => {
    const found = findHeader([
      row(1, 'Webex Wholesale invoice, October 2026'),
      row(2, 'Invoice Number', 'INV-1', '', 'Currency', 'USD'),
      row(3, 'Total', num('12')),
      row(6, ...names),
      row(7, 'Sub1', 'A-1', num('1'), num('2'), num('2')),
    ]);
    expect(found).toMatchObject({ row: 6, rows: 1, names });
  });

  test('may stand in two rows, a group above its names', () => {
    const found = findHeader([
      row(3, 'SKU', 'Charge Period', '', 'Usage', '', 'Net', ''),
      row(4, '', 'Start', 'End', 'Quantity', 'Unit', 'Unit Price', 'Amount'),
      row(5, 'A-1', '2026-10-01', '2026-10-31', '1', 'user', '2', '2'),
    ]);
    expect(found).toMatchObject({ row: 3, rows: 2 });
    expect(found?.names).toEqual([
      'SKU',
      'Charge Period Start',
      'Charge Period End',
      'Usage Quantity',
      'Usage Unit',
      'Net Unit Price',
      'Net Amount',
    ]);
    expect(found?.assignment.columns.map(({ field }) => field)).toEqual([
      'sku',
      'unitOfMeasure',
      'chargeStart',
      'chargeEnd',
      'quantity',
      'unitPrice',
      'amount',
    ]);
  });

  test('in Japanese, in two rows', () => {
    const found = findHeader([
      row(1, '請求明細書'),
      row(2, '契約番号', '品番', '利用期間', '', '数量', '単価', '金額'),
      row(3, '', '', '開始日', '終了日', '', '', ''),
      row(4, 'S', 'A', '2026/10/1', '2026/10/31', '1', '2', '2'),
    ]);
    expect(found).toMatchObject({ row: 2, rows: 2 });
    expect(found?.assignment.columns.map(({ field, name }) => `${field}=${name}`)).toContain(
      'chargeEnd=利用期間 終了日',
    );
  });

  test('is not two rows where the upper one is a banner', () => {
    const found = findHeader([row(1, 'Invoice'), row(2, ...names)]);
    expect(found).toMatchObject({ row: 2, rows: 1 });
  });

  test('is the row of the lines, though labels of the document say more', () => {
    const found = findHeader([
      row(
        1,
        'Invoice Number',
        'Invoice Date',
        'Currency',
        'Bill To',
        'Customer',
        'Billing Period',
        'Total Amount',
      ),
      row(2, 'INV-1', '2026-11-01', 'USD', '77', 'Example', 'October 2026', num('10')),
      row(4, 'SKU', 'Quantity', 'Amount'),
      row(5, 'A-1', num('1'), num('10')),
    ]);
    expect(found?.row).toBe(4);
  });

  test('is not found among data', () => {
    expect(findHeader([row(1, 'A-1', '12.50', '3'), row(2, 'A-2', '1', '2')])).toBeUndefined();
  });

  test('is recognised where it is repeated, and where another one begins', () => {
    const texts = names as string[];
    expect(repeatsHeader(row(50, ...names), texts)).toBe(true);
    expect(repeatsHeader(row(50, 'Sub1', 'SKU', '1', '', ''), texts)).toBe(false);
    const columns = findHeader([row(1, ...names)])?.assignment.columns ?? [];
    expect(furtherHeader(row(50, 'SKU', 'Customer ID', 'Description', 'Quantity', 'Amount'), columns)).toBe(
      'other',
    );
    expect(furtherHeader(row(50, '契約番号', '品番', '数量', '単価', '金額'), columns)).toBe('same');
    expect(furtherHeader(row(50, 'Sub1', 'A-1', 'Total', '12', '13'), columns)).toBeUndefined();
  });
});
