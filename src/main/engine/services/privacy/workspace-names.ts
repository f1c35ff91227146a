import { decodeWebexId, idKey, isUuid } from '#core/ids.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { listAliases } from '../../repositories/aliases.ts';
import { listBatches, type Batch } from '../../repositories/batches.ts';
import { lastEventSequence } from '../../repositories/events.ts';
import { readInvoiceNames, readUsageNamesOfBatch, type BatchNames } from '../../repositories/person-names.ts';
import { currentPriceBook, listPriceBookRows } from '../../repositories/price-books.ts';
import { listRuns } from '../../repositories/runs.ts';
import { isPersonalHeader } from './known-names.ts';
import type { KnownNames } from './masker.ts';
import { personalPlaces } from './personal-columns.ts';

/**
 * The ids and names that a workspace holds. The same object as long as they are the same: rows never change, so each
 * batch is looked through once, and whatever else is written down leaves an entry in the audit log.
 */
export function workspaceNames(database: ReadableDatabase): () => KnownNames {
  const ofBatch = new Map<number, BatchNames>();
  let sequence = -1;
  let fingerprint = '';
  let known: KnownNames | undefined;
  return () => {
    const last = lastEventSequence(database);
    if (known !== undefined && last === sequence) return known;
    sequence = last;
    const batches = [...listBatches(database), ...listBatches(database, { status: 'superseded' })];
    const runs = listRuns(database).map(({ id }) => id);
    const more = namesOfParameters(database);
    const next = JSON.stringify([batches.map(({ id }) => id), runs, more]);
    if (known !== undefined && next === fingerprint) return known;
    fingerprint = next;
    for (const batch of batches) {
      if (!ofBatch.has(batch.id)) ofBatch.set(batch.id, namesOf(database, batch));
    }
    known = together(
      [...ofBatch].filter(([id]) => batches.some((batch) => batch.id === id)).map(([, names]) => names),
      more,
      runs,
    );
    return known;
  };
}

function namesOf(database: ReadableDatabase, batch: Batch): BatchNames {
  if (batch.kind === 'invoice') {
    return readInvoiceNames(database, batch.id, personalPlaces(database, batch.id));
  }
  // What Tieout does not know of a row about a person may be that person's name.
  const personal = batch.extraColumns.flatMap((header, place) =>
    batch.level === 'user' || isPersonalHeader(header) ? [place] : [],
  );
  return readUsageNamesOfBatch(database, batch.id, personal);
}

/** Customers that parameters name, whether or not a row does. */
function namesOfParameters(database: ReadableDatabase): readonly string[] {
  const book = currentPriceBook(database);
  const priced = book === undefined ? [] : listPriceBookRows(database, book.version);
  return [
    ...priced.flatMap(({ customerOrgId }) => customerOrgId ?? []),
    ...listAliases(database).flatMap(({ field, from, to }) => (field === 'customer' ? [from, to] : [])),
  ];
}

function together(
  batches: readonly BatchNames[],
  customers: readonly string[],
  runs: readonly string[],
): KnownNames {
  const kept = new Set<string>();
  for (const text of [...runs, ...batches.flatMap(({ others }) => others)]) {
    const key = idKey(text);
    if (key !== undefined) kept.add(key);
  }
  const users = batches.flatMap((names) => names.users);
  return {
    // Ids that look like one need not be known.
    users: new Set(users.filter((text) => !isUuid(text) && decodeWebexId(text) === undefined)),
    customers: new Set([...customers, ...batches.flatMap((names) => names.customers)]),
    kept,
  };
}
