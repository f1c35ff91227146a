import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmulatedReport } from './reports.ts';

/** Where the bytes of a report come from. */
export type ContentSource = (report: EmulatedReport) => Buffer;

const COLUMNS = [
  'PARTNER_NAME',
  'PARTNER_ORG_ID',
  'SUBSCRIPTION_ID',
  'CUSTOMER_ORG_ID',
  'CUSTOMER_EXTERNAL_ID',
  'SERVICE_NAME',
  'SKU',
  'DESCRIPTION',
  'CONSUMPTION_START_DATE',
  'CONSUMPTION_END_DATE',
  'QUANTITY',
  'LOCATION_ID',
  'SUBSCRIBER_ID',
  'USER_ID',
  'WORKSPACE_ID',
] as const;

const SERVICES = [
  { service: 'WEBEX_CALLING', sku: 'A-EMU-CALL', description: 'Webex Calling' },
  { service: 'WEBEX_SUITE', sku: 'A-EMU-SUITE', description: 'Webex Suite' },
];
const CUSTOMERS = 4;
const USERS = 5;
/** What a regenerated report says differently: half-days less, by customer. -14 user-days over three customers. */
const LATER_HALF_DAYS = [-12, -10, -6, 0];

const uuid = (kind: string, number: number): string =>
  `00000000-0000-4000-8000-${kind}${number.toString().padStart(12 - kind.length, '0')}`;

const daysOf = (report: EmulatedReport): number =>
  Math.round((Date.parse(report.end) - Date.parse(report.start)) / 86_400_000) + 1;

interface Holding {
  readonly customer: number;
  readonly user: number;
  readonly halfDays: number;
}

function holdings(report: EmulatedReport): Holding[] {
  const full = daysOf(report) * 2;
  return Array.from({ length: CUSTOMERS * USERS }, (_, index) => {
    const customer = index % CUSTOMERS;
    const user = index;
    // Every third user began or ended in the middle, some at noon.
    const held = user % 3 === 0 ? Math.max(1, full - 1 - (user % full)) : full;
    const later = report.revision > 0 && user < CUSTOMERS ? (LATER_HALF_DAYS[customer] ?? 0) : 0;
    return { customer, user, halfDays: Math.max(1, held + later) };
  });
}

const halves = (halfDays: number): string => `${Math.floor(halfDays / 2)}${halfDays % 2 === 0 ? '' : '.5'}`;

/** Reports of a small invented partner that agree at all three levels, for any period. */
export const inventedContent: ContentSource = (report) => {
  const columns = COLUMNS.filter((column) => {
    if (report.type === 'USER') return true;
    if (['SUBSCRIBER_ID', 'USER_ID', 'WORKSPACE_ID'].includes(column)) return false;
    return report.type === 'CUSTOMER' || !/^(CUSTOMER|LOCATION)/.test(column);
  });
  const rows = new Map<string, { halfDays: number; values: Record<string, string> }>();
  for (const { customer, user, halfDays } of holdings(report)) {
    const { service, sku, description } = SERVICES[user % SERVICES.length] ?? {
      service: '',
      sku: '',
      description: '',
    };
    const values: Record<string, string> = {
      PARTNER_NAME: 'Emulated Telecom',
      PARTNER_ORG_ID: uuid('a', 1),
      SUBSCRIPTION_ID: 'Sub900001',
      CUSTOMER_ORG_ID: uuid('c', customer),
      CUSTOMER_EXTERNAL_ID: `cust-${customer}`,
      SERVICE_NAME: service,
      SKU: sku,
      DESCRIPTION: description,
      CONSUMPTION_START_DATE: report.start,
      CONSUMPTION_END_DATE: report.end,
      LOCATION_ID: uuid('b', customer),
      SUBSCRIBER_ID: uuid('d', user),
      USER_ID: uuid('e', user),
      WORKSPACE_ID: '',
    };
    const key = columns.map((column) => values[column]).join('|');
    const row = rows.get(key);
    if (row) row.halfDays += halfDays;
    else rows.set(key, { halfDays, values });
  }
  const lines = [...rows.values()].map(({ halfDays, values }) =>
    columns.map((column) => (column === 'QUANTITY' ? halves(halfDays) : (values[column] ?? ''))).join(','),
  );
  return Buffer.from(`${[columns.join(','), ...lines].join('\r\n')}\r\n`);
};

/**
 * Files named `partner.csv`, `customer.csv` and `user.csv` of a folder, for exactly the days that they are of; other
 * reports, those of sub-partners and those that are made anew are invented.
 */
export function folderContent(folder: string): ContentSource {
  const files = new Map<string, Buffer>();
  for (const type of ['partner', 'customer', 'user']) {
    const path = join(folder, `${type}.csv`);
    if (existsSync(path)) files.set(type.toUpperCase(), readFileSync(path));
  }
  return (report) => {
    const file = files.get(report.type);
    const isOwn = report.subPartnerOrgId === undefined && report.category === 'RECONCILIATION';
    return file !== undefined && isOwn && isOf(file, report) ? file : inventedContent(report);
  };
}

/** Whether the days of a file's rows span exactly the days of a report. */
function isOf(file: Buffer, report: EmulatedReport): boolean {
  const days = file.toString('utf8').match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [];
  const sorted = [...new Set(days)].sort();
  return sorted[0] === report.start && sorted.at(-1) === report.end;
}
