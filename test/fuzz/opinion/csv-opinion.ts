/** A record of a text table and the line on which it begins. */
export interface OpinionRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * A second opinion on delimited text: the whole of it at once, field by field, after RFC 4180 as Excel reads it.
 * Undefined where a quote never closes.
 */
export function readCsvOpinion(text: string, delimiter: string): readonly OpinionRow[] | undefined {
  const rows: OpinionRow[] = [];
  const lineEnd = /\r\n|\n|\r/y;
  let at = 0;
  let line = 1;
  let cells: string[] = [];
  let recordLine = 1;
  const endOfLine = (): number => {
    lineEnd.lastIndex = at;
    return lineEnd.exec(text)?.[0].length ?? 0;
  };
  while (at <= text.length) {
    let field = '';
    let isQuoted = false;
    if (text[at] === '"') {
      isQuoted = true;
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0) return undefined;
        field += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        field += '"';
        at += 1;
      }
      line += field.match(/\r\n|\n|\r/g)?.length ?? 0;
    }
    const from = at;
    while (at < text.length && text[at] !== delimiter && endOfLine() === 0) at += 1;
    field += text.slice(from, at);
    cells.push(field);
    if (text[at] === delimiter && at < text.length) {
      at += 1;
      continue;
    }
    const isBlankLine = cells.length === 1 && field === '' && !isQuoted;
    if (!isBlankLine) rows.push({ row: recordLine, cells });
    cells = [];
    if (at >= text.length) break;
    at += endOfLine();
    line += 1;
    recordLine = line;
  }
  return rows;
}
