import { parseLineKey } from '#core/reconcile/manual/line-key-text.ts';
import { parseRowText, rowText } from '#core/reconcile/manual/manual-rules.ts';
import { isPersonalHeader } from '../../services/privacy/known-names.ts';
import { maskParams } from '../../services/privacy/mask-sources.ts';
import type { Masker, MaskKind } from '../../services/privacy/masker.ts';
import type { TextPlaces } from './text-places.ts';

/** How a value is masked. */
export interface MaskingOf {
  readonly masker: Masker;
  /** Keeps what a masked text stands for; `isExact`: as filters compare it. */
  readonly remember: (masked: string, text: string, isExact: boolean) => void;
  /** What the columns of an imported invoice name, by their headers. */
  readonly columnsOf: (source: string) => ReadonlyMap<string, MaskKind | undefined>;
  /** What the columns of the draft that is spoken of name, by their places. */
  readonly draftColumns: ReadonlyMap<number, MaskKind>;
}

/** Members that hold a user, or a customer, by contract. */
const KINDS: Readonly<Record<string, MaskKind>> = {
  consumerId: 'user',
  userId: 'user',
  subscriberId: 'user',
  workspaceId: 'user',
  customerId: 'customer',
  customerOrgId: 'customer',
  customerExternalId: 'customer',
  customerName: 'customer',
  customer: 'customer',
};

/** Ids of our own and of things that are no person: they may look like a user's id. */
const OPAQUE: ReadonlySet<string> = new Set([
  'runId',
  'jobId',
  'draftId',
  'incidentId',
  'webexId',
  'sha256',
  'resultHash',
  'subscriptionId',
  'subscription',
  'sku',
  'locationId',
  'signature',
  // A sub-partner is the owner of reports, as the partner is: its organisation stays in masked workbooks too.
  'subPartner',
  'orgId',
]);

/** People who work with Tieout: who has done what is no secret in its own workspace, nor in masked workbooks. */
const STAFF: ReadonlySet<string> = new Set(['by', 'who', 'account', 'assignee']);

type Members = Readonly<Record<string, unknown>>;

/** A value as the window may have it. What the places do not name stays as it is: main cuts it off. */
export function maskValue(value: unknown, places: TextPlaces, masking: MaskingOf): unknown {
  return visit(value, places, { name: undefined, owner: undefined, line: undefined }, masking);
}

interface Surroundings {
  /** The member's name, of a list's elements the list's. */
  readonly name: string | undefined;
  readonly owner: Members | undefined;
  /** The nearest object around that names a user: what its sentences speak of. */
  readonly line: { readonly consumerId: string | null } | undefined;
}

function visit(value: unknown, places: TextPlaces, around: Surroundings, masking: MaskingOf): unknown {
  if (typeof value === 'string') {
    if (!places.isText || places.words.has(value)) return value;
    return masked(value, around, masking);
  }
  if (Array.isArray(value)) {
    const { elements } = places;
    if (elements === undefined) return value;
    const kinds = draftRowKinds(around, masking);
    return value.map((element: unknown, place) => {
      const kind = kinds?.(place);
      return kind !== undefined && typeof element === 'string'
        ? ofKind(kind, element, masking)
        : visit(element, elements, around, masking);
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  return visitMembers(value as Members, places, around, masking);
}

function visitMembers(owner: Members, places: TextPlaces, around: Surroundings, masking: MaskingOf): Members {
  const { consumerId } = owner;
  const line =
    typeof consumerId === 'string' || consumerId === null ? { consumerId: consumerId } : around.line;
  const cell = maskedCell(owner, around, masking);
  if (cell !== undefined) return cell;
  const entries = Object.entries(owner).map(([name, member]) => {
    const inner = places.members.get(name) ?? places.elements;
    if (inner === undefined) return [name, member] as const;
    if (name === 'params' && isTexts(member)) {
      return [name, maskParams(member, line ?? { consumerId: null }, masking.masker)] as const;
    }
    return [name, visit(member, inner, { name, owner, line }, masking)] as const;
  });
  return Object.fromEntries(entries);
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((member) => typeof member === 'string');

/** The cell of a row, by its column; undefined for what is none. */
function maskedCell(owner: Members, around: Surroundings, masking: MaskingOf): Members | undefined {
  const { column, text } = owner;
  if (typeof column !== 'string' || typeof text !== 'string') return undefined;
  const address = around.owner?.['address'];
  const source = typeof address === 'string' ? parseRowText(address)?.source : undefined;
  const kind =
    source === undefined
      ? isPersonalHeader(column)
        ? 'user'
        : undefined
      : masking.columnsOf(source).get(column);
  return {
    ...owner,
    text: kind === undefined ? searched(text, masking) : ofKind(kind, text, masking),
  };
}

/** What the texts of a list name by their places: the cells of a draft's line, the samples of its column. */
function draftRowKinds(
  { name, owner }: Surroundings,
  { draftColumns }: MaskingOf,
): ((place: number) => MaskKind | undefined) | undefined {
  if (name === 'cells' && owner?.['place'] === 'line') return (place) => draftColumns.get(place);
  const column = owner?.['column'];
  if (name !== 'samples' || typeof column !== 'number') return undefined;
  return () => draftColumns.get(column);
}

function masked(text: string, { name = '', owner }: Surroundings, masking: MaskingOf): string {
  if (OPAQUE.has(name) || STAFF.has(name)) return text;
  if (name === 'name' && isNoPerson(owner)) return text;
  const kind = KINDS[name];
  if (kind !== undefined) return ofKind(kind, text, masking, owner?.['lineKey'] !== undefined);
  if ((name === 'from' || name === 'to') && owner?.['field'] === 'customer') {
    return ofKind('customer', text, masking);
  }
  if (text.startsWith('["')) return keyText(text, masking);
  return searched(text, masking);
}

/** The name of a column, or of a colleague who has signed. */
const isNoPerson = (owner: Members | undefined): boolean =>
  owner !== undefined && ['letter', 'field', 'signedAt'].some((member) => member in owner);

function ofKind(kind: MaskKind, text: string, { masker, remember }: MaskingOf, isExact = false): string {
  const mask = kind === 'user' ? masker.user(text) : masker.customer(text);
  if (mask !== text) remember(mask, text, isExact);
  return mask;
}

function searched(text: string, { masker, remember }: MaskingOf): string {
  const shown = masker.text(text);
  if (shown !== text) remember(shown, text, false);
  return shown;
}

/** The key of a line, the address of a row, or a text that only begins like them. */
function keyText(text: string, masking: MaskingOf): string {
  const { masker, remember } = masking;
  const parts = parseLineKey(text) === undefined ? undefined : (JSON.parse(text) as (string | null)[]);
  if (parts !== undefined) {
    const [level, subscription, sku, customer, consumer, ...mark] = parts;
    const shown = JSON.stringify([
      level,
      subscription,
      sku,
      typeof customer === 'string' ? masker.customer(customer) : customer,
      typeof consumer === 'string' ? masker.user(consumer) : consumer,
      ...mark,
    ]);
    if (shown !== text) remember(shown, text, true);
    return shown;
  }
  const row = parseRowText(text);
  if (row === undefined) return searched(text, masking);
  const shown = rowText(row.sheet === undefined ? row : { ...row, sheet: masker.text(row.sheet) });
  if (shown !== text) remember(shown, text, true);
  return shown;
}
