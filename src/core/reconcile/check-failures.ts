import { compareText } from '../compare.ts';
import { absolute, formatPicos, picos, type Picos } from '../decimal/micros.ts';
import type { SourceId } from '../source.ts';
import { mapInSteps, sortInSteps, type Steps } from '../steps.ts';
import type { CheckFailure } from './checks/check-result.ts';
import type { CheckFailureDocument, CheckId } from './result-document.ts';
import type { ReconcileResult } from './result.ts';

/** So many failures of a check are kept one by one; the result counts all of them. */
export const MOST_CHECK_FAILURES = 10_000;

const difference = ({ left, right }: CheckFailure): Picos | undefined =>
  left === undefined || right === undefined ? undefined : picos(left - right);
const textOf = (value: Picos | undefined): string | null => (value === undefined ? null : formatPicos(value));

/** Failures that are gone through in one step. */
const STEP_FAILURES = 500;

/**
 * What fails each check, the largest difference first, then by names and addresses; checks without failures are left out. In
 * steps of a few milliseconds: every line may fail.
 */
export function* checkFailuresInSteps(
  result: ReconcileResult,
  fileOf: (source: SourceId) => string,
): Steps<ReadonlyMap<CheckId, readonly CheckFailureDocument[]>> {
  const documents = new Map<CheckId, readonly CheckFailureDocument[]>();
  for (const { id, failures } of result.checks) {
    if (failures.length === 0) continue;
    const named = yield* mapInSteps(failures, STEP_FAILURES, (failure) => {
      const document = toDocument(failure, result, fileOf);
      return { size: absolute(difference(failure) ?? 0n), order: orderOf(document), document };
    });
    const sorted = yield* sortInSteps(
      named,
      STEP_FAILURES,
      (a, b) =>
        Number(b.size > a.size) - Number(b.size < a.size) ||
        compareText(a.order, b.order) ||
        (a.document.row ?? 0) - (b.document.row ?? 0),
    );
    documents.set(
      id,
      sorted.slice(0, MOST_CHECK_FAILURES).map(({ document }) => document),
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
