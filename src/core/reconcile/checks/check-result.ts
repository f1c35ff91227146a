import { absolute, picos, toPicos, type Micros, type Picos } from '../../decimal/micros.ts';
import type { CheckId, CheckStatus } from '../result-document.ts';

/** A tie-out: two figures that must agree. The difference is left - right. */
export interface CheckResult {
  readonly id: CheckId;
  readonly left: Picos | undefined;
  readonly right: Picos | undefined;
  readonly tolerance: Picos | undefined;
  readonly failing: number;
  readonly status: CheckStatus;
}

/** A check that could not be made: a side is missing. */
export const noData = (id: CheckId): CheckResult => ({
  id,
  left: undefined,
  right: undefined,
  tolerance: undefined,
  failing: 0,
  status: 'no-data',
});

/** A check: ok where the sums agree within tolerance and no single part fails on its own. */
export function check(
  id: CheckId,
  left: Picos,
  right: Picos,
  tolerance: Picos,
  failing: number,
): CheckResult {
  const isOk = absolute(picos(left - right)) <= tolerance && failing === 0;
  return { id, left, right, tolerance, failing, status: isOk ? 'ok' : 'check' };
}

/** A check of quantities or counts. */
export const checkMicros = (
  id: CheckId,
  left: Micros,
  right: Micros,
  tolerance: Micros,
  failing: number,
): CheckResult => check(id, toPicos(left), toPicos(right), toPicos(tolerance), failing);
