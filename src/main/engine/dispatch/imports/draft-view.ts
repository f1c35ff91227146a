import { formatMicros, formatPicos, type Picos } from '#core/decimal/micros.ts';
import type { InvoiceReading } from '#engine/importers/invoice/invoice-reading.ts';
import { claimOf } from '#core/mapping/column-claims.ts';
import { compareHeaders, isSameHeader } from '#core/mapping/header-drift.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import { columnLetter } from '#core/tabular/table.ts';
import type { DraftRow as WireDraftRow, DraftSummary, DraftView } from '#shared/ipc/contract/imports.ts';
import { toWireError } from '#shared/ipc/to-wire-error.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { activeBatchesOfSource, findBatch } from '../../repositories/batches.ts';
import type { Draft } from '../../services/drafts/draft.ts';
import type { DraftRow } from '../../services/drafts/draft-rows.ts';
import { summariseReading, type DraftSummary as Summary } from '../../services/drafts/summarise-draft.ts';
import { choicesToWire } from './draft-choices.ts';

/** A draft as it crosses to the window. */
export function draftViewOf(database: ReadableDatabase, draft: Draft): DraftView {
  const { analysis, file } = draft;
  const { header, reading, problem } = analysis;
  return {
    draftId: draft.id,
    fileName: draft.name,
    sha256: draft.sourceId,
    bytes: draft.bytes,
    isPasted: draft.origin.kind === 'pasted',
    format: file.format,
    encoding: file.encoding ?? null,
    delimiter: file.delimiter ?? null,
    imported: importedOf(database, draft),
    tables: file.tables.map(({ sheet, hidden }, index) => ({
      sheet: sheet ?? null,
      hidden,
      rows: file.rowsOf(index).length,
      verdict: reading?.tables.find((table) => table.sheet === sheet)?.verdict ?? null,
    })),
    skippedMembers: file.skippedMembers.map(({ member }) => member),
    mainTable: analysis.mainTable,
    header:
      header === undefined || analysis.headerGround === 'none'
        ? null
        : {
            row: header.row,
            rows: header.rows,
            ground: analysis.headerGround,
            recognised: header.assignment.recognised,
            named: header.names.filter((name) => name !== '').length,
          },
    columns: analysis.columns.map(({ numberStyle, field, ground, ...column }) => ({
      ...column,
      field: field ?? null,
      ground: ground ?? null,
      suggestions: [...column.suggestions],
      samples: [...column.samples],
      letter: columnLetter(column.column),
      numberStyle: numberStyle?.style ?? null,
      numberStyleReason: numberStyle?.reason ?? null,
    })),
    choices: choicesToWire(draft.choices),
    template: templateOf(draft),
    problem: problem === undefined ? null : (toWireError(problem) ?? null),
    summary: reading === undefined ? null : summaryOf(reading),
  };
}

function importedOf(database: ReadableDatabase, draft: Draft): DraftView['imported'] {
  const batchId = activeBatchesOfSource(database, draft.sourceId, 'invoice')[0];
  const batch = batchId === undefined ? undefined : findBatch(database, batchId);
  return batch === undefined ? null : { batchId: batch.id, importedAt: batch.createdAt };
}

function templateOf(draft: Draft): DraftView['template'] {
  const { template, analysis } = draft;
  if (template === undefined) return null;
  const drift = driftOf(draft);
  const read = analysis.reading?.mapping;
  return {
    templateId: template.templateId,
    name: template.name,
    version: template.version,
    fields: template.mapping.columns.map(({ name, field }) => ({ name, field })),
    drift,
    isChanged: drift !== null || (read !== undefined && decisionsOf(read) !== decisionsOf(template.mapping)),
  };
}

/** What a person decides in a mapping; the rest is found out from each file. */
const decisionsOf = ({ columns, sheet, skipRows }: InvoiceMapping): string =>
  JSON.stringify([
    columns.map(({ name, field, position }) => [name, field, position ?? null]),
    sheet,
    skipRows.map(({ column, equals }) => [column, equals]),
  ]);

/** How the header differs from that of the template; null where it does not. */
function driftOf({ template, analysis }: Draft): NonNullable<DraftView['template']>['drift'] {
  if (template === undefined) return null;
  const drift = compareHeaders(
    template.columns,
    analysis.columns.map(({ name, content }) => ({ name, content })),
    (name) => claimOf(name)?.meaning,
  );
  if (isSameHeader(drift)) return null;
  return {
    added: [...drift.added],
    removed: [...drift.removed],
    renamed: drift.renamed.map(({ from, to }) => ({ from, to })),
    moved: [...drift.moved],
    retyped: drift.retyped.map(({ name, from, to }) => ({ name, from, to })),
  };
}

const picosText = (value: Picos | undefined): string | null =>
  value === undefined ? null : formatPicos(value);

/** A draft is asked for again and again between two readings of it. */
const summaries = new WeakMap<InvoiceReading, Summary>();

function summaryOfReading(reading: InvoiceReading): Summary {
  const held = summaries.get(reading) ?? summariseReading(reading);
  summaries.set(reading, held);
  return held;
}

const summaryOf = (reading: InvoiceReading): DraftSummary => ({
  ...summaryToWire(summaryOfReading(reading)),
  dateOrder: reading.choices.dateOrder ?? null,
  dateOrderReason: reading.choices.dateOrderReason,
});

/** The figures of a reading as they cross. */
export const summaryToWire = (summary: Summary): Omit<DraftSummary, 'dateOrder' | 'dateOrderReason'> => ({
  number: summary.number ?? null,
  date: summary.date ?? null,
  currency: summary.currency ?? null,
  window: summary.window === undefined ? null : { start: summary.window.start, end: summary.window.end },
  rows: summary.rows,
  quarantined: summary.quarantined,
  classes: summary.classes.map(({ rowClass, rule, rows, amount }) => ({
    rowClass,
    rule,
    rows,
    amount: formatMicros(amount),
  })),
  statedTotals: summary.statedTotals.map(({ kind, amount, ref }) => ({
    kind,
    amount: formatMicros(amount),
    sheet: ref.sheet ?? null,
    row: ref.row,
  })),
  tieOut: {
    status: summary.tieOut.status,
    kept: picosText(summary.tieOut.kept),
    stated: picosText(summary.tieOut.stated),
    difference: picosText(summary.tieOut.difference),
  },
  keptAmount: formatMicros(summary.keptAmount),
  chargeAmount: formatMicros(summary.chargeAmount),
  chargeQuantity: formatMicros(summary.chargeQuantity),
  issues: { ...summary.issues },
});

/** A row of a draft as it crosses. */
export const draftRowToWire = (row: DraftRow): WireDraftRow => ({
  ...row,
  cells: [...row.cells],
  rowClass: row.rowClass ?? null,
  classRule: row.classRule ?? null,
  flags: [...row.flags],
  issues: row.issues.map(({ code, severity, column, text }) => ({
    code,
    severity,
    column: column ?? null,
    text: text ?? null,
  })),
});
