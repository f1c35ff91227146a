import {
  absolute,
  addMicros,
  fromInteger,
  micros,
  multiply,
  picos,
  sumMicros,
  toPicos,
  ZERO,
  type Micros,
} from '../../decimal/micros.ts';
import type { ComparedInvoice, ComparedRow, StatedTotal } from '../../invoice/invoice-row.ts';
import type { AuditedRow } from '../line.ts';
import { minorUnit } from '../tolerance.ts';
import { check, checkMicros, noData, type CheckFailure, type CheckResult } from './check-result.ts';

interface TotalPair {
  readonly own: Micros;
  readonly stated: Micros;
  readonly ref: StatedTotal['ref'];
}

/**
 * T1: the rows that are kept add up to what the invoice itself states. The last stated grand total counts, else
 * the last subtotal, which leaves out tax; a grand total that stands above its tax rows leaves them out as well.
 */
export function checkStatedTotals(
  documents: readonly ComparedInvoice[],
  isCounted: (row: ComparedInvoice['rows'][number]) => boolean,
  currency: string | undefined,
): CheckResult {
  const tolerance = minorUnit(currency);
  const pairs = documents.flatMap((document) => totalPairs(document, isCounted, tolerance));
  if (pairs.length === 0) return noData('T1');
  const failures = pairs
    .filter(({ own, stated }) => absolute(own - stated) > tolerance)
    .map(({ own, stated, ref }): CheckFailure => ({ left: toPicos(own), right: toPicos(stated), ref }));
  return checkMicros(
    'T1',
    sumMicros(pairs.map(({ own }) => own)),
    sumMicros(pairs.map(({ stated }) => stated)),
    micros(tolerance * BigInt(pairs.length)),
    failures,
  );
}

function totalPairs(
  document: ComparedInvoice,
  isCounted: (row: ComparedInvoice['rows'][number]) => boolean,
  tolerance: Micros,
): readonly TotalPair[] {
  const last = (kind: StatedTotal['kind']): StatedTotal | undefined =>
    document.statedTotals.findLast((total) => total.kind === kind);
  const counted = document.rows.filter(isCounted);
  const sumOf = (rows: typeof counted): Micros => sumMicros(rows.map(({ amount }) => amount ?? ZERO));
  const withoutTax = sumOf(counted.filter(({ rowClass }) => rowClass !== 'tax'));
  const taxRows = sumOf(counted.filter(({ rowClass }) => rowClass === 'tax'));
  const hasTaxRows = counted.some(({ rowClass }) => rowClass === 'tax');
  const total = last('total');
  const subtotal = last('subtotal');
  if (total) {
    const tax = hasTaxRows ? taxRows : (last('tax')?.amount ?? ZERO);
    const withTax = addMicros(withoutTax, tax);
    const leavesOutTax =
      absolute(withTax - total.amount) > tolerance && absolute(withoutTax - total.amount) <= tolerance;
    return [{ own: leavesOutTax ? withoutTax : withTax, stated: total.amount, ref: total.ref }];
  }
  return subtotal ? [{ own: withoutTax, stated: subtotal.amount, ref: subtotal.ref }] : [];
}

/** T2: quantity x unit price = amount, for each charge to one minor unit. */
export function checkLineAmounts(audited: readonly AuditedRow[], currency: string | undefined): CheckResult {
  if (audited.length === 0) return noData('T2');
  const unit = toPicos(minorUnit(currency));
  let product = 0n;
  let amounts = 0n;
  const failures: CheckFailure[] = [];
  for (const { row, key, quantity, unitPrice, amount } of audited) {
    const own = multiply(quantity, unitPrice);
    product += own;
    amounts += toPicos(amount);
    if (absolute(own - toPicos(amount)) > unit)
      failures.push({ left: own, right: toPicos(amount), key, ref: row.ref });
  }
  return check('T2', picos(product), picos(amounts), picos(unit * BigInt(audited.length)), failures);
}

/**
 * T7: every row that was read is accounted for. Rows whose figures can't be read are named in the issues, but
 * their amounts are unknown: while there are any, the check fails.
 */
export function checkCompleteness(
  read: number,
  accounted: number,
  quarantined: readonly ComparedRow[],
): CheckResult {
  const failures = quarantined.map(({ ref }): CheckFailure => ({ left: undefined, right: undefined, ref }));
  return checkMicros('T7', fromInteger(read), fromInteger(accounted), ZERO, failures);
}
