/** Recalculates a workbook in LibreOffice, as an independent program, and reads what it arrives at. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const SOFFICE = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
].find((file) => existsSync(file));
const PYTHON = '/usr/bin/python3';

/** Why a workbook can't be recalculated here; undefined: it can. */
export function recalculationMissing(): string | undefined {
  if (SOFFICE === undefined) return 'LibreOffice is not installed';
  return readingMissing();
}

/** Why a workbook can't be read by another program here; undefined: it can. */
export function readingMissing(): string | undefined {
  try {
    execFileSync(PYTHON, ['-c', 'import openpyxl'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'python3 with openpyxl is not installed';
  }
}

/** LibreOffice keeps the stored results of files that it did not write unless it is told to recalculate always. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

/** A formula cell: what the file stores as its result, and what LibreOffice calculates. */
export interface RecalculatedCell {
  readonly sheet: string;
  readonly cell: string;
  readonly formula: string;
  readonly stored: string | number | boolean | null;
  readonly calculated: string | number | boolean | null;
}

const COMPARE = `
import sys, json, openpyxl
def plain(v): return v if v is None or isinstance(v, (str, int, float, bool)) else str(v)
formulas = openpyxl.load_workbook(sys.argv[1])
stored = openpyxl.load_workbook(sys.argv[1], data_only=True)
calculated = openpyxl.load_workbook(sys.argv[2], data_only=True)
out = []
for sheet in formulas.worksheets:
    a, b = stored[sheet.title], calculated[sheet.title]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type != 'f': continue
            formula = cell.value if isinstance(cell.value, str) else cell.value.text
            out.append({'sheet': sheet.title, 'cell': cell.coordinate, 'formula': formula,
                        'stored': plain(a[cell.coordinate].value), 'calculated': plain(b[cell.coordinate].value)})
json.dump(out, sys.stdout)
`;

/** Every formula of a workbook with its stored and its recalculated result. */
export function recalculate(file: string): readonly RecalculatedCell[] {
  if (SOFFICE === undefined) throw new Error('LibreOffice is not installed');
  const folder = mkdtempSync(path.join(tmpdir(), 'recalculate-'));
  try {
    const profile = path.join(folder, 'profile');
    mkdirSync(path.join(profile, 'user'), { recursive: true });
    writeFileSync(path.join(profile, 'user', 'registrymodifications.xcu'), ALWAYS_RECALCULATE);
    execFileSync(
      SOFFICE,
      [
        `-env:UserInstallation=file://${profile}`,
        '--headless',
        '--convert-to',
        'xlsx:Calc MS Excel 2007 XML',
        '--outdir',
        folder,
        file,
      ],
      { stdio: 'ignore', timeout: 120_000 },
    );
    const output = execFileSync(PYTHON, ['-c', COMPARE, file, path.join(folder, path.basename(file))], {
      maxBuffer: 1 << 29,
    });
    return JSON.parse(output.toString('utf8')) as readonly RecalculatedCell[];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a recalculated result is the stored one: texts equal, numbers to a relative 1e-9 (or 1e-9 near nil). */
export function agrees({ stored, calculated }: RecalculatedCell): boolean {
  if (typeof stored === 'number' && typeof calculated === 'number') {
    const gap = Math.abs(stored - calculated);
    return gap <= 1e-9 || gap <= 1e-9 * Math.abs(stored);
  }
  return (stored ?? '') === (calculated ?? '');
}
