import { z } from 'zod';
import { ROUNDING_MODES } from '#core/decimal/micros.ts';
import { ROW_CLASSES, ROW_FLAGS } from '#core/invoice/invoice-row.ts';
import { ROUNDING_GRAINS, UNIT_BASES } from '#core/reconcile/parameters.ts';
import { DIRECTIONS, EXPLANATION_CODES, MATCHES, VARIANCE_CLASSES } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import { MOST_ROWS_A_PAGE } from '../../limits.ts';
import { decimalText, period } from './channel-contract.ts';

/** An address in a file of evidence. */
const address = z.object({ file: z.string(), sheet: z.string().nullable(), row: z.int() });

/** A line as the result document has it; of its evidence at most a page, and how much there is. */
const proofLine = z.object({
  level: z.enum(USAGE_LEVELS),
  lineKey: z.string(),
  subscriptionId: z.string().nullable(),
  sku: z.string(),
  customerOrgId: z.string().nullable(),
  customerExternalId: z.string().nullable(),
  customerName: z.string().nullable(),
  consumerId: z.string().nullable(),
  match: z.enum(MATCHES),
  rule: z.string(),
  class: z.enum(VARIANCE_CLASSES),
  direction: z.enum(DIRECTIONS),
  withinTolerance: z.boolean(),
  signature: z.string().nullable(),
  invoiced: z.object({
    quantity: decimalText,
    unitPrice: decimalText.nullable(),
    amount: decimalText,
    rows: z.int(),
  }),
  usage: z.object({ userDays: decimalText, quantity: decimalText, rows: z.int() }),
  expected: z.object({
    unitPrice: decimalText.nullable(),
    amount: decimalText.nullable(),
    priceSource: z.enum(['price-book', 'invoice']).nullable(),
  }),
  variance: z.object({ quantity: decimalText, amount: decimalText.nullable() }),
  /** They sum to the variance to the last digit; null where the expected price is unknown. */
  components: z
    .object({
      quantity: decimalText,
      price: decimalText,
      lineRounding: decimalText,
      unitRounding: decimalText,
      unexplained: decimalText,
    })
    .nullable(),
  explanations: z.array(
    z.object({
      code: z.enum(EXPLANATION_CODES),
      amount: decimalText.nullable(),
      certainty: z.enum(['proven', 'possible']),
      params: z.record(z.string(), z.string()),
      evidence: z.array(address).max(MOST_ROWS_A_PAGE),
      evidenceTotal: z.int(),
    }),
  ),
  suggestions: z.array(
    z.object({
      rule: z.enum(['similar-name', 'same-quantity', 'subset-sum', 'description-to-sku']),
      subscriptionId: z.string().nullable(),
      sku: z.string(),
      customerOrgId: z.string().nullable(),
      consumerId: z.string().nullable(),
      score: decimalText,
    }),
  ),
});

/** An invoice row as its file has it, cell by cell. */
export const proofInvoiceRow = address.extend({
  /** The row's address as acts on rows take it (`work:split-row` and its like). */
  address: z.string(),
  rowClass: z.enum(ROW_CLASSES),
  flags: z.array(z.enum(ROW_FLAGS)),
  quantity: decimalText.nullable(),
  unitPrice: decimalText.nullable(),
  amount: decimalText.nullable(),
  chargeStart: z.string().nullable(),
  chargeEnd: z.string().nullable(),
  description: z.string().nullable(),
  customerName: z.string().nullable(),
  cells: z.array(z.object({ column: z.string(), text: z.string() })),
});
export type ProofInvoiceRow = z.output<typeof proofInvoiceRow>;

/** A report row beneath a line. */
export const proofUsageRow = address.extend({
  customerOrgId: z.string().nullable(),
  customerExternalId: z.string().nullable(),
  consumerId: z.string().nullable(),
  locationId: z.string().nullable(),
  start: z.string(),
  end: z.string(),
  userDays: decimalText,
});
export type ProofUsageRow = z.output<typeof proofUsageRow>;

/** What makes up a line: both sides down to the rows of files, the conversion between them, and why they differ. */
export const lineProof = z.object({
  position: z.int(),
  period,
  currency: z.string().nullable(),
  line: proofLine,
  /** How user-days become the invoice's unit for this SKU; null where nothing was converted. */
  unit: z
    .object({
      basis: z.enum(UNIT_BASES),
      /** Days that divide, unless a charge window of the line says otherwise. */
      days: z.int(),
      decimals: z.int().nullable(),
      rounding: z.enum(ROUNDING_MODES),
      grain: z.enum(ROUNDING_GRAINS),
      inferred: z.boolean(),
      fit: z.object({ matching: z.int(), of: z.int(), maxResidual: decimalText }),
    })
    .nullable(),
  /** In source order, at most a page of them; `line.invoiced.rows` is how many there are. */
  invoiceRows: z.array(proofInvoiceRow).max(MOST_ROWS_A_PAGE),
  /** What each report that is held says about the line's key, coarse to fine. */
  usage: z.array(
    z.object({
      level: z.enum(USAGE_LEVELS),
      rows: z.int(),
      userDays: decimalText,
      consumers: z.int(),
      /** Whether the line was compared with this level. */
      compared: z.boolean(),
    }),
  ),
});
export type LineProof = z.output<typeof lineProof>;
