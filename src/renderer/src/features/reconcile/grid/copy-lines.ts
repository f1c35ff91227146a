import type { TFunction } from 'i18next';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { LineFilter, LineRow, LineSort } from '#shared/ipc/contract/result-lines.ts';
import type { Language } from '#shared/messages/language.ts';
import { MOST_ROWS_A_PAGE } from '#shared/limits.ts';
import { api } from '../../../lib/api.ts';
import { valueOf } from '../../../lib/error-store.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { tellNews } from '../../../lib/news-store.ts';
import { copyTable, putOnClipboard } from '../../../ui/data-grid/copy-table.ts';
import { arrangeColumns, type GridColumn, type GridLayout } from '../../../ui/data-grid/grid-column.ts';

/** More rows than these are for the workbook. */
const MOST_COPIED = 20_000;

/** Puts every line of a list on the clipboard, in its order and with the columns that are shown. */
export async function copyLines(
  request: {
    readonly runId: string;
    readonly level: UsageLevel;
    readonly filter: LineFilter;
    readonly sort: LineSort;
    readonly withUsers: boolean;
  },
  columns: readonly GridColumn<LineRow>[],
  layout: GridLayout,
  { t, language }: { readonly t: TFunction<'reconcile'>; readonly language: Language },
): Promise<void> {
  const rows: LineRow[] = [];
  for (;;) {
    const page = await valueOf(
      api().results.listLines({ ...request, offset: rows.length, limit: MOST_ROWS_A_PAGE }),
    );
    if (page === undefined) return;
    if (page.total > MOST_COPIED) {
      tellNews({ text: t('tooManyToCopy', { most: formatCount(MOST_COPIED, language) }) });
      return;
    }
    rows.push(...page.rows);
    if (rows.length >= page.total || page.rows.length === 0) break;
  }
  const isCopied = putOnClipboard(copyTable(arrangeColumns(columns, layout), rows));
  tellNews({ text: isCopied ? t('copied', { count: rows.length }) : t('copyFailed') });
}
