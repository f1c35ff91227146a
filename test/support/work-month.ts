import { defined } from '#core/assert.ts';
import { parsePeriod } from '#core/period.ts';
import { lineKeyText, type LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import type { Workspace } from '#engine/context.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from './workspace.ts';
import { wholeResult } from './whole-result.ts';

/** October 2026, whose differences a person works on. */
export const OCTOBER = defined(parsePeriod('2026-10'), 'a month');

const PARTNER = 'Example Telecom,11111111-1111-4111-8111-111111111111';
const REPORT_HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID';
const INVOICE_HEADER =
  'Subscription ID,SKU,Customer External ID,Start Date,End Date,Quantity,Unit Price,Amount,Currency';

/** A customer of the month: user-months billed and used (31 user-days each) at 10.00 USD. Undefined: that side has nothing. */
export interface WorkCustomer {
  readonly name: string;
  readonly sku?: string;
  readonly usedSku?: string;
  readonly billed?: number;
  readonly used?: number;
}

const orgId = (name: string): string => {
  const hex = Buffer.from(name).toString('hex').padEnd(12, '0').slice(0, 12);
  return `22222222-2222-4222-8222-${hex}`;
};

/** What the month says: Acme agrees, Beta and Gamma are over-billed, Delta's SKU goes by two names. */
export const CUSTOMERS: readonly WorkCustomer[] = [
  { name: 'acme', billed: 10, used: 10 },
  { name: 'beta', billed: 7, used: 5 },
  { name: 'gamma', billed: 9, used: 6 },
  { name: 'delta', sku: 'OLD', usedSku: 'NEW', billed: 4, used: 4 },
];

/** The month's customer report. */
export const workReport = (customers: readonly WorkCustomer[]): string =>
  [
    REPORT_HEADER,
    ...customers.flatMap(({ name, sku = 'A-1', usedSku = sku, used }) =>
      used === undefined
        ? []
        : [
            `${PARTNER},Sub1,Webex Calling,${usedSku},Calling,2026-10-01,2026-10-31,${used * 31},${orgId(name)},${name}`,
          ],
    ),
    '',
  ].join('\n');

/** The month's invoice, with its total. */
export const workInvoice = (customers: readonly WorkCustomer[]): string =>
  [
    INVOICE_HEADER,
    ...customers.flatMap(({ name, sku = 'A-1', billed }) =>
      billed === undefined
        ? []
        : [`Sub1,${sku},${name},2026-10-01,2026-10-31,${billed},10.00,${billed * 10}.00,USD`],
    ),
    `Total,,,,,,,${customers.reduce((sum, { billed = 0 }) => sum + billed * 10, 0)}.00,USD`,
    '',
  ].join('\n');

/** A workspace that holds the month, and its first run. */
export async function workMonth(
  customers: readonly WorkCustomer[] = CUSTOMERS,
  workspace: Workspace = temporaryWorkspace(),
): Promise<{ readonly workspace: Workspace; readonly result: ResultDocument }> {
  await importReport(
    workspace,
    { path: writeTemporary('customer.csv', workReport(customers)) },
    plainContext(),
  );
  await importInvoice(
    workspace,
    { path: writeTemporary('invoice.csv', workInvoice(customers)) },
    plainContext(),
  );
  return { workspace, result: await runOctober(workspace) };
}

/** Reconciles the month from what is held. */
export const runOctober = (workspace: Workspace): Promise<ResultDocument> =>
  wholeResult(workspace, reconcilePeriod(workspace, { period: OCTOBER }, plainContext()));

/** The line of a customer. */
export const customerLine = (result: ResultDocument, name: string, sku?: string): LineDocument =>
  defined(
    result.lines.find((line) => line.customerExternalId === name && (sku === undefined || line.sku === sku)),
    `a line of ${name}`,
  );

/** The key of a customer's line. */
export const customerKey = (result: ResultDocument, name: string, sku?: string): LineKeyText =>
  lineKeyText(customerLine(result, name, sku));
