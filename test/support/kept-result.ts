import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { KeptResult } from '#engine/repositories/runs.ts';

/** A whole result as one that is to be kept. */
export const keptResult = ({ lines, ...head }: ResultDocument): KeptResult => ({
  lines: lines.map((line) => ({ line, document: JSON.stringify(line) })),
  head: () => head,
  failures: new Map(),
});
