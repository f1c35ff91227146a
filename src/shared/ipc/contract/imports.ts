import { z } from 'zod';
import { CONTENT_KINDS } from '#core/invoice/column-content.ts';
import { ROW_CLASSES, ROW_FLAGS } from '#core/invoice/invoice-row.ts';
import { DATE_ORDERS } from '#core/mapping/date-text.ts';
import { INVOICE_FIELDS } from '#core/mapping/invoice-field.ts';
import { NUMBER_STYLES } from '#core/mapping/number-style.ts';
import { CHECK_STATUSES } from '#core/reconcile/result-document.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { ChannelOf } from '../channels.ts';
import { wireErrorSchema } from '../envelope.ts';
import {
  decimalText,
  done,
  moment,
  name,
  page,
  pageOf,
  period,
  type ChannelContract,
} from './channel-contract.ts';

/** Columns of the widest sheet there can be. */
const MOST_COLUMNS = 16_384;
const columnIndex = z.int().min(0).max(MOST_COLUMNS);
const draftId = name;
const field = z.enum(INVOICE_FIELDS);

/** 0: the layout has no header; its lines begin at the place of one. */
const headerRows = z.union([z.literal(0), z.literal(1), z.literal(2)]);

/** Where a header stands: its 1-based upper row, and how many rows it takes. */
const headerPlace = z.strictObject({
  sheet: z.string().nullable(),
  row: z.int().min(1),
  rows: headerRows,
});

/** What a person has decided in the mapping. What is null is found out from the file, or asked for. */
export const draftChoices = z.strictObject({
  sheet: z.string().nullable(),
  header: headerPlace.nullable(),
  /** All columns that fill a field, once a person has touched one. 0-based. */
  columns: z
    .array(z.strictObject({ column: columnIndex, field }))
    .max(400)
    .nullable(),
  numberStyle: z.enum(NUMBER_STYLES).nullable(),
  dateOrder: z.enum(DATE_ORDERS).nullable(),
  /** ISO 4217; stands in where the file names none. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable(),
  skipRows: z.array(z.strictObject({ column: z.string().max(1000), equals: z.string().max(1000) })).max(200),
});
export type WireDraftChoices = z.output<typeof draftChoices>;

/** A column as the mapping shows it. */
export const draftColumn = z.object({
  column: columnIndex,
  /** The spreadsheet's letter. */
  letter: z.string(),
  name: z.string(),
  field: field.nullable(),
  /** How surely the field is known: by its name (`exact`, `likely`, `weak`), by the template, or chosen by hand. */
  ground: z.enum(['exact', 'likely', 'weak', 'template', 'chosen']).nullable(),
  suggestions: z.array(field),
  content: z.enum(CONTENT_KINDS),
  filled: z.int(),
  /** Of the filled cells that were looked at, those that can be read as the field. */
  readable: z.int(),
  samples: z.array(z.string()),
  hidden: z.boolean(),
  numberStyle: z.enum(NUMBER_STYLES).nullable(),
  numberStyleReason: z
    .enum(['typed', 'explicit', 'own-figures', 'multiplies-out', 'other-columns', 'mapping', 'comma-groups'])
    .nullable(),
});
export type DraftColumn = z.output<typeof draftColumn>;

/** The figures that an import would bring. */
export const draftSummary = z.object({
  number: z.string().nullable(),
  date: z.string().nullable(),
  currency: z.string().nullable(),
  window: period.nullable(),
  rows: z.int(),
  quarantined: z.int(),
  classes: z.array(
    z.object({ rowClass: z.enum(ROW_CLASSES), rule: z.string(), rows: z.int(), amount: decimalText }),
  ),
  statedTotals: z.array(
    z.object({
      kind: z.enum(['subtotal', 'tax', 'total']),
      amount: decimalText,
      sheet: z.string().nullable(),
      row: z.int(),
    }),
  ),
  /** T1: what is kept against what the invoice states. */
  tieOut: z.object({
    status: z.enum(CHECK_STATUSES),
    kept: decimalText.nullable(),
    stated: decimalText.nullable(),
    difference: decimalText.nullable(),
  }),
  keptAmount: decimalText,
  chargeAmount: decimalText,
  chargeQuantity: decimalText,
  dateOrder: z.enum(DATE_ORDERS).nullable(),
  dateOrderReason: z.enum(['none-open', 'explicit', 'figures', 'windows', 'mapping', 'locale']),
  issues: z.object({ error: z.int(), warning: z.int(), info: z.int() }),
});
export type DraftSummary = z.output<typeof draftSummary>;

/** How a file's header differs from that of its template. */
export const headerDrift = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  renamed: z.array(z.object({ from: z.string(), to: z.string() })),
  moved: z.array(z.string()),
  retyped: z.array(z.object({ name: z.string(), from: z.string(), to: z.string() })),
});
export type WireHeaderDrift = z.output<typeof headerDrift>;

