import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An id of a kind. */
export const uuid = (first: string, number: number): string =>
  `${first}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
/** The same as the Webex API has it. */
export const webexId = (type: string, id: string): string =>
  Buffer.from(`ciscospark://us/${type}/${id}`).toString('base64').replace(/=+$/, '');

/** Users as files may name them: an id, the same in base64, a login, a number, a name. */
export const USERS = [uuid('a', 1), uuid('a', 2), 'taro.yamada', '900100200', '花子 佐藤', 'user'] as const;
/** Their organisations. */
export const [ACME, BETA] = [uuid('c', 1), uuid('c', 2)];
const REPORT_HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,SUBSCRIBER_ID,USER_ID,WORKSPACE_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,LOCATION_ID,DISPLAY_NAME';
const userRow = (user: string, index: number): string =>
  [
    `Example,${uuid('b', 9)},Sub100,${index < 3 ? ACME : BETA},${index < 3 ? 'ACME-77' : 'BETA-88'}`,
    `${index === 1 ? webexId('PEOPLE', user) : user},,,Webex Calling,A-1,Seat of ${user}`,
    `2026-10-01,2026-10-31,31,${uuid('d', 3)},Shown Name ${String(index)}`,
  ].join(',');
const INVOICE_HEADER =
  'Subscription ID,SKU,Customer ID,Customer Name,User ID,Display Name,Description,Start Date,End Date,Quantity,Unit Price,Amount,Currency';
const invoiceRow = (user: string, index: number): string =>
  `Sub100,A-1,${index < 3 ? ACME : BETA},${index < 3 ? 'Acme Holdings' : 'Beta Works'},${user},Given Name ${String(index)},Calling for ${user},2026-10-01,2026-10-31,${index === 2 ? '2' : '1'},10.25,${index === 2 ? '20.5' : '10.25'},USD`;
/** Rows that take no part keep the text of the file in the workbook. */
const OTHER_ROWS = [
  `Sub100,A-1,${ACME},Acme Holdings,${uuid('a', 1)},Credited Person,Credit for taro.yamada of Acme Holdings (ken@example.jp),2026-10-01,2026-10-31,-1,10.25,-10.25,USD`,
  `Sub100,A-1,${BETA},Beta Works,花子 佐藤,Unread Person,Calling,2026-10-01,2026-10-31,1x,10.25,10.25,USD`,
];

/** Whatever tells who a user is. */
export const REAL_USERS = [
  ...USERS.filter((user) => user !== 'user'),
  webexId('PEOPLE', USERS[1]),
  'Shown Name',
  'Given Name',
  'Credited Person',
  'Unread Person',
  'ken@example.jp',
];
/** Whatever tells which customer it is. */
export const REAL_CUSTOMERS = [ACME, BETA, 'ACME-77', 'BETA-88', 'Acme Holdings', 'Beta Works'];

/** A month whose files are full of names: an invoice and a USER report, in columns that are read and in others. */
export function writeNamedMonth(folder: string): { readonly invoice: string; readonly report: string } {
  const file = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return join(folder, name);
  };
  return {
    invoice: file('taro.yamada Acme Holdings.csv', [INVOICE_HEADER, ...USERS.map(invoiceRow), ...OTHER_ROWS]),
    report: file('user.csv', [REPORT_HEADER, ...USERS.map(userRow)]),
  };
}
