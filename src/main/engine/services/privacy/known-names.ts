import { decodeWebexId, idKey, isUuid } from '#core/ids.ts';
import type { SourceId } from '#core/source.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { WorkbookSources } from '../../exporters/workbook-sources.ts';
import type { KnownNames } from './masker.ts';

/** Places of the columns of an invoice file that may name persons and that Tieout does not read. */
export type PersonalColumns = ReadonlyMap<SourceId, ReadonlySet<number>>;

const NAMES_A_PERSON =
  /name|user|mail|contact|person|subscriber|phone|extension|address|login|owner|氏名|名前|利用者|ユーザ|使用者|担当|メール|電話|内線|社員|宛名/iu;

/** Whether a column's header promises persons. Columns that Tieout reads are masked by what they are. */
export const isPersonalHeader = (header: string): boolean => NAMES_A_PERSON.test(header);

/** Gathers the ids and names of a run's rows. */
export function knownNames(
  sources: Pick<WorkbookSources, 'invoiceRows' | 'usageRows'>,
  personal: PersonalColumns,
  kept: Iterable<string>,
): KnownNames {
  const users = new Set<string>();
  const customers = new Set<string>();
  const keptKeys = new Set<string>();
  const keep = (text: string | undefined): void => {
    const key = idKey(text);
    if (key !== undefined) keptKeys.add(key);
  };
  const add = (set: Set<string>, text: string | undefined): void => {
    if (text !== undefined && text.trim() !== '') set.add(text);
  };
  // An id that looks like one needs not be known, and there may be a million of them.
  const addUser = (text: string | undefined): void => {
    if (text !== undefined && !isUuid(text) && decodeWebexId(text) === undefined) add(users, text);
  };
  for (const text of kept) keep(text);
  for (const row of sources.invoiceRows()) {
    addUser(row.consumerId);
    add(customers, row.customerId);
    add(customers, row.customerName);
    keep(row.subscriptionId);
    for (const place of personal.get(row.ref.source) ?? []) addUser(row.raw[place]);
  }
  for (const level of USAGE_LEVELS) {
    for (const row of sources.usageRows(level)) {
      addUser(row.subscriberId);
      addUser(row.userId);
      addUser(row.workspaceId);
      add(customers, row.customerOrgId);
      add(customers, row.customerExternalId);
      keep(row.partnerOrgId);
      keep(row.locationId);
      keep(row.subscriptionId);
      for (const [header, value] of Object.entries(row.extra)) {
        if (level === 'user' || isPersonalHeader(header)) addUser(value);
      }
    }
  }
  return { users, customers, kept: keptKeys };
}
