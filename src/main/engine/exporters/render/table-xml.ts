import type { WorkbookLanguage } from '#core/workbook/localised.ts';
import { columnLetter } from '#core/tabular/table.ts';
import type { TablePlacement } from '../sheet-plan.ts';
import { xmlText } from './xml-text.ts';

/** The cells of a table: header, rows and total. */
export function tableRange({ model, headerRow, rowCount, hasTotals }: TablePlacement): string {
  const last = headerRow + rowCount + (hasTotals ? 1 : 0);
  return `A${headerRow}:${columnLetter(model.columns.length - 1)}${last}`;
}

/** The part that declares a table. `id` is its number in the package. */
export function tableXml(placement: TablePlacement, id: number, language: WorkbookLanguage): string {
  const { model, name, headerRow, rowCount, hasTotals } = placement;
  const filtered = `A${headerRow}:${columnLetter(model.columns.length - 1)}${headerRow + rowCount}`;
  const columns = model.columns
    .map((column, index) => {
      const total = !hasTotals
        ? ''
        : column.total === 'label'
          ? ` totalsRowLabel="${xmlText(language === 'ja' ? '合計' : 'Total')}"`
          : column.total === 'sum'
            ? ' totalsRowFunction="sum"'
            : column.total === 'count'
              ? ' totalsRowFunction="count"'
              : '';
      return `<tableColumn id="${index + 1}" name="${xmlText(column.header[language])}"${total}/>`;
    })
    .join('');
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" id="${id}" name="${name}" ` +
    `displayName="${name}" ref="${tableRange(placement)}" ${hasTotals ? 'totalsRowCount="1"' : 'totalsRowShown="0"'}>` +
    `<autoFilter ref="${filtered}"/><tableColumns count="${model.columns.length}">${columns}</tableColumns>` +
    '<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
  );
}
