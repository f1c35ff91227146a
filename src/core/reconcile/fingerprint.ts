import { compareText } from '../compare.ts';
import { withLines, type BodyHead, type LineDocument, type ResultBody } from './result-document.ts';

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

/** The text around the lines of a result whose lines come one by one: see {@link lineTexts}. A comma stands between two. */
export function fingerprintFrame(head: BodyHead): { readonly before: string; readonly after: string } {
  const text = resultFingerprint(withLines(head, []));
  // No text of a value holds it: quotes within one are escaped.
  const place = text.indexOf(NO_LINES) + NO_LINES.length - 1;
  return { before: text.slice(0, place), after: text.slice(place) };
}

const NO_LINES = ',"lines":[]';

/** A line's JSON, and its part of the text of the result hash. */
export interface LineTexts {
  readonly document: string;
  readonly fingerprint: string;
}

/** The texts of a line as the engine makes it. Few lines have explanations: of the others the text is written once. */
export function lineTexts(line: LineDocument): LineTexts {
  const document = JSON.stringify(line);
  if (line.explanations.length > 0) return { document, fingerprint: JSON.stringify(withoutAddresses(line)) };
  // Names of members, which no text of a value holds: quotes within one are escaped.
  const from = document.indexOf(ROWS) + ROWS.length - 1;
  const to = document.indexOf(AFTER_ROWS, from) + 1;
  return {
    document,
    fingerprint: `${document.slice(0, from)}${String(line.invoiced.rows.length)}${document.slice(to)}`,
  };
}

const ROWS = '"rows":[';
const AFTER_ROWS = ']},"usage":{';

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
