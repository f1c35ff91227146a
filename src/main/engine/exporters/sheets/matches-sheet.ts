import { countCell, numberCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import type { LineDocument } from '#core/reconcile/result-document.ts';
import { MATCHES_TABLE } from '#core/workbook/tables/matches-table.ts';
import { wordFor } from '#shared/messages/domain-words.ts';
import type { Book } from '../book.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { tableSheet } from './table-sheet.ts';

type MatchesColumnId = (typeof MATCHES_TABLE)['columns'][number]['id'];
/** A single sheet holds the links of this many rows; past it, the row ids of the detail sheets stand for them. */
const MAX_LINKS = 1_000_000;

const usageLinks = (line: LineDocument): number => (line.usage.rows > 0 ? 1 : 0);

/** Matches: which invoice rows were held against which usage, by which rule; suggestions with their scores. */
export function matchesSheet(book: Book): SheetPlan {
  const { lines } = book.result;
  const all = lines.reduce(
    (sum, line) => sum + line.invoiced.rows.length + usageLinks(line) + line.suggestions.length,
    0,
  );
  const rowCount = Math.min(all, MAX_LINKS);
  return tableSheet<MatchesColumnId>(book, {
    model: MATCHES_TABLE,
    ...book.texts.sheets.matches,
    rowCount,
    *rows() {
      let written = 0;
      for (const [position, line] of lines.entries()) {
        for (const row of linksOf(line, book.layout.homes[position]?.id, book)) {
          if (written === rowCount) return;
          written += 1;
          yield row;
        }
      }
    },
  });
}

function* linksOf(
  line: LineDocument,
  home: string | undefined,
  book: Book,
): Generator<TableRow<MatchesColumnId>> {
  const { words, texts } = book;
  const match = words.matches[line.match];
  const rule = wordFor(words.matchRules, line.rule);
  for (const { file, sheet, row } of line.invoiced.rows) {
    yield {
      row: home,
      side: texts.sides.invoice,
      match,
      rule,
      rows: ONE_ROW,
      file,
      sheet: sheet ?? undefined,
      sourceRow: countCell(row),
    };
  }
  if (line.usage.rows > 0) {
    const level = book.usageLevelOf(line.level);
    yield {
      row: home,
      side: texts.sides.usage,
      match,
      rule,
      rows: countCell(line.usage.rows),
      file: level === undefined ? undefined : words.levels[level],
    };
  }
  for (const { rule: found, score, subscriptionId, sku, customerOrgId, consumerId } of line.suggestions) {
    yield {
      row: home,
      side: texts.sides.suggestion,
      match,
      rule: words.suggestionRules[found],
      score: numberCell(score),
      candidate: [subscriptionId, sku, customerOrgId, consumerId].filter(Boolean).join(' / '),
    };
  }
}

const ONE_ROW = countCell(1);
