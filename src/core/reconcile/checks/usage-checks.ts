import {
  absolute,
  addMicros,
  fromInteger,
  micros,
  MICROS_DECIMALS,
  picos,
  sumMicros,
  toPicos,
  ZERO,
  type Micros,
  divideMicros,
} from '../../decimal/micros.ts';
import { dayNumber, periodDays, type Period } from '../../period.ts';
import { mapInSteps, type Steps } from '../../steps.ts';
import type { CheckId } from '../result-document.ts';
import { keyAtLevel, keyTextAt, type Line, type LineKey } from '../line.ts';
import { lineKeyMap } from '../line-key-map.ts';
import { divisorOf } from '../unit-basis/convert.ts';
import type { UnitCandidate } from '../unit-basis/candidate.ts';
import type { UsageSource } from '../../usage/usage-source.ts';
import { check, checkMicros, noData, type CheckFailure, type CheckResult } from './check-result.ts';
import { LEVEL_TOLERANCE, type LevelComparison } from './level-conflicts.ts';

/** Lines that are gone through in one step. */
const STEP_LINES = 2000;

/** T3 and T4: two report levels agree on every key. */
export function checkLevels(id: CheckId, comparison: LevelComparison | undefined): CheckResult {
  if (!comparison) return noData(id);
  const { coarseTotal, fineTotal, disagreeing, coarseLevel } = comparison;
  const failures = disagreeing.map(({ key, coarse, fine }): CheckFailure => ({
    left: toPicos(coarse),
    right: toPicos(fine),
    level: coarseLevel,
    key,
  }));
  return checkMicros(id, coarseTotal, fineTotal, LEVEL_TOLERANCE, failures);
}

/** What T5 and T6 need to know of a line's unit. */
export interface UnitFacts {
  readonly unitOf: (key: LineKey) => UnitCandidate;
  readonly quantityTolerance: (line: Line) => Micros;
  readonly days: number;
}

/**
 * T5: the invoiced quantity of each subscription and SKU is the PARTNER report's, in the invoice's unit, to the
 * tolerance of its lines. Charges of another period are no part of it.
 */
export function* checkPartnerQuantity(
  lines: readonly Line[],
  usage: UsageSource,
  collapse: boolean,
  facts: UnitFacts,
): Steps<CheckResult> {
  if (!usage.levels.includes('partner') || lines.every(({ rows }) => rows.length === 0)) return noData('T5');
  const groups = new Map<string, PartnerGroup>();
  const groupIdOf = joinedGroups(lines);
  const held = lineKeyMap<PartnerGroup>();
  const groupOf = (key: LineKey): PartnerGroup => {
    const known = held.get(key, 'partner');
    if (known !== undefined) return known;
    const id = groupIdOf(keyTextAt(key, 'partner'));
    const group = groups.get(id) ?? { key, invoiced: 0n, lines: [], userDays: 0n };
    groups.set(id, group);
    held.set(key, 'partner', group);
    return group;
  };
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === 0) yield;
    if (line.outOfPeriod) continue;
    const group = groupOf(line.key);
    group.invoiced += line.invoicedQuantity;
    group.lines.push(line);
  }
  yield;
  for (const total of usage.totals('partner', 'partner')) {
    const subscription = collapse ? undefined : total.subscription;
    groupOf(keyAtLevel({ ...total, subscription }, 'partner')).userDays += total.userDays;
  }
  let left = 0n;
  let right = 0n;
  let allowed = 0n;
  const failures: CheckFailure[] = [];
  for (const group of groups.values()) {
    const tolerance = sumMicros(yield* mapInSteps(group.lines, STEP_LINES, facts.quantityTolerance));
    yield;
    const quantity = partnerQuantity(
      group.lines,
      micros(group.userDays),
      facts.unitOf(group.key),
      facts.days,
    );
    left += group.invoiced;
    right += quantity;
    allowed += tolerance;
    if (absolute(group.invoiced - quantity) <= tolerance) continue;
    failures.push({
      left: toPicos(micros(group.invoiced)),
      right: toPicos(quantity),
      level: 'partner',
      key: keyAtLevel(group.key, 'partner'),
    });
  }
  return checkMicros('T5', micros(left), micros(right), micros(allowed), failures);
}

/** The lines of a subscription and SKU, and what the PARTNER report says of it. */
interface PartnerGroup {
  readonly key: LineKey;
  readonly lines: Line[];
  invoiced: bigint;
  userDays: bigint;
}

