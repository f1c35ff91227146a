import { z } from 'zod';
import { formatMicros, parseDecimal, ROUNDING_MODES, type Micros } from '#core/decimal/micros.ts';
import { parsePeriod, formatPeriod, parsePlainDate, type Period, type PlainDate } from '#core/period.ts';
import { hasManualRules } from '#core/reconcile/manual/manual-rules.ts';
import { ROUNDING_GRAINS, UNIT_BASES, type ReconcileParameters } from '#core/reconcile/parameters.ts';
import { manualRulesJson, manualRulesSchema } from './manual-rules-json.ts';

const decimal = z.string().transform((text, refine): Micros => {
  const parsed = parseDecimal(text);
  if (parsed) return parsed.value;
  refine.addIssue({ code: 'custom', message: 'not a decimal' });
  return z.NEVER;
});
const date = z.string().transform((text, refine): PlainDate => {
  const parsed = parsePlainDate(text);
  if (parsed !== undefined) return parsed;
  refine.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});
const period = z.string().transform((text, refine): Period => {
  const parsed = parsePeriod(text);
  if (parsed) return parsed;
  refine.addIssue({ code: 'custom', message: 'not a period' });
  return z.NEVER;
});
/** JSON knows no undefined: a missing value is null there. */
const orMissing = <Schema extends z.ZodType>(
  schema: Schema,
): z.ZodPipe<z.ZodNullable<Schema>, z.ZodTransform<z.output<Schema> | undefined>> =>
  schema.nullable().transform((value) => value ?? undefined);

const parametersSchema = z.object({
  period: orMissing(period),
  unitBasis: z.enum(['auto', ...UNIT_BASES]),
  unitBasisBySku: z.array(z.object({ sku: z.string(), basis: z.enum(UNIT_BASES) })).optional(),
  unitDecimals: orMissing(z.int().min(0).max(6)),
  rounding: orMissing(z.enum(ROUNDING_MODES)),
  roundingGrain: orMissing(z.enum(ROUNDING_GRAINS)),
  tolerance: z.object({
    quantity: orMissing(decimal),
    amount: orMissing(decimal),
    percent: decimal,
    cap: orMissing(decimal),
  }),
  priceBook: orMissing(
    z.array(
      z.object({
        sku: z.string(),
        unitPrice: decimal,
        currency: z.string(),
        subscriptionId: orMissing(z.string()),
        customerOrgId: orMissing(z.string()),
        validFrom: orMissing(date),
        validTo: orMissing(date),
        row: z.int(),
      }),
    ),
  ),
  aliases: z.array(
    z.object({ field: z.enum(['sku', 'customer', 'subscription']), from: z.string(), to: z.string() }),
  ),
  manual: manualRulesSchema.optional(),
});

/** The parameters of a run as they are kept: JSON with decimals as texts. The same parameters give the same text. */
export function writeRunParameters(parameters: ReconcileParameters): string {
  const { tolerance, priceBook } = parameters;
  const text = (value: Micros | undefined): string | null =>
    value === undefined ? null : formatMicros(value);
  return JSON.stringify({
    period: parameters.period === undefined ? null : formatPeriod(parameters.period),
    unitBasis: parameters.unitBasis,
    // Left out where nobody has stated any: the text, and with it its hash, is then that of earlier versions.
    unitBasisBySku: isNone(parameters.unitBasisBySku)
      ? undefined
      : parameters.unitBasisBySku?.map(({ sku, basis }) => ({ sku, basis })),
    unitDecimals: parameters.unitDecimals ?? null,
    rounding: parameters.rounding ?? null,
    roundingGrain: parameters.roundingGrain ?? null,
    tolerance: {
      quantity: text(tolerance.quantity),
      amount: text(tolerance.amount),
      percent: formatMicros(tolerance.percent),
      cap: text(tolerance.cap),
    },
    priceBook:
      priceBook?.map((entry) => ({
        sku: entry.sku,
        unitPrice: formatMicros(entry.unitPrice),
        currency: entry.currency,
        subscriptionId: entry.subscriptionId ?? null,
        customerOrgId: entry.customerOrgId ?? null,
        validFrom: entry.validFrom ?? null,
        validTo: entry.validTo ?? null,
        row: entry.row,
      })) ?? null,
    aliases: parameters.aliases.map(({ field, from, to }) => ({ field, from, to })),
    // Runs without a decision of a person's keep the text, and so the hash, that they have always had.
    ...(parameters.manual !== undefined && hasManualRules(parameters.manual)
      ? { manual: manualRulesJson(parameters.manual) }
      : {}),
  });
}

const isNone = (list: readonly unknown[] | undefined): boolean => list === undefined || list.length === 0;

/** Reads what {@link writeRunParameters} wrote. Throws for anything else: a kept run is never guessed at. */
export function readRunParameters(text: string): ReconcileParameters {
  const { manual, ...parameters } = parametersSchema.parse(JSON.parse(text));
  return manual === undefined ? parameters : { ...parameters, manual };
}
