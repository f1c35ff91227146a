import { cellText, columnLetter, type Cell, type SheetRow } from '#core/tabular/table.ts';
import { INVOICE_HEADER_WORDS } from '#core/mapping/field-aliases.ts';
import { openTableFile, type TableFile } from '#engine/importers/tabular/table-file.ts';
import { hold } from '../finding.ts';
import { FUZZ_JOB } from '../fuzz-job.ts';
import { readCsvOpinion } from '../opinion/csv-opinion.ts';
import { isStoredNumber, plainMicros } from '../opinion/figure-opinion.ts';
import { readXlsxOpinion, type OpinionCell } from '../opinion/xlsx-opinion.ts';

const PLAIN_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
const PLAIN_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** All rows of all tables, held against what every table must be. */
export async function readAllTables(file: TableFile): Promise<readonly (readonly SheetRow[])[]> {
  const tables: SheetRow[][] = [];
  for (const index of file.tables.keys()) {
    const rows: SheetRow[] = [];
    for await (const row of file.rows(index, FUZZ_JOB)) {
      hold(
        Number.isSafeInteger(row.row) && row.row > (rows.at(-1)?.row ?? 0),
        () => `row ${row.row} out of order`,
      );
      row.cells.forEach(checkCell);
      rows.push(row);
    }
    tables.push(rows);
  }
  return tables;
}

function checkCell(cell: Cell): void {
  if (typeof cell === 'string') return;
  const { kind } = cell;
  if (kind === 'number') hold(PLAIN_NUMBER.test(cell.text), () => `number cell ${cell.text}`);
  if (kind === 'date') hold(PLAIN_DATE.test(cell.date), () => `date cell ${cell.date}`);
  if (kind === 'missing-value') hold(typeof cell.formula === 'string', () => 'formula');
  hold(typeof cellText(cell) === 'string', () => `cell ${JSON.stringify(cell)}`);
}

/** Reads every table of a file, and holds each cell against a second opinion on the same bytes. */
export async function fuzzTable(path: string, bytes: Buffer): Promise<void> {
  const file = await openTableFile(path, { headerWords: INVOICE_HEADER_WORDS }, FUZZ_JOB);
  try {
    const tables = await readAllTables(file);
    if (file.format === 'csv') compareCsv(file, tables[0] ?? [], bytes);
    if (file.format === 'xlsx') compareXlsx(file, tables, bytes);
  } finally {
    await file.close();
  }
}

function compareCsv(file: TableFile, rows: readonly SheetRow[], bytes: Buffer): void {
  const text = new TextDecoder(file.encoding, { fatal: true }).decode(bytes);
  if (/^"?sep=/i.test(text)) return;
  const opinion = readCsvOpinion(text, file.delimiter ?? ',');
  hold(opinion !== undefined, () => 'an open quote was read');
  const expected = JSON.stringify(opinion?.map(({ row, cells }) => [row, cells]));
  const actual = JSON.stringify(rows.map(({ row, cells }) => [row, cells]));
  hold(expected === actual, () => `csv cells differ: ${firstDifference(expected, actual)}`);
}

function compareXlsx(file: TableFile, tables: readonly (readonly SheetRow[])[], bytes: Buffer): void {
  const book = readXlsxOpinion(bytes);
  if (book === undefined) return;
  file.tables.forEach(({ sheet }, index) => {
    const expected = book.get(sheet ?? '');
    if (expected === undefined) return;
    let held = 0;
    for (const { row, cells } of tables[index] ?? []) {
      cells.forEach((cell, column) => {
        if (cell === '') return;
        held += 1;
        const address = `${columnLetter(column)}${row}`;
        const opinion = expected.get(row)?.get(columnLetter(column));
        hold(
          opinion !== undefined,
          () => `${sheet}!${address} is read, and not in the file: ${cellText(cell)}`,
        );
        if (opinion)
          hold(
            agrees(cell, opinion),
            () => `${sheet}!${address}: ${JSON.stringify(cell)} is not ${JSON.stringify(opinion)}`,
          );
      });
    }
    const filled = [...expected.values()]
      .flatMap((row) => [...row.values()])
      .filter((cell) => !isEmpty(cell)).length;
    hold(filled === held, () => `${sheet}: ${filled} filled cells in the file, ${held} were read`);
  });
}

function isEmpty({ value, type, hasFormula }: OpinionCell): boolean {
  const isText = type === 's' || type === 'str' || type === 'inlineStr';
  return (
    (!hasFormula && type !== 'e' && (isText ? value : value.trim()) === '') ||
    (hasFormula && type === 'str' && value === '')
  );
}

function agrees(cell: Cell, { value, type, hasFormula }: OpinionCell): boolean {
  if (typeof cell === 'string') {
    const unescaped = value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
      String.fromCharCode(parseInt(code, 16)),
    );
    return cell === value || cell === unescaped || cell === value.trim();
  }
  switch (cell.kind) {
    case 'number': {
      const micros = plainMicros(cell.text);
      return type === 'n' && micros !== undefined && isStoredNumber(value, micros);
    }
    case 'date':
      return type === 'd' || type === 'n';
    case 'boolean':
      return type === 'b';
    case 'error':
      return type === 'e';
    case 'missing-value':
      return hasFormula && value === '';
  }
}

function firstDifference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return `expected ${a.slice(Math.max(0, at - 40), at + 80)} | was ${b.slice(Math.max(0, at - 40), at + 80)}`;
}
