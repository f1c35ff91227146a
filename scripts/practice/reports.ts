import { userDaysText } from './amounts.ts';
import { PARTNER_NAME, PRODUCTS } from './catalogue.ts';
import { type Month, PERIOD } from './month.ts';
import type { Assignment } from './usage.ts';

const SHARED = ['PARTNER_NAME', 'PARTNER_ORG_ID', 'SUBSCRIPTION_ID'];
const SERVICE = [
  'SERVICE_NAME',
  'SKU',
  'DESCRIPTION',
  'CONSUMPTION_START_DATE',
  'CONSUMPTION_END_DATE',
  'QUANTITY',
];
const CUSTOMER = ['CUSTOMER_ORG_ID', 'CUSTOMER_EXTERNAL_ID'];
const CONSUMER = ['SUBSCRIBER_ID', 'USER_ID', 'WORKSPACE_ID'];

/** The three usage reports as CSV texts. They agree with each other: every level is the sum of the one below. */
export function writeReports(
  month: Month,
  partnerOrgId: string,
): Record<'partner' | 'customer' | 'user', string> {
  const partner = [PARTNER_NAME, partnerOrgId];
  return {
    partner: csv([
      [...SHARED, ...SERVICE],
      ...grouped(month.assignments, ({ customer }) => [customer.subscriptionId]).map(({ rows, keys }) => [
        ...partner,
        ...keys,
        ...service(rows),
      ]),
    ]),
    customer: csv([
      [...SHARED, ...CUSTOMER, ...SERVICE, 'LOCATION_ID'],
      ...grouped(month.assignments, ({ customer, location }) => [
        customer.subscriptionId,
        customer.orgId,
        customer.externalId,
        location,
      ]).map(({ rows, keys }) => [...partner, ...keys.slice(0, 3), ...service(rows), keys[3] ?? '']),
    ]),
    user: csv([
      [...SHARED, ...CUSTOMER, ...CONSUMER, ...SERVICE, 'LOCATION_ID'],
      ...month.assignments.map((assignment) => [
        ...partner,
        assignment.customer.subscriptionId,
        assignment.customer.orgId,
        assignment.customer.externalId,
        assignment.person?.subscriberId ?? '',
        assignment.person?.userId ?? '',
        assignment.workspaceId ?? '',
        ...service([assignment], [october(assignment.firstDay), october(assignment.lastDay)]),
        assignment.location,
      ]),
    ]),
  };
}

const october = (day: number): string => `2026-10-${String(day).padStart(2, '0')}`;

/** The columns from SERVICE_NAME to QUANTITY for rows of one SKU. */
function service(
  rows: readonly Assignment[],
  [start, end]: readonly [string, string] = [PERIOD.start, PERIOD.end],
): readonly string[] {
  const product = rows[0]?.product;
  if (!product) return [];
  const used = rows.reduce((sum, { halfDays }) => sum + halfDays, 0n);
  return [product.service, product.sku, product.description, start, end, userDaysText(used)];
}

/** Rows of one SKU and one set of keys, in the order of first appearance within each SKU. */
function grouped(
  assignments: readonly Assignment[],
  keysOf: (assignment: Assignment) => readonly string[],
): readonly { readonly keys: readonly string[]; readonly rows: readonly Assignment[] }[] {
  return Object.values(PRODUCTS).flatMap((product) => {
    const groups = new Map<string, { readonly keys: readonly string[]; readonly rows: Assignment[] }>();
    for (const assignment of assignments) {
      if (assignment.product !== product) continue;
      const keys = keysOf(assignment);
      const group = groups.get(keys.join('\t')) ?? { keys, rows: [] };
      group.rows.push(assignment);
      groups.set(keys.join('\t'), group);
    }
    return [...groups.values()];
  });
}

const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Comma-separated text with CRLF line ends. */
export const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
