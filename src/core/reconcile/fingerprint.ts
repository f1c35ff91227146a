import { compareText } from '../compare.ts';
import type { LineDocument, ResultBody } from './result-document.ts';

/** Lines that stand in one piece of the text. */
const PIECE_LINES = 500;

/**
 * The text whose sha256 is the result hash: every figure and judgement, and nothing that depends on where a row
 * happened to stand. File names, the files' own hashes, row numbers, and the issues' texts, which may quote them,
 * are left out (counts stay), so that the same charges and the same usage give the same hash whatever the order of
 * their rows; the sources' hashes are kept beside it, as the run's inputs.
 *
 * It is the JSON of the body with those parts replaced, members in the body's order, and comes in pieces: as one text
 * it would be as large as all lines together.
 */
export function* fingerprintPieces(body: ResultBody): Generator<string, void> {
  let separator = '{';
  for (const [name, value] of Object.entries(body)) {
    if (value === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if (name === 'lines') yield* linePieces(body.lines);
    else if (name === 'sources') yield JSON.stringify(sourcesOf(body));
    else if (name === 'issues') yield JSON.stringify(issuesOf(body));
    else yield JSON.stringify(value);
  }
  yield '}';
}

/** The same as one text. */
export const resultFingerprint = (body: ResultBody): string => [...fingerprintPieces(body)].join('');

function* linePieces(lines: readonly LineDocument[]): Generator<string, void> {
  let piece = '[';
  for (const [index, line] of lines.entries()) {
    if (index > 0) piece += ',';
    piece += JSON.stringify(withoutAddresses(line));
    if (index % PIECE_LINES !== PIECE_LINES - 1) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]`;
}

const withoutAddresses = (line: LineDocument): unknown => ({
  ...line,
  invoiced: { ...line.invoiced, rows: line.invoiced.rows.length },
  explanations: line.explanations.map(({ evidence, ...rest }) => ({ ...rest, evidence: evidence.length })),
});

const sourcesOf = (body: ResultBody): readonly unknown[] =>
  body.sources
    .map(({ kind, rows, level }) => ({ kind, rows, level }))
    .sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b)));

const issuesOf = (body: ResultBody): readonly string[] =>
  body.issues
    .map(({ code, severity, column }) => JSON.stringify({ code, severity, column }))
    .sort(compareText);
