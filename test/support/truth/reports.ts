/** The three Webex billing reports of a month, as CSV. */
import { plain, sum, type Exact } from './exact.ts';
import { chance } from './prng.ts';
import { delimited, type TextFormat } from './text-files.ts';
import { SERVICES, webexId, type Holding, type World } from './world.ts';

export type Level = 'partner' | 'customer' | 'user';

/** A row of a report before it is written. */
export interface ReportRow {
  subscription: string;
  sku: string;
  start: string;
  end: string;
  userDays: Exact;
  customerOrgId?: string;
  customerExternalId?: string;
  locationId?: string;
  subscriberId?: string;
  userId?: string;
  workspaceId?: string;
}

export interface ReportStyle extends TextFormat {
  readonly seed?: number;
  /** Columns in chance order, with columns nobody knows. */
  readonly odd?: boolean;
  /** The share of org and user ids written as `Y2lz...`. */
  readonly base64?: number;
  readonly dates?: 'iso' | 'date-time' | 'mdy';
}

function grouped(holdings: readonly Holding[], keyOf: (holding: Holding) => string): Holding[][] {
  const groups = new Map<string, Holding[]>();
  for (const holding of holdings) {
    const key = keyOf(holding);
    const group = groups.get(key);
    if (group) group.push(holding);
    else groups.set(key, [holding]);
  }
  return [...groups.values()];
}

/** The rows of one level: USER rows as held, the others added up over the period. */
export function reportRows(
  world: World,
  level: Level,
  holdings: readonly Holding[] = world.holdings,
): ReportRow[] {
  if (level === 'user')
    return holdings.map((holding) => ({
      subscription: holding.subscription,
      sku: holding.sku,
      start: holding.window.start,
      end: holding.window.end,
      userDays: holding.userDays,
      customerOrgId: holding.customer.orgId,
      customerExternalId: holding.customer.externalId,
      locationId: holding.location,
      ...holding.consumer,
    }));
  const keyOf = (holding: Holding): string =>
    level === 'partner'
      ? `${holding.subscription}|${holding.sku}`
      : `${holding.subscription}|${holding.sku}|${holding.customer.orgId}|${holding.location}`;
  return grouped(holdings, keyOf).flatMap((group): ReportRow[] => {
    const [first] = group;
    if (first === undefined) return [];
    const row: ReportRow = {
      subscription: first.subscription,
      sku: first.sku,
      start: world.period.start,
      end: world.period.end,
      userDays: sum(group.map((holding) => holding.userDays)),
    };
    return [
      level === 'partner'
        ? row
        : {
            ...row,
            customerOrgId: first.customer.orgId,
            customerExternalId: first.customer.externalId,
            locationId: first.location,
          },
    ];
  });
}

/** Writes a report as Webex would, or as a spreadsheet left it. */
export function writeReport(
  world: World,
  level: Level,
  rows: readonly ReportRow[],
  style: ReportStyle = {},
): Buffer {
  const random = chance(style.seed ?? 1);
  const org = (id: string): string => (random.maybe(style.base64 ?? 0) ? webexId('ORGANIZATION', id) : id);
  const person = (id: string): string =>
    id !== '' && random.maybe(style.base64 ?? 0) ? webexId('PEOPLE', id) : id;
  const date = (text: string): string => {
    if (style.dates === 'date-time') return `${text}T00:00:00.000Z`;
    if (style.dates === 'mdy') return `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)}`;
    return text;
  };
  const columns: [string, (row: ReportRow) => string][] = [
    ['PARTNER_NAME', () => world.partnerName],
    ['PARTNER_ORG_ID', () => org(world.partnerOrgId)],
    ['SUBSCRIPTION_ID', (row) => row.subscription],
    ['SERVICE_NAME', (row) => SERVICES[row.sku]?.[0] ?? 'WEBEX_CALLING'],
    ['SKU', (row) => row.sku],
    ['DESCRIPTION', (row) => SERVICES[row.sku]?.[1] ?? 'A package, with a comma'],
    ['CONSUMPTION_START_DATE', (row) => date(row.start)],
    ['CONSUMPTION_END_DATE', (row) => date(row.end)],
    ['QUANTITY', (row) => plain(row.userDays)],
  ];
  if (level !== 'partner')
    columns.push(
      ['CUSTOMER_ORG_ID', (row) => org(row.customerOrgId ?? '')],
      ['CUSTOMER_EXTERNAL_ID', (row) => row.customerExternalId ?? ''],
      ['LOCATION_ID', (row) => row.locationId ?? ''],
    );
  if (level === 'user')
    columns.push(
      ['SUBSCRIBER_ID', (row) => row.subscriberId ?? ''],
      ['USER_ID', (row) => person(row.userId ?? '')],
      ['WORKSPACE_ID', (row) => row.workspaceId ?? ''],
    );
  if (style.odd === true)
    columns.push(
      ['LICENSE_IDS', () => `lic-${random.int(100, 999)}`],
      ['REGION', () => random.pick(['us', 'eu', ''])],
    );
  const order = style.odd === true ? random.shuffle(columns) : columns;
  const cells = rows.map((row) => order.map(([, valueOf]) => valueOf(row)));
  return delimited([order.map(([name]) => name), ...cells], style);
}
