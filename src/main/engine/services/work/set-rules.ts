import { compareText } from '#core/compare.ts';
import { addMicros, formatMicros, sumMicros, ZERO, type Micros } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import type { EventState } from '#core/events/event.ts';
import type { InvoiceRow } from '#core/invoice/invoice-row.ts';
import { isExcludable } from '#core/reconcile/manual/apply-rows.ts';
import { parseLineKey, type LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import {
  parseRowText,
  type ManualClass,
  type ManualMatch,
  type SplitPart,
} from '#core/reconcile/manual/manual-rules.ts';
import type { WorkItem } from '#core/work/act.ts';
import type { ReasonCode } from '#core/work/line-state.ts';
import type { Workspace } from '../../context.ts';
import { findBatch } from '../../repositories/batches.ts';
import { findInvoiceRows } from '../../repositories/each-invoice-row.ts';
import { listManualRules, type ManualRuleKind } from '../../repositories/manual-rules.ts';
import { documentsAt, type HeldWorkLine } from '../../repositories/work-lines.ts';
import { manualRuleJson } from '../manual-rules-json.ts';
import { currentRun, type PlacedRun } from './act-run.ts';
import { manualRulesOf, matchKey, rowKey } from './held-rules.ts';
import { linesOf } from './judge-lines.ts';
import { namesOfLines } from './line-names.ts';
import { recordAct, type ActDone } from './record-act.ts';

/** Why a rule is set. */
export interface RuleReason {
  readonly reason: ReasonCode;
  readonly note: string | undefined;
}

/** Lines of a run to hold against each other. */
export interface MatchRequest extends Partial<RuleReason> {
  readonly runId: string;
  readonly invoice: readonly string[];
  readonly usage: readonly string[];
}

/**
 * Holds charges without usage against usage. Throws RUN_UNKNOWN, RUN_NOT_CURRENT, WORK_LINE_UNKNOWN,
 * WORK_MATCH_IMPOSSIBLE.
 */
export function matchLines(workspace: Workspace, request: MatchRequest): ActDone {
  const { database } = workspace;
  const placed = currentRun(database, request.runId);
  return database.transaction(() => {
    const invoice = [...linesOf(workspace, placed, { keys: request.invoice }).values()];
    const usage = [...linesOf(workspace, placed, { keys: request.usage }).values()];
    if (!areMatchable(workspace, placed, invoice, usage)) throw new AppError('WORK_MATCH_IMPOSSIBLE');
    const match: ManualMatch = { invoice: sortedKeys(invoice), usage: sortedKeys(usage) };
    const positions = (lines: readonly HeldWorkLine[]): readonly number[] =>
      lines.map(({ position }) => position);
    return recordAct(workspace, {
      runId: request.runId,
      period: placed.run.period,
      kind: 'match',
      what: 'lines-matched',
      items: [newRule('match', matchKey(match), manualRuleJson.match(match))],
      before: undefined,
      after: {
        ...reasonState(request),
        invoice: namesOfLines(database, placed.position, positions(invoice)),
        usage: namesOfLines(database, placed.position, positions(usage)),
      },
    });
  });
}

const sortedKeys = (lines: readonly HeldWorkLine[]): readonly LineKeyText[] =>
  lines.map(({ key }) => key).sort(compareText);

/** Whether a match can be: charges of this period without usage, usage, one level, and no line twice. */
function areMatchable(
  { database }: Workspace,
  { run, position }: PlacedRun,
  invoice: readonly HeldWorkLine[],
  usage: readonly HeldWorkLine[],
): boolean {
  const documents = (lines: readonly HeldWorkLine[]): ReturnType<typeof documentsAt> =>
    documentsAt(
      database,
      position,
      lines.map((line) => line.position),
    );
  const keys = [...invoice, ...usage].map(({ key }) => key);
  const levels = new Set(keys.map((key) => parseLineKey(key)?.level));
  const isOutOfPeriod = keys.some((key) => parseLineKey(key)?.isOutOfPeriod ?? true);
  const taken = new Set(
    manualRulesOf(database, run.period).matches.flatMap((match) => [...match.invoice, ...match.usage]),
  );
  return (
    new Set(keys).size === keys.length &&
    levels.size === 1 &&
    !isOutOfPeriod &&
    !keys.some((key) => taken.has(key)) &&
    documents(invoice).every((line) => line.invoiced.rows.length > 0 && line.usage.rows === 0) &&
    documents(usage).every((line) => line.usage.rows > 0)
  );
}

/** A row to split. */
export interface SplitRequest extends Partial<RuleReason> {
  readonly runId: string;
  /** The row's address, as `rowText` writes it. */
  readonly row: string;
  readonly parts: readonly SplitPart[];
}

/**
 * Splits an invoice row over lines. Throws RUN_UNKNOWN, RUN_NOT_CURRENT, WORK_LINE_UNKNOWN, WORK_ROW_UNSUITABLE,
 * WORK_SPLIT_NOT_EXACT.
 */
export function splitRow(workspace: Workspace, request: SplitRequest): ActDone {
  const { database } = workspace;
  const placed = currentRun(database, request.runId);
  return database.transaction(() => {
    const [row] = rowsAt(
      workspace,
      placed,
      [request.row],
      (found) => isExcludable(found) && found.quantity !== undefined,
    );
    if (row === undefined) throw new AppError('WORK_ROW_UNSUITABLE');
    refuseInexact(row, request.parts);
    const targets = request.parts.flatMap(({ target }) => target ?? []);
    if (targets.length > 0) linesOf(workspace, placed, { keys: targets });
    const key = rowKey(row.ref);
    return recordAct(workspace, {
      runId: request.runId,
      period: placed.run.period,
      kind: 'split',
      what: 'row-split',
      items: [
        {
          ...heldRule(workspace, placed, 'split', key),
          ...after(manualRuleJson.split({ row: row.ref, parts: request.parts })),
        },
      ],
      before: undefined,
      after: {
        ...reasonState(request),
        rows: [placeOf(workspace, placed, row)],
        parts: request.parts.map(
          ({ quantity, amount }) => `${formatMicros(quantity)} (${formatMicros(amount)})`,
        ),
      },
    });
  });
}

function refuseInexact(row: InvoiceRow, parts: readonly SplitPart[]): void {
  const quantity = sumMicros(parts.map((part) => part.quantity));
  const amount = sumMicros(parts.map((part) => part.amount));
  if (parts.length >= 2 && quantity === row.quantity && amount === row.amount) return;
  const text = (a: Micros, b: Micros): string => `${formatMicros(a)} (${formatMicros(b)})`;
  throw new AppError('WORK_SPLIT_NOT_EXACT', {
    row: text(row.quantity ?? ZERO, row.amount ?? ZERO),
    parts: text(quantity, amount),
  });
}

/** Rows to take out of the audit. */
export interface ExcludeRequest extends RuleReason {
  readonly runId: string;
  readonly rows: readonly string[];
}

/** Takes charges out of the audit. Throws RUN_UNKNOWN, RUN_NOT_CURRENT, WORK_ROW_UNSUITABLE, WORK_NOTE_MISSING. */
export function excludeRows(workspace: Workspace, request: ExcludeRequest): ActDone {
  const { database } = workspace;
  const placed = currentRun(database, request.runId);
  if (request.reason === 'OTHER' && request.note === undefined) throw new AppError('WORK_NOTE_MISSING');
  return database.transaction(() => {
    const rows = rowsAt(workspace, placed, request.rows, isExcludable);
    return recordAct(workspace, {
      runId: request.runId,
      period: placed.run.period,
      kind: 'exclude',
      what: 'rows-excluded',
      items: rows.map((row) => ({
        ...heldRule(workspace, placed, 'exclusion', rowKey(row.ref)),
        ...after(manualRuleJson.exclusion({ row: row.ref, reason: request.reason })),
      })),
      before: undefined,
      after: {
        ...reasonState(request),
        ...placesOf(workspace, placed, rows),
        amount: formatMicros(rows.reduce((sum, row) => addMicros(sum, row.amount ?? ZERO), ZERO)),
      },
    });
  });
}

/** Rows that are something else than they were taken for. */
export interface ReclassifyRequest extends Partial<RuleReason> {
  readonly runId: string;
  readonly rows: readonly string[];
  readonly rowClass: ManualClass;
}

/** Gives rows another class. Throws RUN_UNKNOWN, RUN_NOT_CURRENT, WORK_ROW_UNSUITABLE. */
export function reclassifyRows(workspace: Workspace, request: ReclassifyRequest): ActDone {
  const { database } = workspace;
  const placed = currentRun(database, request.runId);
  return database.transaction(() => {
    const rows = rowsAt(
      workspace,
      placed,
      request.rows,
      (row) => !row.quarantined && row.rowClass !== 'blank',
    );
    return recordAct(workspace, {
      runId: request.runId,
      period: placed.run.period,
      kind: 'reclassify',
      what: 'rows-reclassified',
      items: rows.map((row) => ({
        ...heldRule(workspace, placed, 'reclassification', rowKey(row.ref)),
        // What Tieout itself took the row for needs no rule.
        ...after(
          row.rowClass === request.rowClass
            ? undefined
            : manualRuleJson.reclassification({ row: row.ref, rowClass: request.rowClass }),
        ),
      })),
      before: undefined,
      after: { ...reasonState(request), class: request.rowClass, ...placesOf(workspace, placed, rows) },
    });
  });
}

/** A rule, by its kind and key. */
export interface RuleName {
  readonly kind: ManualRuleKind;
  readonly key: string;
}

/** Takes rules back. Throws RUN_UNKNOWN, RUN_NOT_CURRENT, WORK_RULE_UNKNOWN. */
export function withdrawRules(
  workspace: Workspace,
  request: { readonly runId: string; readonly rules: readonly RuleName[] },
): ActDone {
  const { database } = workspace;
  const placed = currentRun(database, request.runId);
  return database.transaction(() => {
    const held = listManualRules(database, placed.run.period);
    const items = request.rules.map(({ kind, key }): WorkItem => {
      const rule = held.find((own) => own.kind === kind && own.key === key);
      if (rule === undefined) throw new AppError('WORK_RULE_UNKNOWN');
      return { entity: kind, key, before: rule.text, after: undefined };
    });
    return recordAct(workspace, {
      runId: request.runId,
      period: placed.run.period,
      kind: 'withdraw',
      what: 'rules-withdrawn',
      items,
      before: undefined,
      after: { kinds: items.map(({ entity }) => entity) },
    });
  });
}

const newRule = (entity: WorkItem['entity'], key: string, rule: object): WorkItem => ({
  entity,
  key,
  before: undefined,
  after: JSON.stringify(rule),
});

const after = (rule: object | undefined): Pick<WorkItem, 'after'> => ({
  after: rule === undefined ? undefined : JSON.stringify(rule),
});

function heldRule(
  { database }: Workspace,
  { run }: PlacedRun,
  kind: ManualRuleKind,
  key: string,
): Omit<WorkItem, 'after'> {
  const held = listManualRules(database, run.period).find((rule) => rule.kind === kind && rule.key === key);
  return { entity: kind, key, before: held?.text };
}

const reasonState = ({ reason, note }: Partial<RuleReason>): EventState => ({
  reason: reason ?? null,
  note: note ?? null,
});

/** The invoice rows of a run at some addresses. Throws WORK_ROW_UNSUITABLE where one is not there or does not suit. */
function rowsAt(
  { database }: Workspace,
  { run }: PlacedRun,
  addresses: readonly string[],
  suits: (row: InvoiceRow) => boolean,
): readonly InvoiceRow[] {
  const wanted = new Map(addresses.map((text) => [text, parseRowText(text)]));
  const bySheet = new Map<string | null, number[]>();
  for (const ref of wanted.values()) {
    if (ref === undefined) continue;
    const sheet = ref.sheet ?? null;
    bySheet.set(sheet, [...(bySheet.get(sheet) ?? []), ref.row]);
  }
  const found = run.batchIds
    .filter((id) => findBatch(database, id)?.kind === 'invoice')
    .flatMap((id) => findInvoiceRows(database, id, bySheet))
    .filter((row) => wanted.has(rowKey(row.ref)));
  const unsuitable = found.find((row) => !suits(row));
  if (found.length < wanted.size || unsuitable !== undefined) {
    throw new AppError(
      'WORK_ROW_UNSUITABLE',
      unsuitable === undefined ? {} : { row: String(unsuitable.ref.row) },
    );
  }
  return found;
}

const MOST_PLACES = 5;

function placesOf(workspace: Workspace, placed: PlacedRun, rows: readonly InvoiceRow[]): EventState {
  const places = rows.slice(0, MOST_PLACES).map((row) => placeOf(workspace, placed, row));
  return { rows: rows.length > places.length ? [...places, `+ ${rows.length - places.length}`] : places };
}

/** `invoice.xlsx, Usage, 12`: where a person finds the row. */
function placeOf({ database }: Workspace, { run }: PlacedRun, { ref }: InvoiceRow): string {
  const file = run.batchIds
    .map((id) => findBatch(database, id))
    .find((batch) => batch?.kind === 'invoice' && batch.sourceId === ref.source)?.fileName;
  return [file, ref.sheet, String(ref.row)].filter((part) => part !== undefined).join(', ');
}
