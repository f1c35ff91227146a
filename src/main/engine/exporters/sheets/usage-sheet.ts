import { formatMicros, formatPicos, picos, toPicos } from '#core/decimal/micros.ts';
import { defined } from '#core/assert.ts';
import { displayId } from '#core/ids.ts';
import { remembered } from '#core/remember.ts';
import type { UsageLevel, UsageRow } from '#core/usage/usage-row.ts';
import { countCell, dateCell, numberCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import { quoted } from '#core/workbook/formula.ts';
import { USAGE_TABLES, type UsageColumnId } from '#core/workbook/tables/usage-tables.ts';
import type { Book } from '../book.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { usageIndex, type UsageFinder } from '../usage-index.ts';
import { tableSheet } from './table-sheet.ts';

/** The raw rows of the reports of a level; several sheets where they are more than one can hold. */
export function usageSheets(book: Book, level: UsageLevel): readonly SheetPlan[] {
  const { sources, texts } = book;
  const model = USAGE_TABLES[level];
  const iterator = { current: undefined as Iterator<UsageRow> | undefined };
  const finder = { current: undefined as UsageFinder | undefined };
  return book.usage[level].parts.map(({ table, sheetName, rows: rowCount }) => {
    let userDays = 0n;
    return tableSheet<UsageColumnId>(book, {
      model,
      part: { table, sheetName },
      ...texts.sheets[`usage-${level}`],
      rowCount,
      *prepare() {
        finder.current ??= yield* usageIndex(book, level);
      },
      *rows() {
        const find = defined(finder.current, 'rows come after what prepares them');
        iterator.current ??= sources.usageRows(level)[Symbol.iterator]();
        for (let taken = 0; taken < rowCount; taken += 1) {
          const next = iterator.current.next();
          if (next.done) return;
          userDays += next.value.quantity;
          yield usageCells(next.value, level, find, book);
        }
      },
      totals: () => ({ quantity: formatPicos(picos(userDays * 1_000_000n)) }),
      marks: (range, firstCell) => [
        {
          range: range('disposition'),
          formula: `${firstCell('disposition')}<>${quoted(texts.usageDispositions.compared)}`,
          mark: 'muted',
        },
      ],
    });
  });
}

function usageCells(
  row: UsageRow,
  level: UsageLevel,
  find: UsageFinder,
  book: Book,
): TableRow<UsageColumnId> {
  const { texts, sources, result } = book;
  const isOutside = row.start < result.period.start || row.end > result.period.end;
  const isOverlapping = !isOutside && sources.isOverlapping?.(row, level) === true;
  const found = find(row);
  const home = isOutside || isOverlapping ? undefined : found.home;
  if (home) book.sums.addUsage(home, toPicos(row.quantity));
  const { usageDispositions: words } = texts;
  return {
    skuRow: home?.skuRow,
    customerRow: home?.customerRow,
    userRow: home?.userRow,
    disposition: isOutside
      ? words.outside
      : isOverlapping
        ? words.overlapping
        : home
          ? words.compared
          : words.otherLevel,
    partnerName: row.partnerName,
    partnerOrgId: shownAgain(row.partnerOrgId),
    subscription: row.subscriptionId,
    service: row.serviceName,
    sku: row.sku,
    description: row.description,
    start: dateCell(row.start),
    end: dateCell(row.end),
    quantity: numberCell(formatMicros(row.quantity)),
    customerOrgId: shownAgain(row.customerOrgId),
    customerExternalId: row.customerExternalId,
    subscriberId: shown(row.subscriberId),
    userId: shown(row.userId),
    workspaceId: shown(row.workspaceId),
    locationId: shownAgain(row.locationId),
    key: found.key,
    extra: Object.entries(row.extra)
      .map(([name, value]) => `${name}=${value}`)
      .join('; '),
    file: sources.fileNames.get(row.ref.source) ?? row.ref.source,
    sourceRow: countCell(row.ref.row),
  };
}

const shown = (id: string | undefined): string | undefined => (id === undefined ? undefined : displayId(id));
/** The same of ids that come again on row after row. */
const known = remembered(displayId);
const shownAgain = (id: string | undefined): string | undefined => (id === undefined ? undefined : known(id));
