import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What one customer of the month was billed, in user-months at 10.00 USD, row by row, and what they used. */
interface OddCustomer {
  readonly name: string;
  readonly billed: readonly number[];
  readonly used: number;
}

/** October 2026 in the files of a partner whose invoice has a layout that no dictionary knows. */
export interface OddMonth {
  readonly reports: readonly string[];
  readonly invoice: string;
  /** The field of each column of the invoice, in order. */
  readonly fields: readonly string[];
  /** Billed 12 for 7 used: 50.00 USD too much. */
  readonly overBilled: string;
  /** The same row of 6 twice: 60.00 USD too much. */
  readonly duplicated: string;
}

const PARTNER = 'Example Telecom,11111111-1111-4111-8111-111111111111';
const HEAD =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';
const MONTH = '2026-10-01,2026-10-31';
const DAYS = 31;

const WRITE = `
import json, sys
from openpyxl import Workbook
path, rows = sys.argv[1], json.loads(sys.argv[2])
book = Workbook()
sheet = book.active
sheet.title = '内訳'
sheet.append(['ご請求内訳書'])
sheet.append([])
sheet.append(['契約の情報', None, None, 'ご利用の内容', None, 'お金のこと', None, None, None])
sheet.append(['枝番', 'お客さま', '物の記号', 'いつから', 'いつまで', '何個', 'ひとつ', 'いくら', '円ドル'])
for name, quantity in rows:
    sheet.append(['S-7', name, 'A-1', '2026-10-01', '2026-10-31', quantity, 10, quantity * 10, 'USD'])
sheet.append([None, None, '合計', None, None, None, None, sum(quantity for _, quantity in rows) * 10, None])
sheet.merge_cells('A3:C3'); sheet.merge_cells('D3:E3'); sheet.merge_cells('F3:I3')
book.save(path)
`;

/** Whether openpyxl is here: it writes and reads the workbooks of these tests as another program would. */
export const hasOpenpyxl = ((): boolean => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import openpyxl']);
    return true;
  } catch {
    return false;
  }
})();

/** Writes the files of the month: 490 USD billed, 380 USD used. */
export function writeOddMonth(folder: string, names: readonly string[]): OddMonth {
  const [first = 'c1', overBilled = 'c2', duplicated = 'c3', ...others] = names;
  const customers: readonly OddCustomer[] = [
    { name: first, billed: [10], used: 10 },
    { name: overBilled, billed: [12], used: 7 },
    { name: duplicated, billed: [6, 6], used: 6 },
    ...others.map((name, index) => ({
      name,
      billed: [[4, 8, 3][index % 3] ?? 0],
      used: [4, 8, 3][index % 3] ?? 0,
    })),
  ];
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  };
  const orgOf = (index: number): string => `22222222-2222-4222-8222-${index.toString().padStart(12, '0')}`;
  const userOf = (customer: number, user: number): string =>
    `33333333-3333-4333-8333-${(customer * 100 + user).toString().padStart(12, '0')}`;
  const what = `${PARTNER},S-7,Webex Calling,A-1,Calling,${MONTH}`;
  const total = customers.reduce((sum, { used }) => sum + used, 0);
  const invoice = join(folder, 'october.xlsx');
  const rows = customers.flatMap(({ name, billed }) => billed.map((quantity) => [name, quantity]));
  execFileSync('/usr/bin/python3', ['-c', WRITE, invoice, JSON.stringify(rows)]);
  return {
    invoice,
    overBilled,
    duplicated,
    fields: [
      ...['subscriptionId', 'customerId', 'sku', 'chargeStart', 'chargeEnd'],
      ...['quantity', 'unitPrice', 'amount', 'currency'],
    ],
    reports: [
      write('partner.csv', [HEAD, `${what},${total * DAYS}`]),
      write('customer.csv', [
        `${HEAD},CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID`,
        ...customers.map(({ name, used }, index) => `${what},${used * DAYS},${orgOf(index)},${name}`),
      ]),
      write('user.csv', [
        `${HEAD},CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,SUBSCRIBER_ID,USER_ID,WORKSPACE_ID`,
        ...customers.flatMap(({ name, used }, index) =>
          Array.from(
            { length: used },
            (_, user) =>
              `${what},${DAYS},${orgOf(index)},${name},${userOf(index, user)},${userOf(index, user)},`,
          ),
        ),
      ]),
    ],
  };
}
