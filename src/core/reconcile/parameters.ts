import type { Micros, RoundingMode } from '../decimal/micros.ts';
import type { Period, PlainDate } from '../period.ts';
import type { ManualRules } from './manual/manual-rules.ts';

/** What one unit of the invoice's quantity is. */
export const UNIT_BASES = ['user-days', 'user-months', 'user-months-30'] as const;
export type UnitBasis = (typeof UNIT_BASES)[number];

/** What a person has stated of one SKU's quantity. */
export interface SkuUnitBasis {
  readonly sku: string;
  readonly basis: UnitBasis;
}

/** At which grain the invoice rounds its quantities. `line` is the key that is compared. */
export const ROUNDING_GRAINS = ['line', 'user', 'customer', 'sku'] as const;
export type RoundingGrain = (typeof ROUNDING_GRAINS)[number];

/** A row of a price book: the most specific row that is valid on a charge window's first day gives the price. */
export interface PriceBookEntry {
  readonly sku: string;
  readonly unitPrice: Micros;
  readonly currency: string;
  readonly subscriptionId: string | undefined;
  readonly customerOrgId: string | undefined;
  readonly validFrom: PlainDate | undefined;
  readonly validTo: PlainDate | undefined;
  /** 1-based row of the price book, for the evidence. */
  readonly row: number;
}

/** What the invoice calls a thing, and what the reports call it. */
export interface Alias {
  readonly field: 'sku' | 'customer' | 'subscription';
  readonly from: string;
  readonly to: string;
}

/** |difference| <= max(absolute, percent x expected) is within tolerance. */
export interface ToleranceSet {
  /** In the invoice's unit; undefined: 0.005 user-months, 0.5 user-days. */
  readonly quantity: Micros | undefined;
  /** For each invoice row of the key; undefined: 0.01, or 1 in currencies without decimals. */
  readonly amount: Micros | undefined;
  /** Percent of the expected figure. */
  readonly percent: Micros;
  /** The most that tolerated differences may sum to; undefined: no cap. */
  readonly cap: Micros | undefined;
}

/** Everything a person can set about a reconciliation. Part of the run's hash. */
export interface ReconcileParameters {
  /** Undefined: taken from the invoice's charge windows, else from the reports. */
  readonly period: Period | undefined;
  readonly unitBasis: UnitBasis | 'auto';
  /** SKUs that count otherwise than the rest of the invoice. */
  readonly unitBasisBySku?: readonly SkuUnitBasis[] | undefined;
  /** 0 to 6; undefined: inferred, else 2. */
  readonly unitDecimals: number | undefined;
  readonly rounding: RoundingMode | undefined;
  readonly roundingGrain: RoundingGrain | undefined;
  readonly tolerance: ToleranceSet;
  readonly priceBook: readonly PriceBookEntry[] | undefined;
  readonly aliases: readonly Alias[];
  /** What a person has decided about how the two sides belong together; absent: nothing. */
  readonly manual?: ManualRules;
}
