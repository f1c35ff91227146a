import { ownText } from '#core/own-text.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { WritableDatabase } from '../db/handles.ts';
import type { Dictionaries } from './dictionaries.ts';

const INSERT_GROUP = `INSERT INTO usage_group (batch_id, partner_name, partner_org, subscription, service, sku, description,
    customer_org, customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key, location_key)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Groups of one customer and SKU that are compared text by text; more of them are told apart by one text. */
const MOST_COMPARED = 8;

/** What the rows of a group share. */
type Shared = Pick<
  UsageRow,
  | 'partnerName'
  | 'partnerOrgId'
  | 'subscriptionId'
  | 'serviceName'
  | 'sku'
  | 'description'
  | 'customerOrgId'
  | 'customerExternalId'
  | 'locationId'
>;

interface Group {
  readonly shared: Shared;
  readonly id: number;
}

/**
 * Gives the id of a row's group, and adds the group to the batch where it is new.
 *
 * A row is compared with the few groups of its customer: that costs less than to write nine texts into one and look
 * that up. Where a customer has many, or the report names none, the one text decides.
 */
export function openUsageGroups(
  database: WritableDatabase,
  batchId: number,
  dictionaries: Dictionaries,
): (row: UsageRow) => number {
  const byCustomer = new Map<string, Group[]>();
  const byText = new Map<string, number>();
  const insertGroup = database.prepare(INSERT_GROUP);
  let lastCustomer: string | undefined;
  let lastGroups: Group[] = [];

  const groupsOf = (row: UsageRow): Group[] => {
    const customer = row.customerOrgId ?? row.customerExternalId ?? '';
    if (customer === lastCustomer) return lastGroups;
    lastCustomer = customer;
    const known = byCustomer.get(customer);
    lastGroups = known ?? [];
    if (known === undefined) byCustomer.set(ownText(customer), lastGroups);
    return lastGroups;
  };
  const addGroup = (row: UsageRow): number => {
    const { term, key } = dictionaries;
    const { lastInsertRowid } = insertGroup.run(
      batchId,
      term(row.partnerName),
      term(row.partnerOrgId),
      term(row.subscriptionId),
      term(row.serviceName),
      term(row.sku),
      term(row.description),
      term(row.customerOrgId),
      term(row.customerExternalId),
      term(row.locationId),
      key(row.partnerOrgId),
      key(row.subscriptionId),
      key(row.sku),
      key(row.customerOrgId) ?? key(row.customerExternalId),
      key(row.customerExternalId),
      key(row.locationId),
    );
    return Number(lastInsertRowid);
  };
  const groupByText = (row: UsageRow): number => {
    const text = groupText(row);
    const known = byText.get(text);
    if (known !== undefined) return known;
    const id = addGroup(row);
    byText.set(text, id);
    return id;
  };

  return (row) => {
    const groups = groupsOf(row);
    for (const { shared, id } of groups) if (sharesAll(shared, row)) return id;
    if (groups.length >= MOST_COMPARED) return groupByText(row);
    const id = addGroup(row);
    groups.push({ shared: sharedBy(row, groups.at(-1)?.shared), id });
    return id;
  };
}

/** Texts that differ most come first. */
const sharesAll = (a: Shared, b: Shared): boolean =>
  a.sku === b.sku &&
  a.locationId === b.locationId &&
  a.customerExternalId === b.customerExternalId &&
  a.customerOrgId === b.customerOrgId &&
  a.description === b.description &&
  a.serviceName === b.serviceName &&
  a.subscriptionId === b.subscriptionId &&
  a.partnerOrgId === b.partnerOrgId &&
  a.partnerName === b.partnerName;

/** What a row shares, in texts that keep no block of the file in memory. Equal texts of a neighbour are held once. */
function sharedBy(row: UsageRow, neighbour: Shared | undefined): Shared {
  const own = (text: string | undefined, held: string | undefined): string | undefined =>
    text === held || text === undefined ? text && held : ownText(text);
  return {
    partnerName: own(row.partnerName, neighbour?.partnerName),
    partnerOrgId: own(row.partnerOrgId, neighbour?.partnerOrgId),
    subscriptionId: own(row.subscriptionId, neighbour?.subscriptionId) ?? '',
    serviceName: own(row.serviceName, neighbour?.serviceName),
    sku: own(row.sku, neighbour?.sku) ?? '',
    description: own(row.description, neighbour?.description),
    customerOrgId: own(row.customerOrgId, neighbour?.customerOrgId),
    customerExternalId: own(row.customerExternalId, neighbour?.customerExternalId),
    locationId: own(row.locationId, neighbour?.locationId),
  };
}

/** What a row shares with others, as one text. Lengths stand in it, so that no text can pass for two others. */
function groupText(row: UsageRow): string {
  let text =
    part(row.subscriptionId) + part(row.sku) + part(row.customerOrgId) + part(row.customerExternalId);
  text += part(row.locationId) + part(row.serviceName) + part(row.description);
  return text + part(row.partnerOrgId) + part(row.partnerName);
}

const part = (text: string | undefined): string => (text === undefined ? '-' : `${text.length}:${text}`);
