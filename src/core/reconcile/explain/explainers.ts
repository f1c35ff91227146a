import {
  absolute,
  formatMicros,
  formatPicos,
  micros,
  multiply,
  negate,
  picos,
  sumPicos,
  toPicos,
} from '../../decimal/micros.ts';
import { containsPeriod, formatPeriod, overlapDays } from '../../period.ts';
import type { SourceRef } from '../../source.ts';
import type { AuditedRow, Explanation, PricedLine } from '../line.ts';
import { UNIT_BASES } from '../parameters.ts';
import { convertUsage, divisorOf, unroundedQuantity } from '../unit-basis/convert.ts';
import { roundingSlack } from './rounding-slack.ts';
import { EVIDENCE_LIMIT, type ExplainContext, type Explainer } from './explain-context.ts';

const refsOf = (rows: readonly AuditedRow[]): readonly SourceRef[] => rows.map(({ row }) => row.ref);

const usageRefs = (line: PricedLine, context: ExplainContext): readonly SourceRef[] =>
  line.usageLevel === undefined ? [] : context.usage.refsOf(line.usageLevel, line.key, EVIDENCE_LIMIT);

/** DUPLICATE_LINE: rows that repeat an earlier one. Proven as the cause where they make up the whole variance. */
export const explainDuplicates: Explainer = (line, context) => {
  const duplicates = context.duplicates(line.rows);
  if (duplicates.length === 0) return [];
  const amount = sumPicos(duplicates.map((row) => toPicos(row.amount)));
  return [
    {
      code: 'DUPLICATE_LINE',
      amount,
      certainty: amount === line.varianceAmount ? 'proven' : 'possible',
      params: { rows: String(duplicates.length), amount: formatPicos(amount) },
      evidence: refsOf(duplicates),
    },
  ];
};

/** UNIT_MISMATCH: the quantity is the usage exactly, but in another unit than the rest of the SKU. */
export const explainUnitMismatch: Explainer = (line, context) => {
  if (line.usage.userDays === 0n || line.varianceQuantity === 0n || line.outOfPeriod) return [];
  const { unit } = context;
  const other = UNIT_BASES.filter((basis) => basis !== unit.basis).find((basis) =>
    [unit.decimals, 2, 4, undefined].some(
      (decimals) =>
        convertUsage(line, { ...unit, basis, decimals, grain: 'line' }, context.breakdowns) ===
        line.invoicedQuantity,
    ),
  );
  if (other === undefined || (other !== 'user-days' && unit.basis !== 'user-days')) return [];
  return [
    {
      code: 'UNIT_MISMATCH',
      amount: line.components?.quantity,
      certainty: 'proven',
      params: {
        billedUnit: other,
        expectedUnit: unit.basis,
        billed: formatMicros(line.invoicedQuantity),
        expected: formatMicros(line.usageQuantity),
        userDays: formatMicros(line.usage.userDays),
      },
      evidence: refsOf(line.rows),
    },
  ];
};

/** PRICE_DIFFERS: the invoice's unit price is not the price book's. */
export const explainPrice: Explainer = (line) => {
  if (line.components === undefined || line.components.price === 0n) return [];
  return [
    {
      code: 'PRICE_DIFFERS',
      amount: line.components.price,
      certainty: 'proven',
      params: {
        invoiced: line.invoicedUnitPrice === undefined ? '' : formatMicros(line.invoicedUnitPrice),
        expected: line.expectedUnitPrice === undefined ? '' : formatMicros(line.expectedUnitPrice),
        quantity: formatMicros(line.invoicedQuantity),
      },
      evidence: refsOf(line.rows),
    },
  ];
};

/** LINE_ROUNDING: the amounts are not quantity x unit price. */
export const explainLineRounding: Explainer = (line, context) => {
  const rounding = line.components?.lineRounding ?? 0n;
  if (absolute(rounding) <= context.tolerance.amount) return [];
  const rows = line.rows.filter(
    ({ quantity, unitPrice, amount }) => toPicos(amount) !== multiply(quantity, unitPrice),
  );
  return [
    {
      code: 'LINE_ROUNDING',
      amount: picos(rounding),
      certainty: 'proven',
      params: { rows: String(rows.length) },
      evidence: refsOf(rows),
    },
  ];
};

/** CUSTOMER_NOT_IN_USAGE, SKU_NOT_IN_USAGE: a charge for which the reports hold nothing. */
export const explainBilledWithoutUsage: Explainer = (line, context) => {
  if (line.outOfPeriod || line.rows.length === 0 || line.usage.userDays !== 0n) return [];
  const { customer } = line.key;
  const names = context.namesOf(line.key);
  const isCustomerKnown = customer !== undefined && context.usage.names.customers.has(customer);
  // A customer that the reports know, billed for a SKU that they don't: the SKU is what is unknown.
  const isSkuTheCause =
    customer === undefined || (isCustomerKnown && !context.usage.names.skus.has(line.key.sku));
  return [
    {
      code: isSkuTheCause ? 'SKU_NOT_IN_USAGE' : 'CUSTOMER_NOT_IN_USAGE',
      amount: line.varianceAmount,
      certainty: 'proven',
      params: {
        customer: names.customerExternalId ?? names.customerOrgId ?? '',
        sku: names.sku,
        scope: isCustomerKnown ? 'sku' : 'period',
        quantity: formatMicros(line.invoicedQuantity),
      },
      evidence: refsOf(line.rows),
    },
  ];
};

