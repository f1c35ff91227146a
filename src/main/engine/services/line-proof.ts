import { formatMicros, type Micros } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import { displayId } from '#core/ids.ts';
import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import { lineKeyText, parseLineKey } from '#core/reconcile/manual/line-key-text.ts';
import { rowText } from '#core/reconcile/manual/manual-rules.ts';
import type { EvidenceDocument, LineDocument } from '#core/reconcile/result-document.ts';
import { signatureOf, signatureText } from '#core/reconcile/signature.ts';
import { sourceLevelFor } from '#core/reconcile/usage-levels.ts';
import type { Steps } from '#core/steps.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { UsageKey } from '#core/usage/usage-source.ts';
import type { LineProof, ProofInvoiceRow, ProofUsageRow } from '#shared/ipc/contract/result-proof.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { findBatch, type Batch } from '../repositories/batches.ts';
import { findInvoiceRows } from '../repositories/each-invoice-row.ts';
import { readInvoiceHead } from '../repositories/invoices.ts';
import { readLines } from '../repositories/line-lists.ts';
import { readResultLine } from '../repositories/result-lines.ts';
import { findRun, readRunHead } from '../repositories/runs.ts';
import { forgetExcludedRows } from '../repositories/usage-exclusion.ts';
import { selectUsage, usageOfKey, usageRowsOfKey } from '../repositories/usage-of-key.ts';
import type { UsageSelection } from '../repositories/usage-selection.ts';

/** A run opened for looking into its lines. */
export interface ProofReader {
  /** Throws LINE_UNKNOWN. */
  readonly proof: (position: number) => LineProof;
  /** Throws LINE_UNKNOWN. */
  readonly usage: (
    position: number,
    level: UsageLevel,
    page: { readonly offset: number; readonly limit: number },
  ) => { readonly total: number; readonly rows: ProofUsageRow[] };
  readonly close: () => void;
}

/** Opens a run for proofs, in steps: which report rows take part is found out once. Throws RUN_UNKNOWN. */
export function* openProofs(database: ReadableDatabase, runId: string): Steps<ProofReader> {
  const run = findRun(database, runId);
  const head = readRunHead(database, runId);
  if (run === undefined || head === undefined) throw new AppError('RUN_UNKNOWN');
  const batches = run.batchIds.map((id) => findBatch(database, id)).filter((batch) => batch !== undefined);
  const invoices = batches.filter(({ kind }) => kind === 'invoice');
  const selection = yield* selectUsage(
    database,
    batches.filter(({ kind }) => kind === 'report'),
    run.period,
  );
  const lineAt = (position: number): LineDocument => {
    const line = readResultLine(database, runId, position);
    if (line === undefined) throw new AppError('LINE_UNKNOWN');
    return line;
  };
  return {
    proof: (position) => {
      const line = lineAt(position);
      const [record] = readLines(database, head.position, [position]);
      return {
        position,
        period: { ...run.period },
        currency: head.result.currency,
        line: proofLine(line, record?.customer_name ?? null),
        unit: head.result.unitBasis.find(({ sku }) => sku === line.sku) ?? null,
        invoiceRows: invoiceRows(database, invoices, line.invoiced.rows.slice(0, MOST_ROWS_A_PAGE)),
        usage: usageLevels(database, selection, line),
      };
    },
    usage: (position, level, page) => {
      const key = usageKeyOf(lineAt(position));
      if (key === undefined || !selection.batches.has(level)) return { total: 0, rows: [] };
      const rows = usageRowsOfKey(database, selection, level, key, page);
      return {
        total: usageOfKey(database, selection, level, key).rows,
        rows: rows.map((row) => ({
          file: row.batch.fileName,
          sheet: row.batch.sheet ?? null,
          row: row.row,
          customerOrgId: shown(row.customerOrgId),
          customerExternalId: shown(row.customerExternalId),
          consumerId: shown(row.consumerId),
          locationId: shown(row.locationId),
          start: row.start,
          end: row.end,
          userDays: formatMicros(row.userDays),
        })),
      };
    },
    close: () => {
      forgetExcludedRows(database, selection.exclusion);
    },
  };
}

const shown = (id: string | undefined): string | null => (id === undefined ? null : displayId(id));

