import { compareText } from '../compare.ts';
import type { ResultBody } from './result-document.ts';

/**
 * The text whose sha256 is the result hash: every figure and judgement, and nothing that depends on where a row
 * happened to stand. File names, the files' own hashes, row numbers, and the issues' texts, which may quote them,
 * are left out (counts stay), so that the same charges and the same usage give the same hash whatever the order of
 * their rows; the sources' hashes are kept beside it, as the run's inputs.
 */
export function resultFingerprint(body: ResultBody): string {
  return JSON.stringify({
    ...body,
    sources: body.sources
      .map(({ kind, rows, level }) => ({ kind, rows, level }))
      .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))),
    lines: body.lines.map((line) => ({
      ...line,
      invoiced: { ...line.invoiced, rows: line.invoiced.rows.length },
      explanations: line.explanations.map(({ evidence, ...rest }) => ({
        ...rest,
        evidence: evidence.length,
      })),
    })),
    issues: body.issues
      .map(({ code, severity, column }) => JSON.stringify({ code, severity, column }))
      .sort(compareText),
  });
}
