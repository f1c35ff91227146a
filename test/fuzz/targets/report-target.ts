import type { RowIssue } from '#core/source.ts';
import { cellText, type SheetRow } from '#core/tabular/table.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { readReport } from '#engine/importers/report/read-report.ts';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { hold } from '../finding.ts';
import { FUZZ_JOB } from '../fuzz-job.ts';
import { figureReadings, plainMicros } from '../opinion/figure-opinion.ts';
import { readAllTables } from './table-target.ts';

/** A quantity in Webex's own form. */
const PLAIN = /^-?\d+(\.\d+)?$/;

/** Reads a file as a usage report: rows read = stored + quarantined + blank, and each quantity is its cell's. */
export async function fuzzReport(path: string): Promise<void> {
  const file = await openTableFile(path, { phase: 'read-report' }, FUZZ_JOB);
  try {
    let stored: UsageRow[] = [];
    let issues: RowIssue[] = [];
    const sink = {
      begin: () => {
        stored = [];
        issues = [];
      },
      take: (rows: readonly UsageRow[], said: readonly RowIssue[]) => {
        stored.push(...rows);
        issues.push(...said);
      },
    };
    const { counts, columns } = await readReport(
      { file, source: { id: 'source', name: 'mutant' }, dateOrder: undefined },
      sink,
      FUZZ_JOB,
    );
    const [rows = []] = await readAllTables(file);
    const first = rows.findIndex(({ cells }) =>
      cells.some(
        (cell) =>
          cellText(cell)
            .replace(/\ufeff/, '')
            .trim() !== '',
      ),
    );
    const body = rows.slice(first + 1);
    hold(
      counts.read === counts.stored + counts.quarantined + counts.blank,
      () => `counts ${JSON.stringify(counts)}`,
    );
    hold(counts.read === body.length, () => `${body.length} rows in the file, ${counts.read} were read`);
    hold(counts.stored === stored.length, () => `${counts.stored} rows counted, ${stored.length} handed on`);
    checkQuarantine(body, stored, issues, counts.quarantined);
    checkQuantities(body, stored, issues, columns.indexOf.QUANTITY ?? -1);
  } finally {
    await file.close();
  }
}

/** Every row that is neither blank nor stored must be named by an error. */
function checkQuarantine(
  body: readonly SheetRow[],
  stored: readonly UsageRow[],
  issues: readonly RowIssue[],
  count: number,
): void {
  const storedRows = new Set(stored.map(({ ref }) => ref.row));
  const named = new Set(issues.filter(({ severity }) => severity === 'error').map(({ row }) => row));
  hold(storedRows.size === stored.length, () => 'a row was stored twice');
  const left = body.filter(
    (row) => row.cells.some((cell) => cellText(cell).trim() !== '') && !storedRows.has(row.row),
  );
  hold(left.length === count, () => `${left.length} rows left out, ${count} counted`);
  for (const { row } of left) hold(named.has(row), () => `row ${row} was left out, and no error names it`);
}

function checkQuantities(
  body: readonly SheetRow[],
  stored: readonly UsageRow[],
  issues: readonly RowIssue[],
  place: number,
): void {
  const repaired = new Set(issues.filter(({ code }) => code === 'ROW_REPAIRED').map(({ row }) => row));
  const texts = new Map(body.map(({ row, cells }) => [row, cells.map(cellText)]));
  const isPlainColumn = [...texts.values()].every((cells) => PLAIN.test((cells[place] ?? '').trim()));
  for (const { ref, quantity } of stored) {
    const cells = texts.get(ref.row) ?? [];
    const candidates = repaired.has(ref.row) ? cells : [cells[place] ?? ''];
    const isOne = candidates.some((text) => figureReadings(text).has(quantity));
    hold(isOne, () => `row ${ref.row}: ${quantity} from ${JSON.stringify(candidates)}`);
    if (!isPlainColumn || repaired.has(ref.row)) continue;
    hold(
      plainMicros((cells[place] ?? '').trim()) === quantity,
      () => `row ${ref.row}: ${quantity} from ${cells[place]}`,
    );
  }
}
