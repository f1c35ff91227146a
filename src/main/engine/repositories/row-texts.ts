import type { SqlParameter } from '../db/handles.ts';

/** sha256 over the lines of a run and over their documents, as the rows of both tables come to (`content-parts.ts`). */
export interface LinesDigest {
  readonly lines: string;
  readonly documents: string;
}

/** A row's values as `quote()` of SQLite writes them, with commas: what is bound is what is digested. */
export function quotedRow(values: readonly SqlParameter[]): string {
  let text = '';
  for (const value of values) text += text === '' ? quoted(value) : `,${quoted(value)}`;
  return text;
}

function quoted(value: SqlParameter): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return String(value);
  // SQLite takes a text to end at a character 0 here.
  const end = value.indexOf('\0');
  const shown = end < 0 ? value : value.slice(0, end);
  return shown.includes("'") ? `'${shown.replaceAll("'", "''")}'` : `'${shown}'`;
}
