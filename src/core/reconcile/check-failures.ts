import { compareOptionalText } from '../compare.ts';
import { absolute, formatPicos, picos, type Picos } from '../decimal/micros.ts';
import type { SourceId } from '../source.ts';
import type { CheckFailure } from './checks/check-result.ts';
import type { CheckFailureDocument, CheckId } from './result-document.ts';
import type { ReconcileResult } from './result.ts';

/** So many failures of a check are kept one by one; the result counts all of them. */
export const MOST_CHECK_FAILURES = 10_000;

const difference = ({ left, right }: CheckFailure): Picos | undefined =>
  left === undefined || right === undefined ? undefined : picos(left - right);
const textOf = (value: Picos | undefined): string | null => (value === undefined ? null : formatPicos(value));

/** What fails each check, the largest difference first, then by names and addresses; checks without failures are left out. */
export function checkFailures(
  result: ReconcileResult,
  fileOf: (source: SourceId) => string,
): ReadonlyMap<CheckId, readonly CheckFailureDocument[]> {
  const documents = new Map<CheckId, readonly CheckFailureDocument[]>();
  for (const { id, failures } of result.checks) {
    if (failures.length === 0) continue;
    const named = failures.map((failure) => ({
      size: absolute(difference(failure) ?? 0n),
      document: toDocument(failure, result, fileOf),
    }));
    named.sort(
      (a, b) =>
        Number(b.size > a.size) - Number(b.size < a.size) ||
        compareOptionalText(orderOf(a.document), orderOf(b.document)) ||
        (a.document.row ?? 0) - (b.document.row ?? 0),
    );
    documents.set(
      id,
      named.slice(0, MOST_CHECK_FAILURES).map(({ document }) => document),
    );
  }
  return documents;
}

const orderOf = (document: CheckFailureDocument): string =>
  [
    document.subscriptionId,
    document.sku,
    document.customerOrgId,
    document.consumerId,
    document.file,
    document.sheet,
  ].join('\n');

function toDocument(
  failure: CheckFailure,
  result: ReconcileResult,
  fileOf: (source: SourceId) => string,
): CheckFailureDocument {
  const { left, right, level, key, ref } = failure;
  const names = key && result.namesOf(key);
  return {
    left: textOf(left),
    right: textOf(right),
    difference: textOf(difference(failure)),
    level: level ?? null,
    subscriptionId: names?.subscriptionId ?? null,
    sku: names?.sku ?? null,
    customerOrgId: names?.customerOrgId ?? null,
    customerExternalId: names?.customerExternalId ?? null,
    consumerId: names?.consumerId ?? null,
    file: ref === undefined ? null : fileOf(ref.source),
    sheet: ref?.sheet ?? null,
    row: ref?.row ?? null,
  };
}
