import { defined } from '#core/assert.ts';
import type { Period } from '#core/period.ts';
import { formatMicros } from '#core/decimal/micros.ts';
import { hasChangedSince } from '#core/work/line-state.ts';
import { measureProgress, type WorkLine } from '#core/work/progress.ts';
import type { LineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import { rowText } from '#core/reconcile/manual/manual-rules.ts';
import type { LineWork, StandingRule, WireRule, WireWorkProgress } from '#shared/ipc/contract/work.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { listBatches } from '../../repositories/batches.ts';
import { findEvent } from '../../repositories/events.ts';
import { listManualRules } from '../../repositories/manual-rules.ts';
import {
  countAbsentStates,
  findLineStates,
  lastReasonOf,
  listLineStates,
  readAssignments,
  type HeldLineState,
} from '../../repositories/line-states.ts';
import { readRunHead, findRun } from '../../repositories/runs.ts';
import { findWorkLines, listDifferences } from '../../repositories/work-lines.ts';
import { manualRulesJson } from '../manual-rules-json.ts';
import { readRunParameters } from '../run-parameters.ts';
import { NO_MANUAL_RULES, parseRowText, type ManualRules } from '#core/reconcile/manual/manual-rules.ts';
import { placedRun } from './act-run.ts';
import { manualRulesOf, matchKey } from './held-rules.ts';
import { readHistory } from './read-history.ts';

/** How far the work on a run's month is, and what would be undone. Throws RUN_UNKNOWN. */
export function readProgress(database: ReadableDatabase, runId: string): WireWorkProgress {
  const { run, position } = placedRun(database, runId);
  const progress = measureProgress(listDifferences(database, position), listLineStates(database, run.period));
  const { undo, redo } = readHistory(database, run.period);
  const head = defined(readRunHead(database, runId), 'the run is there');
  return {
    runId,
    period: { start: run.period.start, end: run.period.end },
    currency: head.result.currency,
    ...progress,
    byStatus: { ...progress.byStatus },
    ...readAssignments(database, position),
    absent: countAbsentStates(database, position),
    isCurrent: hasStandingRules(database, runId),
    undo: undo ?? null,
    redo: redo ?? null,
  };
}

/** Whether a run was made with the rules that its month has now: else its figures are not yet those of the decisions. */
export function hasStandingRules(database: ReadableDatabase, runId: string): boolean {
  const run = findRun(database, runId);
  if (run === undefined) return false;
  const ofRun = readRunParameters(run.parameters).manual ?? NO_MANUAL_RULES;
  const standing = manualRulesOf(database, run.period);
  return JSON.stringify(manualRulesJson(ofRun)) === JSON.stringify(manualRulesJson(standing));
}

/** What was decided about some lines of a run; untouched ones are left out. Throws RUN_UNKNOWN. */
export function readStates(
  database: ReadableDatabase,
  runId: string,
  keys: readonly LineKeyText[],
): { key: string; work: LineWork }[] {
  const { run, position } = placedRun(database, runId);
  const lines = findWorkLines(database, position, keys);
  return [...findLineStates(database, run.period, keys).values()].map((state) => ({
    key: state.key,
    work: toWire(database, state, lines.get(state.key)),
  }));
}

function toWire(database: ReadableDatabase, state: HeldLineState, line: WorkLine | undefined): LineWork {
  const event = defined(findEvent(database, state.sequence), 'a state comes of an act');
  return {
    status: state.status,
    reason: state.reason ?? null,
    note: state.note ?? null,
    reviewed: state.reviewed,
    assignee: state.assignee ?? null,
    due: state.due ?? null,
    judged: state.judged ?? null,
    hasChanged: line !== undefined && hasChangedSince(state, line),
    by: event.who,
    at: event.at,
  };
}

/** The rules of a month, each with its author. */
export function readRules(database: ReadableDatabase, period: Period): StandingRule[] {
  const acts = new Map(
    listManualRules(database, period).map(({ kind, key, sequence }) => [`${kind} ${key}`, sequence]),
  );
  const files = new Map(
    listBatches(database, { kind: 'invoice' }).map(({ sourceId, fileName }) => [sourceId, fileName]),
  );
  return wireRules(manualRulesOf(database, period)).map((rule) => {
    const sequence = defined(acts.get(`${rule.kind} ${rule.key}`), 'a rule comes of an act');
    const { who, at } = defined(findEvent(database, sequence), 'an act is an event');
    const place = rule.kind === 'match' ? undefined : parseRowText(rule.row);
    return { rule, by: who, at, file: (place && files.get(place.source)) ?? null };
  });
}

function wireRules(rules: ManualRules): WireRule[] {
  return [
    ...rules.matches.map((match): WireRule => ({
      kind: 'match',
      key: matchKey(match),
      invoice: [...match.invoice],
      usage: [...match.usage],
    })),
    ...rules.splits.map(({ row, parts }): WireRule => ({
      kind: 'split',
      key: rowText(row),
      row: rowText(row),
      parts: parts.map(({ quantity, amount, target }) => ({
        quantity: formatMicros(quantity),
        amount: formatMicros(amount),
        target: target ?? null,
      })),
    })),
    ...rules.exclusions.map(({ row, reason }): WireRule => ({
      kind: 'exclusion',
      key: rowText(row),
      row: rowText(row),
      reason,
    })),
    ...rules.reclassifications.map(({ row, rowClass }): WireRule => ({
      kind: 'reclassification',
      key: rowText(row),
      row: rowText(row),
      rowClass,
    })),
  ];
}

/** The reason that was last given to a difference of a cluster, in this month or the closest before. Throws RUN_UNKNOWN. */
export function readLastReason(
  database: ReadableDatabase,
  runId: string,
  signature: string,
): ReturnType<typeof lastReasonOf> {
  return lastReasonOf(database, placedRun(database, runId).position, signature);
}