/** A draft as the mapping shows it. */
export const draftView = z.object({
  draftId,
  fileName: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  isPasted: z.boolean(),
  format: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  /** The active import of the same bytes, where the workspace has one. */
  imported: z.object({ batchId: z.int(), importedAt: moment }).nullable(),
  tables: z.array(
    z.object({
      sheet: z.string().nullable(),
      hidden: z.boolean(),
      rows: z.int(),
      /** Null while the file can't be read. */
      verdict: z.enum(['read', 'no-header', 'no-rows', 'not-chosen', 'same-lines']).nullable(),
    }),
  ),
  skippedMembers: z.array(z.string()),
  mainTable: z.int(),
  header: z
    .object({
      row: z.int(),
      rows: headerRows,
      ground: z.enum(['found', 'template', 'chosen', 'proposed']),
      /** Names that the dictionary knows, of the named columns. */
      recognised: z.int(),
      named: z.int(),
    })
    .nullable(),
  columns: z.array(draftColumn),
  choices: draftChoices,
  template: z
    .object({
      templateId: z.int(),
      name: z.string(),
      version: z.int(),
      /** Its columns and their fields. */
      fields: z.array(z.object({ name: z.string(), field })),
      drift: headerDrift.nullable(),
      /** Whether the file is read otherwise than its newest version says: worth a new version. */
      isChanged: z.boolean(),
    })
    .nullable(),
  /** What must be decided before the file can be imported. */
  problem: wireErrorSchema.nullable(),
  /** Null while there is a problem. */
  summary: draftSummary.nullable(),
});
export type DraftView = z.output<typeof draftView>;

/** A row of a draft as it stands in the file, and what it is taken for. */
export const draftRow = z.object({
  row: z.int(),
  hidden: z.boolean(),
  cells: z.array(z.string()),
  place: z.enum(['above', 'header', 'line', 'other']),
  rowClass: z.enum(ROW_CLASSES).nullable(),
  classRule: z.string().nullable(),
  quarantined: z.boolean(),
  flags: z.array(z.enum(ROW_FLAGS)),
  issues: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      column: z.string().nullable(),
      text: z.string().nullable(),
    }),
  ),
});
export type DraftRow = z.output<typeof draftRow>;

/** An import that has ended: active, or undone by a person. */
export const importEntry = z.object({
  batchId: z.int(),
  kind: z.enum(['invoice', 'report']),
  level: z.enum(USAGE_LEVELS).nullable(),
  fileName: z.string(),
  importedAt: moment,
  window: period.nullable(),
  rows: z.int(),
  quarantined: z.int(),
  /** Of a report: user-days. Of an invoice: the amounts of all rows but subtotals. */
  sum: decimalText,
  currency: z.string().nullable(),
  /** Runs that were made from it. */
  runs: z.int(),
  /** A report that was fetched and stands for its period: it is fetched anew, not undone. */
  isFetched: z.boolean(),
  undone: z.object({ at: moment, by: z.string() }).nullable(),
});
export type ImportEntry = z.output<typeof importEntry>;

export const IMPORTS_CONTRACT = {
  'imports:get-draft': { input: z.strictObject({ draftId }), output: draftView },
  /** Reads the draft anew under these choices. */
  'imports:change-draft': { input: z.strictObject({ draftId, choices: draftChoices }), output: draftView },
  /** Reads the draft by another template, or by none (null). Choices made by hand are dropped. */
  'imports:apply-template': {
    input: z.strictObject({ draftId, templateId: z.int().nullable() }),
    output: draftView,
  },
  'imports:list-draft-rows': {
    input: page.extend({
      draftId,
      tableIndex: z.int().min(0),
      filter: z.enum(['all', 'not-charges', 'issues']),
    }),
    output: pageOf(draftRow),
  },
  'imports:discard-draft': { input: z.strictObject({ draftId }), output: done },
  /** Newest first. */
  'imports:list-imports': { input: page, output: pageOf(importEntry) },
  /** Refused with IMPORT_IN_USE where runs were made from it, unless `evenIfUsed`. */
  'imports:undo-import': {
    input: z.strictObject({ batchId: z.int(), evenIfUsed: z.boolean() }),
    output: done,
  },
  'imports:redo-import': { input: z.strictObject({ batchId: z.int() }), output: done },
} as const satisfies Record<ChannelOf<'imports'>, ChannelContract>;