/** Subscriptions and SKUs between which a person's match has moved usage are held against the report together. */
function joinedGroups(lines: readonly Line[]): (id: string) => string {
  const parents = new Map<string, string>();
  const rootOf = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : rootOf(parent);
  };
  for (const line of lines) {
    const [first, ...others] = (line.members ?? []).map(({ key }) => rootOf(keyTextAt(key, 'partner')));
    for (const other of others) {
      if (first !== undefined && rootOf(other) !== rootOf(first)) parents.set(rootOf(other), rootOf(first));
    }
  }
  return rootOf;
}

/**
 * The PARTNER figure in the invoice's unit, rounded as the lines are: what rounding each line rather than the total
 * makes of the same user-days is no difference between the invoice and the report.
 */
function partnerQuantity(
  lines: readonly Line[],
  userDays: Micros,
  unit: UnitCandidate,
  days: number,
): Micros {
  const ofLines = sumMicros(lines.map(({ usageQuantity }) => usageQuantity));
  const beside = micros(userDays - sumMicros(lines.map(({ usage }) => usage.userDays)));
  return addMicros(ofLines, divideMicros(beside, divisorOf(unit.basis, days), MICROS_DECIMALS, 'half-up'));
}

/** T6: the invoiced quantities of customers are the CUSTOMER report's, where the invoice names customers. */
export function* checkCustomerQuantity(
  lines: readonly Line[],
  usage: UsageSource,
  quantityTolerance: (line: Line) => Micros,
): Steps<CheckResult> {
  const relevant = lines.filter(({ level, outOfPeriod }) => level !== 'partner' && !outOfPeriod);
  const hasReport = usage.levels.includes('customer') || usage.levels.includes('user');
  if (!hasReport || relevant.every(({ rows }) => rows.length === 0)) return noData('T6');
  const failures: CheckFailure[] = [];
  let invoiced = 0n;
  let used = 0n;
  let allowed = 0n;
  for (const [index, line] of relevant.entries()) {
    if (index % STEP_LINES === 0) yield;
    const tolerance = quantityTolerance(line);
    invoiced += line.invoicedQuantity;
    used += line.usageQuantity;
    allowed += tolerance;
    if (absolute(line.varianceQuantity) <= tolerance) continue;
    failures.push({
      left: toPicos(line.invoicedQuantity),
      right: toPicos(line.usageQuantity),
      level: line.level,
      key: line.key,
    });
  }
  return checkMicros('T6', micros(invoiced), micros(used), micros(allowed), failures);
}

/** T8: at each held level, the rows' windows together cover every day of the period. */
export function checkCoverage(usage: UsageSource, period: Period): CheckResult {
  const days = periodDays(period);
  const covered = usage.levels.map((level) => {
    const seen = new Set<number>();
    for (const { window } of usage.totals(level, 'partner')) {
      for (let day = dayNumber(window.start); day <= dayNumber(window.end); day += 1) seen.add(day);
      if (seen.size === days) break;
    }
    return { level, count: seen.size };
  });
  if (covered.length === 0) return noData('T8');
  const failures = covered
    .filter(({ count }) => count < days)
    .map(({ level, count }): CheckFailure => ({
      left: toPicos(fromInteger(days)),
      right: toPicos(fromInteger(count)),
      level,
    }));
  const least = Math.min(...covered.map(({ count }) => count));
  return checkMicros('T8', fromInteger(days), fromInteger(least), ZERO, failures);
}

/** T10: the components of every variance sum to it, to the last digit. Anything else is a bug of the engine. */
export function* checkComponents(lines: readonly Line[]): Steps<CheckResult> {
  let variance = 0n;
  let components = 0n;
  const failures: CheckFailure[] = [];
  for (const [index, line] of lines.entries()) {
    if (index % STEP_LINES === 0) yield;
    if (line.varianceAmount === undefined || line.components === undefined) continue;
    const { quantity, price, lineRounding, unitRounding, unexplained } = line.components;
    const own = picos(quantity + price + lineRounding + unitRounding + unexplained);
    variance += line.varianceAmount;
    components += own;
    if (own !== line.varianceAmount)
      failures.push({ left: line.varianceAmount, right: own, level: line.level, key: line.key });
  }
  if (lines.length === 0) return noData('T10');
  return check('T10', picos(variance), picos(components), toPicos(ZERO), failures);
}
