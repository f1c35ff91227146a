import { z } from 'zod';
import { parseDecimal, ROUNDING_MODES } from '#core/decimal/micros.ts';
import { EVENT_KINDS } from '#core/events/event.ts';
import { ROUNDING_GRAINS, UNIT_BASES } from '#core/reconcile/parameters.ts';
import { LONGEST_NAME, MOST_SKUS } from '../../limits.ts';
import type { ChannelOf } from '../channels.ts';
import {
  decimalText,
  done,
  fileToken,
  moment,
  name,
  nothing,
  page,
  pageOf,
  type ChannelContract,
} from './channel-contract.ts';

/** What an alias is about. */
export const ALIAS_FIELDS = ['sku', 'customer', 'subscription'] as const;

/** A decimal of at most six decimal places that is not negative. */
const tolerance = z
  .string()
  .max(LONGEST_NAME)
  .refine((text) => {
    const parsed = parseDecimal(text);
    return parsed !== undefined && parsed.value >= 0n;
  });
const basis = z.enum(['auto', ...UNIT_BASES]);
const skuBasis = z.strictObject({
  sku: z.string().trim().min(1).max(LONGEST_NAME),
  basis: z.enum(UNIT_BASES),
});
const rounding = z.enum(ROUNDING_MODES).nullable();
const grain = z.enum(ROUNDING_GRAINS).nullable();
const decimals = z.int().min(0).max(6).nullable();
const aliasName = z.string().trim().min(1).max(LONGEST_NAME);

/** What a workspace has set for its reconciliations. Null: the default applies, or it is inferred. */
export const workspaceParameters = z.object({
  tolerance: z.object({
    /** Null where nothing was ever saved. */
    version: z.int().nullable(),
    savedAt: moment.nullable(),
    quantity: decimalText.nullable(),
    amount: decimalText.nullable(),
    /** Percent of the expected figure. */
    percent: decimalText,
    cap: decimalText.nullable(),
  }),
  unitBasis: z.object({
    version: z.int().nullable(),
    savedAt: moment.nullable(),
    basis,
    decimals,
    rounding,
    grain,
    /** SKUs that count otherwise than the rest. */
    bySku: z.array(z.object({ sku: z.string(), basis: z.enum(UNIT_BASES) })),
  }),
  priceBook: z
    .object({
      version: z.int(),
      fileName: z.string(),
      sha256: z.string(),
      rows: z.int(),
      importedAt: moment,
    })
    .nullable(),
  aliases: z.int(),
});
export type WireParameters = z.output<typeof workspaceParameters>;

/** A row of the price book in use. */
const price = z.object({
  row: z.int(),
  sku: z.string(),
  unitPrice: decimalText,
  currency: z.string(),
  subscriptionId: z.string().nullable(),
  customerOrgId: z.string().nullable(),
  validFrom: z.string().nullable(),
  validTo: z.string().nullable(),
});
export type WirePrice = z.output<typeof price>;

const alias = z.object({ field: z.enum(ALIAS_FIELDS), from: z.string(), to: z.string() });
export type WireAlias = z.output<typeof alias>;

/** A value of the audit log. */
const stateValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

/** An entry of the audit log that is about a parameter; newest first. */
const parameterEvent = z.object({
  sequence: z.int(),
  at: moment,
  who: z.string(),
  what: z.enum(EVENT_KINDS),
  before: z.record(z.string(), stateValue).nullable(),
  after: z.record(z.string(), stateValue).nullable(),
});
export type WireParameterEvent = z.output<typeof parameterEvent>;

export const PARAMETERS_CONTRACT = {
  'parameters:get-parameters': { input: nothing, output: workspaceParameters },
  /** A new version, unless nothing differs. Runs of before keep theirs. */
  'parameters:set-tolerance': {
    input: z.strictObject({
      quantity: tolerance.nullable(),
      amount: tolerance.nullable(),
      percent: tolerance,
      cap: tolerance.nullable(),
    }),
    output: done,
  },
  'parameters:set-unit-basis': {
    input: z.strictObject({ basis, decimals, rounding, grain, bySku: z.array(skuBasis).max(MOST_SKUS) }),
    output: done,
  },
  /** The file becomes evidence and the price book of the workspace. Throws PRICE_BOOK_INVALID naming the cells. */
  'parameters:import-price-book': { input: z.strictObject({ file: fileToken }), output: done },
  'parameters:remove-price-book': { input: nothing, output: done },
  /** The rows of the price book in use; none where there is none. */
  'parameters:list-prices': { input: page, output: pageOf(price) },
  'parameters:list-aliases': { input: page, output: pageOf(alias) },
  /** Replaces what the same name stood for. */
  'parameters:save-alias': {
    input: z.strictObject({ field: z.enum(ALIAS_FIELDS), from: aliasName, to: aliasName }),
    output: done,
  },
  'parameters:remove-alias': {
    input: z.strictObject({ field: z.enum(ALIAS_FIELDS), from: name }),
    output: done,
  },
  /** Who has changed which parameter, and from what to what. */
  'parameters:list-history': { input: page, output: pageOf(parameterEvent) },
} as const satisfies Record<ChannelOf<'parameters'>, ChannelContract>;
