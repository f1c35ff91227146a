/** Writes workbooks for tests, and reads them: as a package of parts, and through another program. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer as readAll } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { exportWorkbook } from '#engine/exporters/export-workbook.ts';
import type { WorkbookOptions } from '#engine/exporters/workbook-sources.ts';
import type { JobContext, JobProgress } from '#engine/jobs/job-context.ts';
import type { WorkbookMonth } from './workbook-month.ts';

/** A job that runs to its end; `progress` receives its reports. */
export const quietContext = (progress: JobProgress[] = []): JobContext => ({
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
  report: (report) => {
    progress.push(report);
  },
});

/** A folder that is gone after the test. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'workbook-'));
  return {
    path: folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Writes a month's workbook and returns its path. */
export async function writeMonth(
  month: WorkbookMonth,
  folder: string,
  options: Partial<WorkbookOptions> = {},
): Promise<string> {
  const file = path.join(folder, `workbook-${options.language ?? 'en'}.xlsx`);
  await exportWorkbook(
    month.result,
    month.sources,
    { language: 'en', detail: 'user', ...options },
    file,
    quietContext(),
  );
  return file;
}

/** The parts of a package, by name; `isWanted` leaves out those that no string can hold. */
export async function readParts(
  file: string,
  isWanted: (name: string) => boolean = () => true,
): Promise<ReadonlyMap<string, string>> {
  const zip = await yauzl.fromBufferPromise(readFileSync(file));
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    if (!isWanted(entry.fileName)) continue;
    parts.set(entry.fileName, (await readAll(await zip.openReadStreamPromise(entry))).toString('utf8'));
  }
  return parts;
}

/** A workbook as openpyxl sees it. */
export interface ReadWorkbook {
  readonly properties: Readonly<Record<'title' | 'language' | 'creator' | 'created' | 'modified', string>>;
  readonly names: Readonly<Record<string, string>>;
  readonly sheets: readonly ReadSheet[];
}

export interface ReadSheet {
  readonly title: string;
  readonly dimension: string;
  readonly freeze: string | null;
  readonly isProtected: boolean;
  readonly hasPassword: boolean;
  readonly merged: readonly string[];
  readonly tables: Readonly<Record<string, { ref: string; columns: readonly string[]; totals: number }>>;
  readonly validations: readonly { range: string; type: string; formula: string }[];
  readonly conditions: readonly string[];
  readonly printTitles: string | null;
  readonly printArea: string | null;
  readonly orientation: string;
  readonly paper: number;
  readonly footer: string;
  readonly cells: Readonly<Record<string, ReadCell>>;
}

export interface ReadCell {
  /** The stored value: text, number, or a date as ISO text. */
  readonly v: string | number | boolean | null;
  /** The formula, when there is one. */
  readonly f?: string;
  /** openpyxl's type of cell: n, s, inlineStr, d, f. */
  readonly t: string;
  readonly format: string;
  readonly locked: boolean;
  readonly link?: string;
}

const READ = `
import sys, json, openpyxl, datetime
path = sys.argv[1]
values = openpyxl.load_workbook(path, data_only=True)
book = openpyxl.load_workbook(path)
def plain(v):
    if isinstance(v, datetime.datetime): return v.date().isoformat() if v.time() == datetime.time() else v.isoformat()
    return v if v is None or isinstance(v, (str, int, float, bool)) else str(v)
sheets = []
for s in book.worksheets:
    d = values[s.title]
    cells = {}
    for row in s.iter_rows():
        for c in row:
            v = d[c.coordinate].value
            if v is None and c.data_type != 'f' and not c.has_style: continue
            out = {'v': plain(v), 't': c.data_type, 'format': c.number_format, 'locked': c.protection.locked}
            if c.data_type == 'f': out['f'] = c.value if isinstance(c.value, str) else c.value.text
            if c.hyperlink is not None: out['link'] = c.hyperlink.location or ('EXTERNAL ' + str(c.hyperlink.target))
            cells[c.coordinate] = out
    sheets.append({
        'title': s.title, 'dimension': s.dimensions, 'freeze': s.freeze_panes,
        'isProtected': bool(s.protection.sheet), 'hasPassword': bool(s.protection.password or s.protection.hashValue),
        'merged': [str(m) for m in s.merged_cells.ranges],
        'tables': {t.name: {'ref': t.ref, 'columns': [c.name for c in t.tableColumns], 'totals': t.totalsRowCount or 0} for t in s.tables.values()},
        'validations': [{'range': str(v.sqref), 'type': v.type, 'formula': str(v.formula1)} for v in s.data_validations.dataValidation],
        'conditions': [str(r.sqref) for r in s.conditional_formatting],
        'printTitles': s.print_title_rows, 'printArea': str(s.print_area) if s.print_area else None,
        'orientation': s.page_setup.orientation, 'paper': int(s.page_setup.paperSize),
        'footer': ' | '.join(str(p.text) for p in (s.oddFooter.left, s.oddFooter.center, s.oddFooter.right)),
        'cells': cells})
p = book.properties
json.dump({'properties': {'title': p.title, 'language': p.language, 'creator': p.creator,
                          'created': p.created.isoformat(), 'modified': p.modified.isoformat()},
           'names': {d.name: d.attr_text for d in (book.defined_names.definedName if hasattr(book.defined_names, 'definedName') else book.defined_names.values())}, 'sheets': sheets}, sys.stdout)
`;

/** Opens a workbook in openpyxl. */
export const readWorkbook = (file: string): ReadWorkbook =>
  JSON.parse(
    execFileSync('/usr/bin/python3', ['-c', READ, file], { maxBuffer: 1 << 29 }).toString('utf8'),
  ) as ReadWorkbook;

/** The rows of a table, by header. */
export function tableRows(
  workbook: ReadWorkbook,
  name: string,
): readonly Readonly<Record<string, ReadCell | undefined>>[] {
  for (const sheet of workbook.sheets) {
    const table = sheet.tables[name];
    if (!table) continue;
    const match = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(table.ref);
    const first = Number(match?.[2]) + 1;
    const last = Number(match?.[4]) - table.totals;
    return Array.from({ length: last - first + 1 }, (_unused, index) =>
      Object.fromEntries(
        table.columns.map((column, position) => [column, sheet.cells[`${letter(position)}${first + index}`]]),
      ),
    );
  }
  throw new Error(`no table ${name}`);
}

const letter = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${String.fromCharCode(64 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`;

/** A sheet by its title. */
export function sheetOf(workbook: ReadWorkbook, title: string): ReadSheet {
  const sheet = workbook.sheets.find((candidate) => candidate.title === title);
  if (!sheet) throw new Error(`no sheet ${title}: ${workbook.sheets.map((own) => own.title).join(', ')}`);
  return sheet;
}
