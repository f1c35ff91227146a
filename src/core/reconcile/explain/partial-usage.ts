import {
  absolute,
  divideRounded,
  formatMicros,
  micros,
  multiply,
  negate,
  picos,
  type Micros,
  type Picos,
} from '../../decimal/micros.ts';
import type { ConsumerUsage } from '../../usage/usage-source.ts';
import type { Explanation, PricedLine } from '../line.ts';
import { divisorOf } from '../unit-basis/convert.ts';
import { roundingSlack } from './rounding-slack.ts';
import { EVIDENCE_LIMIT, type ExplainContext, type Explainer } from './explain-context.ts';

/** A consumer with part of the period, and what an invoice that ignores that gets wrong by it. */
interface Partial {
  readonly consumer: ConsumerUsage;
  /** User-days: what is missing to a full period (over-billed), or what was used (under-billed). */
  readonly effect: bigint;
  /** Whether the consumer used another SKU for the rest of the period. */
  readonly changed: boolean;
}

/**
 * MID_PERIOD_START_OR_STOP and PACKAGE_CHANGE: consumers that had a package for part of the period only, billed
 * as if they had it for all of it (over-billed), or not at all (under-billed).
 *
 * Proven where the difference equals the effect of all such consumers, of all that changed package, of all that
 * did not, or of one single consumer, to within the rounding of the invoice; otherwise possible, where the effects
 * are at least as large as the difference and few enough consumers are concerned for a person to look at them.
 */
export const explainPartialUsage: Explainer = (line, context) => {
  if (line.usage.userDays === 0n || line.varianceQuantity === 0n) return [];
  if (!context.usage.levels.includes('user') || line.components?.quantity === 0n) return [];
  const divisor = divisorOf(context.unit.basis, line.usage.parts[0]?.days ?? context.days);
  const gap = line.varianceQuantity * divisor;
  const partials = partialsOf(line, context, gap > 0n);
  if (partials.length === 0) return [];
  const slack = roundingSlack(context.unit, divisor);
  const proof = prove(partials, absolute(gap), slack);
  const certainty = proof === undefined ? 'possible' : 'proven';
  const isTelling = partials.length <= EVIDENCE_LIMIT && sumOf(partials) + slack >= absolute(gap);
  const chosen = proof ?? (isTelling ? partials : []);
  const [changed, others] = [chosen.filter((p) => p.changed), chosen.filter((p) => !p.changed)];
  const whole = line.components?.quantity;
  const amountOf = (part: readonly Partial[]): Picos | undefined => {
    if (proof === undefined || whole === undefined) return undefined;
    return part.length === chosen.length ? whole : undefined;
  };
  const changedAmount =
    amountOf(changed) ?? (proof && shareOf(changed, line, divisor, gap > 0n, line.expectedUnitPrice));
  const otherAmount =
    amountOf(others) ??
    (proof && whole !== undefined && changedAmount !== undefined ? picos(whole - changedAmount) : undefined);
  return [
    ...explanation('PACKAGE_CHANGE', changed, changedAmount, certainty, gap > 0n),
    ...explanation('MID_PERIOD_START_OR_STOP', others, otherAmount, certainty, gap > 0n),
  ];
};

function partialsOf(line: PricedLine, context: ExplainContext, isOver: boolean): readonly Partial[] {
  const { key } = line;
  const consumers = context.usage.partialConsumersOf(key, context.fullUserDays);
  const otherSkus = context.severalSkus(key);
  return consumers.map((consumer) => {
    const all = otherSkus.get(consumer.consumer) ?? [];
    // Complementary days: another SKU, and together no more than one full user. An add-on runs alongside instead.
    const changed = all.some(
      (other) =>
        other.sku !== key.sku &&
        other.userDays > 0n &&
        other.userDays + consumer.userDays <= context.fullUserDays,
    );
    return {
      consumer,
      changed,
      effect: isOver ? context.fullUserDays - consumer.userDays : consumer.userDays,
    };
  });
}

const sumOf = (partials: readonly Partial[]): bigint =>
  partials.reduce((sum, partial) => sum + partial.effect, 0n);

/** The set of consumers whose effects make up the gap; undefined where none, or no single one, does. */
function prove(partials: readonly Partial[], gap: bigint, slack: bigint): readonly Partial[] | undefined {
  const isGap = (set: readonly Partial[]): boolean => set.length > 0 && absolute(sumOf(set) - gap) <= slack;
  const sets = [partials.filter((p) => p.changed), partials.filter((p) => !p.changed), partials];
  const set = sets.find(isGap);
  if (set) return set;
  const single = partials.filter((partial) => isGap([partial]));
  return single.length === 1 ? single : undefined;
}

/** The money of a part of the consumers, at the line's expected price, rounded to the storage grain. */
function shareOf(
  part: readonly Partial[],
  line: PricedLine,
  divisor: bigint,
  isOver: boolean,
  price: Micros | undefined,
): Picos | undefined {
  if (part.length === 0 || price === undefined || line.components === undefined) return undefined;
  const units = micros(divideRounded(sumOf(part), divisor, 'half-up'));
  return multiply(isOver ? units : negate(units), price);
}

function explanation(
  code: 'PACKAGE_CHANGE' | 'MID_PERIOD_START_OR_STOP',
  part: readonly Partial[],
  amount: Picos | undefined,
  certainty: Explanation['certainty'],
  isOver: boolean,
): readonly Explanation[] {
  const first = part[0];
  if (!first) return [];
  return [
    {
      code,
      amount,
      certainty,
      params: {
        consumers: String(part.length),
        firstConsumer: first.consumer.display,
        firstUserDays: formatMicros(first.consumer.userDays),
        userDays: formatMicros(micros(sumOf(part))),
        direction: isOver ? 'over' : 'under',
      },
      evidence: part.flatMap((partial) => partial.consumer.refs).slice(0, EVIDENCE_LIMIT),
    },
  ];
}
