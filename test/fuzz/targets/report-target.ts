import type { RowIssue } from '#core/source.ts';
import { cellText, type SheetRow } from '#core/tabular/table.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { readReport } from '#engine/importers/report/read-report.ts';
import { openTableFile } from '#engine/importers/tabular/table-file.ts';
import { hold } from '../finding.ts';
import { FUZZ_JOB } from '../fuzz-job.ts';
import { figureReadings, plainMicros } from '../opinion/figure-opinion.ts';
import { readAllTables } from './table-target.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is held of a row that was handed on, whichever way it came. */
interface StoredRow {
  readonly row: number;
  readonly quantity: bigint;
  readonly sku: string;
}

/** A quantity in Webex's own form. */
const PLAIN = /^-?\d+(\.\d+)?$/;

/** Reads a file as a usage report: rows read = stored + quarantined + blank, and each quantity is its cell's. */
export async function fuzzReport(path: string): Promise<void> {
  const file = await openTableFile(path, { phase: 'read-report' }, FUZZ_JOB);
  try {
    const groups: UsageRow[] = [];
    let stored: StoredRow[] = [];
    let issues: RowIssue[] = [];
    const sink = {
      begin: () => {
        stored = [];
        issues = [];
      },
      take: (rows: readonly UsageRow[], said: readonly RowIssue[]) => {
        stored.push(...rows.map(({ ref, quantity, sku }) => ({ row: ref.row, quantity, sku })));
        issues.push(...said);
      },
      plain: {
        placesOf: (row: UsageRow) => ({ group: groups.push(row) - 1, window: 0 }),
        add: (
          bytes: Uint8Array,
          ids: Int32Array,
          row: number,
          group: number,
          _window: number,
          quantity: bigint,
        ) => {
          const texts = [...ids]
            .filter((at) => at >= 0)
            .map((at) => Buffer.from(bytes.subarray(at, at + 36)).toString('latin1'));
          if (!texts.every((text) => UUID.test(text))) return false;
          stored.push({ row, quantity, sku: groups[group]?.sku ?? '' });
          return true;
        },
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
  stored: readonly StoredRow[],
  issues: readonly RowIssue[],
  count: number,
): void {
  const storedRows = new Set(stored.map(({ row }) => row));
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
  stored: readonly StoredRow[],
  issues: readonly RowIssue[],
  place: number,
): void {
  const repaired = new Set(issues.filter(({ code }) => code === 'ROW_REPAIRED').map(({ row }) => row));
  const texts = new Map(body.map(({ row, cells }) => [row, cells.map(cellText)]));
  const isPlainColumn = [...texts.values()].every((cells) => PLAIN.test((cells[place] ?? '').trim()));
  for (const { row, quantity, sku } of stored) {
    const cells = texts.get(row) ?? [];
    hold(
      // A SKU is kept as it is written, spaces around it too, and is never put together from two cells.
      cells.some((cell) => cell === sku || cell.trim() === sku),
      () => `row ${row}: ${sku} is in none of its cells`,
    );
    const candidates = repaired.has(row) ? cells : [cells[place] ?? ''];
    const isOne = candidates.some((text) => figureReadings(text).has(quantity));
    hold(isOne, () => `row ${row}: ${quantity} from ${JSON.stringify(candidates)}`);
    if (!isPlainColumn || repaired.has(row)) continue;
    hold(
      plainMicros((cells[place] ?? '').trim()) === quantity,
      () => `row ${row}: ${quantity} from ${cells[place]}`,
    );
  }
}
