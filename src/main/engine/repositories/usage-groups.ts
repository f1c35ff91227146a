import { defined } from '#core/assert.ts';
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
  readonly place: number;
}

/** The groups of a batch. A group has a place at once, and an id once it is stored. */
export interface UsageGroups {
  /** The place of a row's group. */
  readonly placeOf: (row: UsageRow) => number;
  /** Adds the groups that are new since the last call. Call it within a transaction. */
  readonly store: () => void;
  /** The id of the group at a place. */
  readonly idAt: (place: number) => number;
}

/**
 * Opens the groups of a batch that has none yet.
 *
 * A row is compared with the few groups of its customer: that costs less than to write nine texts into one and look
 * that up. Where a customer has many, or the report names none, the one text decides.
 */
export function openUsageGroups(
  database: WritableDatabase,
  batchId: number,
  dictionaries: Dictionaries,
): UsageGroups {
  const byCustomer = new Map<string, Group[]>();
  const byText = new Map<string, number>();
  const ids: number[] = [];
  const unstored: Shared[] = [];
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
  /** The last group that was told apart, from which the next one borrows its texts. */
  let lastShared: Shared | undefined;
  const addPlace = (row: UsageRow): number => {
    lastShared = sharedBy(row, lastShared);
    unstored.push(lastShared);
    return ids.length + unstored.length - 1;
  };
  const insert = (shared: Shared): number => {
    const { term, key } = dictionaries;
    const { lastInsertRowid } = insertGroup.run(
      batchId,
      term(shared.partnerName),
      term(shared.partnerOrgId),
      term(shared.subscriptionId),
      term(shared.serviceName),
      term(shared.sku),
      term(shared.description),
      term(shared.customerOrgId),
      term(shared.customerExternalId),
      term(shared.locationId),
      key(shared.partnerOrgId),
      key(shared.subscriptionId),
      key(shared.sku),
      key(shared.customerOrgId) ?? key(shared.customerExternalId),
      key(shared.customerExternalId),
      key(shared.locationId),
    );
    return Number(lastInsertRowid);
  };
  const placeByText = (row: UsageRow): number => {
    const text = groupText(row);
    const known = byText.get(text);
    if (known !== undefined) return known;
    const place = addPlace(row);
    byText.set(text, place);
    return place;
  };

  return {
    placeOf: (row) => {
      const groups = groupsOf(row);
      for (const { shared, place } of groups) if (sharesAll(shared, row)) return place;
      if (groups.length >= MOST_COMPARED) return placeByText(row);
      const place = addPlace(row);
      groups.push({ shared: defined(lastShared, 'a place was just added'), place });
      return place;
    },
    store: () => {
      for (const shared of unstored) ids.push(insert(shared));
      unstored.length = 0;
    },
    idAt: (place) => defined(ids[place], 'groups are stored before their rows'),
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
