import { defined } from '#core/assert.ts';
import { idKey } from '#core/ids.ts';
import { ownText } from '#core/own-text.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { GROUP_NUMBERS, type UsageBlock } from './usage-block.ts';

/** Groups of one customer and SKU that are compared text by text; more of them are told apart by one text. */
const MOST_COMPARED = 8;

/** The texts that the rows of a group share. */
type SharedField = Extract<
  keyof UsageRow,
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

const NONE = -1;
const UNKNOWN = -2;

/** A text, once for all groups, with its number and that of its form for comparison: NONE where it is no id. */
interface KnownText {
  readonly text: string;
  readonly number: number;
  key: number;
}

/** What the rows of a group share. */
type Shared = Readonly<Record<SharedField, KnownText | undefined>>;

interface Group {
  readonly shared: Shared;
  readonly place: number;
}

/** Groups with what is new in them since they were last taken. */
export interface GroupGatherer {
  /** The place of a row's group. */
  readonly placeOf: (row: UsageRow) => number;
  /** How many groups are new. */
  readonly unstored: () => number;
  /** What is new. */
  readonly take: () => Pick<UsageBlock, 'groups' | 'texts' | 'keys'>;
}

/**
 * Opens the groups of a report.
 *
 * A row is compared with the few groups of its customer: that costs less than to write nine texts into one and look
 * that up. Where a customer has many, or the report names none, the one text decides.
 */
export function openGroupGatherer(): GroupGatherer {
  const byCustomer = new Map<string, Group[]>();
  const byText = new Map<string, number>();
  const texts = new Map<string, KnownText>();
  const keyNumbers = new Map<string, number>();
  let newTexts: string[] = [];
  let newKeys: string[] = [];
  let newGroups: Shared[] = [];
  let groupCount = 0;
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
    const added: KnownText = { text: ownText(text), number: texts.size, key: UNKNOWN };
    texts.set(added.text, added);
    newTexts.push(added.text);
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
    newGroups.push(lastShared);
    groupCount += 1;
    return groupCount - 1;
  };
  const keyOf = (text: KnownText | undefined): number => {
    if (text === undefined) return NONE;
    if (text.key === UNKNOWN) text.key = keyNumberOf(idKey(text.text));
    return text.key;
  };
  const keyNumberOf = (key: string | undefined): number => {
    if (key === undefined) return NONE;
    const held = keyNumbers.get(key);
    if (held !== undefined) return held;
    newKeys.push(key);
    keyNumbers.set(key, keyNumbers.size);
    return keyNumbers.size - 1;
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
    unstored: () => newGroups.length,
    take: () => {
      const groups = new Int32Array(newGroups.length * GROUP_NUMBERS);
      let at = 0;
      for (const shared of newGroups) {
        const external = keyOf(shared.customerExternalId);
        const customer = keyOf(shared.customerOrgId);
        groups[at] = shared.partnerName?.number ?? NONE;
        groups[at + 1] = shared.partnerOrgId?.number ?? NONE;
        groups[at + 2] = shared.subscriptionId?.number ?? NONE;
        groups[at + 3] = shared.serviceName?.number ?? NONE;
        groups[at + 4] = shared.sku?.number ?? NONE;
        groups[at + 5] = shared.description?.number ?? NONE;
        groups[at + 6] = shared.customerOrgId?.number ?? NONE;
        groups[at + 7] = shared.customerExternalId?.number ?? NONE;
        groups[at + 8] = shared.locationId?.number ?? NONE;
        groups[at + 9] = keyOf(shared.partnerOrgId);
        groups[at + 10] = keyOf(shared.subscriptionId);
        groups[at + 11] = keyOf(shared.sku);
        groups[at + 12] = customer === NONE ? external : customer;
        groups[at + 13] = external;
        groups[at + 14] = keyOf(shared.locationId);
        at += GROUP_NUMBERS;
      }
      const taken = { groups, texts: newTexts, keys: newKeys };
      newGroups = [];
      newTexts = [];
      newKeys = [];
      return taken;
    },
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
