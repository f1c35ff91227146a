import { defined } from '#core/assert.ts';
import { idKey } from '#core/ids.ts';
import { ownText } from '#core/own-text.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import type { SqlParameter, WritableDatabase } from '../db/handles.ts';
import type { Dictionaries } from './dictionaries.ts';

const GROUP_COLUMNS = `id, batch_id, partner_name, partner_org, subscription, service, sku, description, customer_org,
  customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key, location_key`;
const GROUP_VALUES = `(${Array<string>(17).fill('?').join(', ')})`;
/** Groups that one statement adds. */
const BLOCK_GROUPS = 16;
const INSERT_GROUP = `INSERT INTO usage_group (${GROUP_COLUMNS}) VALUES ${GROUP_VALUES}`;
const INSERT_GROUPS = `INSERT INTO usage_group (${GROUP_COLUMNS})
  VALUES ${Array<string>(BLOCK_GROUPS).fill(GROUP_VALUES).join(', ')}`;
const LAST_GROUP = 'SELECT coalesce(max(id), 0) AS id FROM usage_group';

/** Groups of one customer and SKU that are compared text by text; more of them are told apart by one text. */
const MOST_COMPARED = 8;

/** The texts that the rows of a group share, and which of them are ids: these have a form for comparison as well. */
type TextField = 'partnerName' | 'serviceName' | 'description';
const ID_FIELDS = [
  'partnerOrgId',
  'subscriptionId',
  'sku',
  'customerOrgId',
  'customerExternalId',
  'locationId',
] as const satisfies readonly (keyof UsageRow)[];
type SharedField = Extract<keyof UsageRow, TextField> | (typeof ID_FIELDS)[number];

/** A text, once for all groups, and its ids once they are known; null is the key of a text that is none. */
interface KnownText {
  readonly text: string;
  term: number | null;
  key: number | null | undefined;
}

