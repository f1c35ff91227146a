import { z } from 'zod';
import { CHECK_IDS, CHECK_STATUSES } from '#core/reconcile/result-document.ts';
import { SHEET_IDS } from '#core/workbook/sheets.ts';
import type { ChannelOf } from '../channels.ts';
import { decimalText, done, fileToken, name, type ChannelContract } from './channel-contract.ts';

/** What can be written as a CSV file beside the workbook. */
export const CSV_VIEWS = ['lines', 'exceptions', 'checks'] as const;
export type CsvView = (typeof CSV_VIEWS)[number];

/** What the workbook of a run will say and hold, beside its summary (`results:get-summary`). */
const exportPreview = z.object({
  components: z.object({
    quantity: decimalText,
    price: decimalText,
    lineRounding: decimalText,
    unitRounding: decimalText,
    unexplained: decimalText,
  }),
  checks: z.array(z.object({ id: z.enum(CHECK_IDS), status: z.enum(CHECK_STATUSES) })),
  /** How many rows each sheet will hold, where that is known beforehand. */
  sheets: z.array(z.object({ id: z.enum(SHEET_IDS), rows: z.int().nullable() })),
  /** Lines that ask for a decision. */
  exceptions: z.int(),
  /** What has changed since the run: empty where it shows what the workspace holds. */
  stale: z.array(z.enum(['inputs', 'parameters'])),
  /** The workspace holds the practice period. */
  isPractice: z.boolean(),
});
export type WireExportPreview = z.output<typeof exportPreview>;

export const EXPORTS_CONTRACT = {
  'exports:get-preview': { input: z.strictObject({ runId: name }), output: exportPreview },
  /**
   * Whether a file can be written, before any work: throws OUTPUT_BUSY where it is open in Excel, OUTPUT_NOT_WRITABLE,
   * OUTPUT_FOLDER_MISSING.
   */
  'exports:check-target': { input: z.strictObject({ output: fileToken }), output: done },
} as const satisfies Record<ChannelOf<'exports'>, ChannelContract>;