/** USAGE_NOT_ON_INVOICE: usage that no charge stands for: accrue, don't claim. INVOICE_ROW_UNREADABLE: one may. */
export const explainMissingOnInvoice: Explainer = (line, context) => {
  if (line.rows.length > 0 || line.usage.userDays === 0n) return [];
  const unreadable = context.unreadable(line);
  if (unreadable.length > 0) {
    return [
      {
        code: 'INVOICE_ROW_UNREADABLE',
        amount: undefined,
        certainty: 'possible',
        params: { rows: String(unreadable.length), userDays: formatMicros(line.usage.userDays) },
        evidence: unreadable.slice(0, EVIDENCE_LIMIT),
      },
    ];
  }
  return [
    {
      code: 'USAGE_NOT_ON_INVOICE',
      amount: line.varianceAmount,
      certainty: 'proven',
      params: {
        userDays: formatMicros(line.usage.userDays),
        quantity: formatMicros(line.usageQuantity),
        sku: context.namesOf(line.key).sku,
      },
      evidence: usageRefs(line, context),
    },
  ];
};

/** PERIOD_DIFFERS: charges whose window is not, or not wholly, within the period. */
export const explainPeriod: Explainer = (line, context) => {
  const rows = line.rows.filter(
    ({ window }) => window !== undefined && !containsPeriod(context.period, window),
  );
  const first = rows[0];
  if (first?.window === undefined) return [];
  return [
    {
      code: 'PERIOD_DIFFERS',
      amount: line.outOfPeriod ? line.varianceAmount : undefined,
      certainty: line.outOfPeriod ? 'proven' : 'possible',
      params: {
        window: formatPeriod(first.window),
        period: formatPeriod(context.period),
        overlapDays: String(overlapDays(first.window, context.period)),
        rows: String(rows.length),
      },
      evidence: refsOf(rows),
    },
  ];
};

/** LEVELS_DISAGREE: the reports contradict each other here; no figure of this line can be relied on. */
export const explainLevelConflict: Explainer = (line, context) =>
  (line.members ?? [line])
    .flatMap((member) => context.conflicts.of(member))
    .slice(0, 3)
    .map(({ comparison, pair }): Explanation => ({
      code: 'LEVELS_DISAGREE',
      amount: undefined,
      certainty: 'proven',
      params: {
        coarseLevel: comparison.coarseLevel,
        fineLevel: comparison.fineLevel,
        coarse: formatMicros(pair.coarse),
        fine: formatMicros(pair.fine),
        difference: formatMicros(micros(pair.coarse - pair.fine)),
      },
      evidence: [comparison.coarseLevel, comparison.fineLevel]
        .flatMap((level) => context.usage.refsOf(level, pair.key, EVIDENCE_LIMIT / 2))
        .slice(0, EVIDENCE_LIMIT),
    }));

/** OVER_FULL_USER: consumers with more user-days than the period has. */
export const explainOverFull: Explainer = (line, context) => {
  const consumers = context.overFull(line);
  const first = consumers[0];
  if (!first) return [];
  const excess = micros(consumers.reduce((sum, { userDays }) => sum + userDays - context.fullUserDays, 0n));
  const { basis } = context.unit;
  const days = line.usage.parts[0]?.days ?? context.days;
  const units = unroundedQuantity([{ userDays: excess, days }], basis);
  const divisor = divisorOf(basis, days);
  const price = line.expectedUnitPrice;
  const excessAmount = price === undefined ? undefined : multiply(negate(units), price);
  // The usage is too high by the excess: where the invoice is too low by just that, this is the cause.
  const isCause =
    line.varianceQuantity !== 0n &&
    absolute(line.varianceQuantity * divisor + excess) <= roundingSlack(context.unit, divisor);
  return [
    {
      code: 'OVER_FULL_USER',
      amount: isCause ? line.components?.quantity : excessAmount,
      certainty: isCause ? 'proven' : 'possible',
      params: {
        consumers: String(consumers.length),
        firstConsumer: first.display,
        firstUserDays: formatMicros(first.userDays),
        days: String(context.days),
        excessUserDays: formatMicros(excess),
      },
      evidence: consumers.flatMap(({ refs }) => refs).slice(0, EVIDENCE_LIMIT),
    },
  ];
};

/** QUANTITY_DIFFERS: no known cause; both figures and where they come from. */
export const explainQuantity: Explainer = (line, context) => {
  if (line.varianceQuantity === 0n || line.outOfPeriod) return [];
  if (line.rows.length === 0 || line.usage.userDays === 0n) return [];
  return [
    {
      code: 'QUANTITY_DIFFERS',
      amount: line.components?.quantity,
      certainty: 'proven',
      params: {
        invoiced: formatMicros(line.invoicedQuantity),
        usage: formatMicros(line.usageQuantity),
        difference: formatMicros(line.varianceQuantity),
        userDays: formatMicros(line.usage.userDays),
      },
      evidence: [...refsOf(line.rows), ...usageRefs(line, context)].slice(0, EVIDENCE_LIMIT),
    },
  ];
};