/** What the rows of a group share. */
type Shared = Readonly<Record<SharedField, KnownText | undefined>>;

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
  /** How many groups are new since then. */
  readonly unstored: () => number;
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
  const texts = new Map<string, KnownText>();
  const keyIds = new Map<string, number>();
  let newTexts: KnownText[] = [];
  const insertGroup = database.prepare(INSERT_GROUP);
  const insertGroups = database.prepare(INSERT_GROUPS);
  const lastGroup = database.prepare<{ id: bigint }>(LAST_GROUP);
  let lastCustomer: string | undefined;
  let lastGroups: Group[] = [];

  const groupsOf = (row: UsageRow): Group[] => {
    const customer = row.customerOrgId ?? row.customerExternalId ?? '';
    if (customer === lastCustomer) return lastGroups;
    lastCustomer = customer;
    const held = byCustomer.get(customer);
    lastGroups = held ?? [];
    if (held === undefined) byCustomer.set(ownText(customer), lastGroups);
    return lastGroups;
  };
  /** The last group that was told apart, from which the next one borrows its texts. */
  let lastShared: Shared | undefined;
  /** A text that keeps no block of the file in memory. Most are those of the neighbour. */
  const known = (text: string | undefined, neighbour: KnownText | undefined): KnownText | undefined => {
    if (text === undefined || text === neighbour?.text) return text === undefined ? undefined : neighbour;
    const held = texts.get(text);
    if (held !== undefined) return held;
    const added: KnownText = { text: ownText(text), term: null, key: undefined };
    texts.set(added.text, added);
    newTexts.push(added);
    return added;
  };
  const sharedBy = (row: UsageRow, neighbour: Shared | undefined): Shared => ({
    partnerName: known(row.partnerName, neighbour?.partnerName),
    partnerOrgId: known(row.partnerOrgId, neighbour?.partnerOrgId),
    subscriptionId: known(row.subscriptionId, neighbour?.subscriptionId),
    serviceName: known(row.serviceName, neighbour?.serviceName),
    sku: known(row.sku, neighbour?.sku),
    description: known(row.description, neighbour?.description),
    customerOrgId: known(row.customerOrgId, neighbour?.customerOrgId),
    customerExternalId: known(row.customerExternalId, neighbour?.customerExternalId),
    locationId: known(row.locationId, neighbour?.locationId),
  });
  const addPlace = (row: UsageRow): number => {
    lastShared = sharedBy(row, lastShared);
    unstored.push(lastShared);
    return ids.length + unstored.length - 1;
  };
  /** Finds the ids of the texts that are new since the last call. */
  const identify = (groups: readonly Shared[]): void => {
    const terms = dictionaries.terms(newTexts.map(({ text }) => text));
    for (const text of newTexts) text.term = defined(terms.get(text.text), 'every text has an id');
    newTexts = [];
    const keyless = new Map<KnownText, string>();
    for (const shared of groups) {
      for (const field of ID_FIELDS) {
        const text = shared[field];
        if (text === undefined || text.key !== undefined) continue;
        const key = idKey(text.text);
        text.key = key === undefined ? null : keyIds.get(key);
        if (key !== undefined && text.key === undefined) keyless.set(text, key);
      }
    }
    for (const [key, id] of dictionaries.keys([...new Set(keyless.values())])) keyIds.set(key, id);
    for (const [text, key] of keyless) text.key = defined(keyIds.get(key), 'every key has an id');
  };
  const valuesOf = (id: number, shared: Shared): readonly SqlParameter[] => [
    id,
    batchId,
    shared.partnerName?.term ?? null,
    shared.partnerOrgId?.term ?? null,
    shared.subscriptionId?.term ?? null,
    shared.serviceName?.term ?? null,
    shared.sku?.term ?? null,
    shared.description?.term ?? null,
    shared.customerOrgId?.term ?? null,
    shared.customerExternalId?.term ?? null,
    shared.locationId?.term ?? null,
    shared.partnerOrgId?.key ?? null,
    shared.subscriptionId?.key ?? null,
    shared.sku?.key ?? null,
    shared.customerOrgId?.key ?? shared.customerExternalId?.key ?? null,
    shared.customerExternalId?.key ?? null,
    shared.locationId?.key ?? null,
  ];
  /** Adds groups under ids that follow one another. Nobody else adds any: an import is the only writer. */
  const insertAll = (groups: readonly Shared[]): void => {
    identify(groups);
    let id = Number(lastGroup.get()?.id ?? 0n);
    for (let at = 0; at < groups.length; at += BLOCK_GROUPS) {
      const block = groups.slice(at, at + BLOCK_GROUPS).map((shared) => {
        id += 1;
        ids.push(id);
        return valuesOf(id, shared);
      });
      if (block.length === BLOCK_GROUPS) insertGroups.run(...block.flat());
      else for (const values of block) insertGroup.run(...values);
    }
  };
  const placeByText = (row: UsageRow): number => {
    const text = groupText(row);
    const held = byText.get(text);
    if (held !== undefined) return held;
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
      if (unstored.length > 0) insertAll(unstored);
      unstored.length = 0;
    },
    unstored: () => unstored.length,
    idAt: (place) => defined(ids[place], 'groups are stored before their rows'),
  };
}

/** Texts that differ most come first. */
const sharesAll = (shared: Shared, row: UsageRow): boolean =>
  shared.sku?.text === row.sku &&
  shared.locationId?.text === row.locationId &&
  shared.customerExternalId?.text === row.customerExternalId &&
  shared.customerOrgId?.text === row.customerOrgId &&
  shared.description?.text === row.description &&
  shared.serviceName?.text === row.serviceName &&
  shared.subscriptionId?.text === row.subscriptionId &&
  shared.partnerOrgId?.text === row.partnerOrgId &&
  shared.partnerName?.text === row.partnerName;

/** What a row shares with others, as one text. Lengths stand in it, so that no text can pass for two others. */
function groupText(row: UsageRow): string {
  let text =
    part(row.subscriptionId) + part(row.sku) + part(row.customerOrgId) + part(row.customerExternalId);
  text += part(row.locationId) + part(row.serviceName) + part(row.description);
  return text + part(row.partnerOrgId) + part(row.partnerName);
}

const part = (text: string | undefined): string => (text === undefined ? '-' : `${text.length}:${text}`);