/** What a line's usage is looked up by; undefined for charges of another period, which are held against none. */
function usageKeyOf(line: LineDocument): UsageKey | undefined {
  const parsed = parseLineKey(lineKeyText(line));
  return parsed === undefined || parsed.isOutOfPeriod ? undefined : parsed.key;
}

function usageLevels(
  database: ReadableDatabase,
  selection: UsageSelection,
  line: LineDocument,
): LineProof['usage'] {
  const key = usageKeyOf(line);
  if (key === undefined) return [];
  const levels = [...selection.batches.keys()];
  const compared = line.usage.rows > 0 ? sourceLevelFor(line.level, levels) : undefined;
  return levels
    .filter((level) => namesWhatTheLineNames(level, line.level))
    .map((level) => {
      const { rows, userDays, consumers } = usageOfKey(database, selection, level, key);
      const text = formatMicros(userDays);
      // A line that a person has matched holds usage of several keys: what is listed here is then a part of it.
      const isWhole = text === line.usage.userDays;
      return { level, rows, userDays: text, consumers, compared: level === compared && isWhole };
    });
}

const FINENESS = { partner: 0, customer: 1, user: 2 } as const satisfies Record<UsageLevel, number>;
/** A report that is coarser than the line can't be looked up by the line's key. */
const namesWhatTheLineNames = (level: UsageLevel, ofLine: UsageLevel): boolean =>
  FINENESS[level] >= FINENESS[ofLine];

function proofLine(line: LineDocument, customerName: string | null): LineProof['line'] {
  const signature = signatureOf(line);
  return {
    level: line.level,
    lineKey: lineKeyText(line),
    subscriptionId: line.subscriptionId,
    sku: line.sku,
    customerOrgId: line.customerOrgId,
    customerExternalId: line.customerExternalId,
    customerName,
    consumerId: line.consumerId,
    match: line.match,
    rule: line.rule,
    class: line.class,
    direction: line.direction,
    withinTolerance: line.withinTolerance,
    signature: signature === undefined ? null : signatureText(signature),
    invoiced: { ...line.invoiced, rows: line.invoiced.rows.length },
    usage: { ...line.usage },
    expected: { ...line.expected },
    variance: { ...line.variance },
    components: line.components === null ? null : { ...line.components },
    explanations: line.explanations.map((explanation) => ({
      ...explanation,
      params: { ...explanation.params },
      evidence: explanation.evidence.slice(0, MOST_ROWS_A_PAGE).map((address) => ({ ...address })),
      evidenceTotal: explanation.evidence.length,
    })),
    suggestions: line.suggestions.map((suggestion) => ({ ...suggestion })),
  };
}

/** The rows at the addresses of a line, file by file as the run names them. */
function invoiceRows(
  database: ReadableDatabase,
  invoices: readonly Batch[],
  addresses: readonly EvidenceDocument[],
): ProofInvoiceRow[] {
  return invoices.flatMap((batch) => {
    const bySheet = new Map<string | null, number[]>();
    for (const { file, sheet, row } of addresses) {
      if (file !== batch.fileName) continue;
      bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), row]);
    }
    if (bySheet.size === 0) return [];
    const { columns } = readInvoiceHead(database, batch.id);
    return findInvoiceRows(database, batch.id, bySheet).map((row) => toProofRow(row, batch, columns));
  });
}

const figure = (value: Micros | undefined): string | null =>
  value === undefined ? null : formatMicros(value);

const toProofRow = (row: InvoiceRow, batch: Batch, columns: readonly string[]): ProofInvoiceRow => ({
  file: batch.fileName,
  sheet: row.ref.sheet ?? null,
  row: row.ref.row,
  address: rowText(row.ref),
  rowClass: row.rowClass,
  flags: [...row.flags],
  quantity: figure(row.quantity),
  unitPrice: figure(row.unitPrice),
  amount: figure(row.amount),
  chargeStart: row.chargeStart ?? null,
  chargeEnd: row.chargeEnd ?? null,
  description: row.description ?? null,
  customerName: row.customerName ?? null,
  cells: row.raw.map((text, index) => ({ column: columns[index] ?? '', text })),
});
