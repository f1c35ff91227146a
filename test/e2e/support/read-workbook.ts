import { execFileSync } from 'node:child_process';

/** What a cell shows in a program that opens the workbook without calculating: text, number, or nothing. */
export type SheetCell = string | number | null;
/** The rows of each sheet, by its name. */
export type ReadWorkbook = Readonly<Record<string, readonly (readonly SheetCell[])[]>>;

const READ = `
import json, sys
from openpyxl import load_workbook
book = load_workbook(sys.argv[1], data_only=True)
print(json.dumps({sheet.title: [[cell if isinstance(cell, (int, float, str)) or cell is None else str(cell)
    for cell in row] for row in sheet.iter_rows(values_only=True)] for sheet in book}))
`;

/** Opens a workbook with openpyxl: the stored values, as an auditor's own script would see them. */
export function readWorkbook(path: string): ReadWorkbook {
  const text = execFileSync('/usr/bin/python3', ['-c', READ, path], { encoding: 'utf8', maxBuffer: 64e6 });
  return JSON.parse(text) as ReadWorkbook;
}

/** The rows of a table as records, by the names of its header: the first row that has all the names asked for. */
export function tableIn(
  book: ReadWorkbook,
  sheet: string,
  names: readonly string[],
): readonly Readonly<Record<string, SheetCell>>[] {
  const rows = book[sheet];
  if (rows === undefined) throw new Error(`No sheet ${sheet}: there are ${Object.keys(book).join(', ')}`);
  const at = rows.findIndex((row) => names.every((name) => row.includes(name)));
  const header = rows[at];
  if (header === undefined) throw new Error(`${sheet} has no header with ${names.join(', ')}`);
  return rows
    .slice(at + 1)
    .map((row) => Object.fromEntries(header.map((name, column) => [String(name), row[column] ?? null])));
}
