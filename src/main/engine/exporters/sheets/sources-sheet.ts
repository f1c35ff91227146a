import { countCell } from '#core/workbook/cell.ts';
import type { TableModel } from '#core/workbook/column.ts';
import {
  DICTIONARY_TABLE,
  NOTES_TABLE,
  SHEETS_TABLE,
  SOURCES_TABLE,
} from '#core/workbook/tables/reference-tables.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from '../book.ts';
import { placeOf } from '../cause.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { issueText } from './exceptions-sheet.ts';
import { stackedSheet } from './stacked-sheet.ts';

/** Sources: the files and their fingerprints, what each sheet holds, remarks, and what every column means. */
export function sourcesSheet(book: Book, others: readonly SheetPlan[]): SheetPlan {
  const { texts, result, words } = book;
  const notes = result.issues.filter(({ severity }) => severity === 'info');
  const dictionary = dictionaryOf(others);
  return stackedSheet(
    book,
    'sources',
    [18, 16, 40, 14, 68],
    [
      {
        kind: 'table',
        title: texts.sourcesSheet.filesTitle,
        model: SOURCES_TABLE,
        rowCount: result.sources.length,
        *rows() {
          for (const { kind, level, file, rows, sha256 } of result.sources) {
            yield {
              kind: words.sourceKinds[kind],
              level: level === null ? undefined : words.levels[level],
              file,
              rows: countCell(rows),
              sha256,
            };
          }
        },
      },
      {
        kind: 'table',
        title: texts.sourcesSheet.sheetsTitle,
        model: SHEETS_TABLE,
        rowCount: others.length,
        *rows() {
          for (const { name, rowCount } of others) {
            const shortened = book.shortened.get(name);
            yield {
              sheet: name,
              rows: countCell(rowCount),
              shortened: shortened
                ? fillMessage(texts.sourcesSheet.shortened, {
                    count: shortened.count.toString(),
                    first: shortened.first,
                  })
                : texts.none,
            };
          }
        },
      },
      {
        kind: 'table',
        title: texts.sourcesSheet.notesTitle,
        model: NOTES_TABLE,
        rowCount: notes.length,
        *rows() {
          for (const issue of notes) {
            yield {
              code: issue.code,
              row: issue.row === null ? undefined : countCell(issue.row),
              file: placeOf({ ...issue, row: null }, book),
              column: issue.column ?? undefined,
              note: issueText(issue, book),
            };
          }
        },
      },
      {
        kind: 'table',
        title: texts.sourcesSheet.dictionaryTitle,
        model: DICTIONARY_TABLE,
        rowCount: dictionary.length,
        *rows() {
          for (const { sheet, model, index } of dictionary) {
            const column = model.columns[index];
            if (!column) continue;
            yield {
              sheet,
              origin: column.input === true ? texts.sourcesSheet.input : texts.sourcesSheet.content,
              column: column.header[book.language],
              kind: texts.columnKinds[column.kind],
              meaning: column.meaning[book.language],
            };
          }
        },
      },
    ],
  );
}

interface DictionaryEntry {
  readonly sheet: string;
  readonly model: TableModel;
  readonly index: number;
}

/** Each column of each table, once, even where its rows fill several sheets. */
function dictionaryOf(plans: readonly SheetPlan[]): readonly DictionaryEntry[] {
  const seen = new Set<string>();
  return plans.flatMap((plan) =>
    plan.tables.flatMap(({ model }) => {
      if (seen.has(model.name)) return [];
      seen.add(model.name);
      return model.columns.map((_column, index) => ({ sheet: plan.name, model, index }));
    }),
  );
}
