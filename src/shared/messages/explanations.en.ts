import type { ExplanationTexts } from './explanations.ts';

/** The causes of differences, in English. */
export const EXPLANATIONS_EN: ExplanationTexts = {
  DUPLICATE_LINE: '{rows} invoice {rows:row repeats|rows repeat} an earlier one[, together {amount}].',
  UNIT_MISMATCH:
    'Billed in {billedUnit} instead of {expectedUnit}: {billed} invoiced[, {expected} expected][, from {userDays} user-days].',
  PRICE_DIFFERS:
    'Unit price[ {invoiced}] on the invoice, {expected} expected[, for a quantity of {quantity}].',
  MID_PERIOD_START_OR_STOP:
    '{consumers} {consumers:user|users} had the package for part of the period only[, first {firstConsumer}][ with {firstUserDays} user-days]; {userDays} user-days in question.',
  PACKAGE_CHANGE:
    '{consumers} {consumers:user|users} changed package within the period[, first {firstConsumer}][ with {firstUserDays} user-days]; {userDays} user-days in question.',
  CUSTOMER_NOT_IN_USAGE:
    'Billed[ {quantity}], but the reports hold no usage of customer {customer} for SKU {sku}.',
  SKU_NOT_IN_USAGE: 'Billed[ {quantity}], but the reports hold no usage of SKU {sku}.',
  USAGE_NOT_ON_INVOICE:
    'Usage of {userDays} user-days[ ({quantity} in the invoice’s unit)] of SKU {sku} that no invoice row bills: accrue it.',
  INVOICE_ROW_UNREADABLE:
    'The invoice bills this on {rows} {rows:row|rows} with a figure that can’t be read; usage of {userDays} user-days waits for {rows:it|them}. Correct the figure and import the invoice again.',
  LEVELS_DISAGREE:
    'The reports contradict each other: {coarseLevel} says {coarse}, the sum of {fineLevel} says {fine} user-days[ (difference {difference})].',
  OVER_FULL_USER:
    '{consumers} {consumers:user has|users have} more user-days than the period has days[, first {firstConsumer}][ with {firstUserDays}][ in {days} days]; {excessUserDays} user-days too many.',
  ROUNDING_GRAIN:
    'The quantity is what rounding {rounding} by {grain} gives, to {decimals} decimals[, instead of {expectedRounding} by {expectedGrain}][; difference {difference}].',
  PERIOD_DIFFERS:
    '{rows} invoice {rows:row is|rows are} charged for {window}, not wholly within the period {period}[ ({overlapDays} days in common)].',
  LINE_ROUNDING: 'On {rows} invoice {rows:row|rows} the amount is not quantity × unit price.',
  QUANTITY_DIFFERS:
    '{invoiced} invoiced, {usage} used[ (from {userDays} user-days)]: a difference of {difference} without a known cause.',
};
