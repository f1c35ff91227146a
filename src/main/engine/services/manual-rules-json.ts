import { z } from 'zod';
import { formatMicros, parseDecimal, type Micros } from '#core/decimal/micros.ts';
import { isLineKeyText, type LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import {
  MANUAL_CLASSES,
  type ManualExclusion,
  type ManualMatch,
  type ManualReclassification,
  type ManualRules,
  type ManualSplit,
} from '#core/reconcile/manual/manual-rules.ts';
import type { SourceRef } from '#core/source.ts';

const lineKey = z.string().refine((text): text is LineKeyText => isLineKeyText(text));
const exact = z.string().transform((text, refine): Micros => {
  const parsed = parseDecimal(text);
  if (parsed?.exact === true) return parsed.value;
  refine.addIssue({ code: 'custom', message: 'not a decimal' });
  return z.NEVER;
});
const row = z
  .object({ source: z.string(), sheet: z.string().nullable(), row: z.int() })
  .transform(({ source, sheet, row }): SourceRef => ({ source, sheet: sheet ?? undefined, row }));
const part = z
  .object({ quantity: exact, amount: exact, target: lineKey.nullable() })
  .transform(({ target, ...figures }) => ({ ...figures, target: target ?? undefined }));

/** How each kind of rule is read back. */
export const MANUAL_RULE_SCHEMAS: {
  readonly match: z.ZodType<ManualMatch>;
  readonly split: z.ZodType<ManualSplit>;
  readonly exclusion: z.ZodType<ManualExclusion>;
  readonly reclassification: z.ZodType<ManualReclassification>;
} = {
  match: z.object({ invoice: z.array(lineKey), usage: z.array(lineKey) }),
  split: z.object({ row, parts: z.array(part) }),
  exclusion: z.object({ row, reason: z.string() }),
  reclassification: z.object({ row, rowClass: z.enum(MANUAL_CLASSES) }),
};

/** Reads what {@link manualRulesJson} wrote. */
export const manualRulesSchema: z.ZodType<ManualRules> = z.object({
  matches: z.array(MANUAL_RULE_SCHEMAS.match),
  splits: z.array(MANUAL_RULE_SCHEMAS.split),
  exclusions: z.array(MANUAL_RULE_SCHEMAS.exclusion),
  reclassifications: z.array(MANUAL_RULE_SCHEMAS.reclassification),
});

type Json = Readonly<Record<string, unknown>>;

const rowJson = ({ source, sheet, row: number }: SourceRef): Json => ({
  source,
  sheet: sheet ?? null,
  row: number,
});

/** One rule of each kind as JSON, decimals as texts. */
export const manualRuleJson = {
  match: ({ invoice, usage }: ManualMatch): Json => ({ invoice, usage }),
  split: ({ row: ref, parts }: ManualSplit): Json => ({
    row: rowJson(ref),
    parts: parts.map(({ quantity, amount, target }) => ({
      quantity: formatMicros(quantity),
      amount: formatMicros(amount),
      target: target ?? null,
    })),
  }),
  exclusion: ({ row: ref, reason }: ManualExclusion): Json => ({ row: rowJson(ref), reason }),
  reclassification: ({ row: ref, rowClass }: ManualReclassification): Json => ({
    row: rowJson(ref),
    rowClass,
  }),
} as const;

/** All rules as JSON: the same rules give the same text. */
export const manualRulesJson = (rules: ManualRules): Json => ({
  matches: rules.matches.map(manualRuleJson.match),
  splits: rules.splits.map(manualRuleJson.split),
  exclusions: rules.exclusions.map(manualRuleJson.exclusion),
  reclassifications: rules.reclassifications.map(manualRuleJson.reclassification),
});
