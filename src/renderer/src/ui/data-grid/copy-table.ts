import { isPlainFigure, startsAsFormula } from '#core/formula-text.ts';
import type { CopiedCell, GridColumn } from './grid-column.ts';

/** A table in the two forms that spreadsheets take. */
export interface CopiedTable {
  readonly text: string;
  readonly html: string;
}

/**
 * Rows as a table that pastes into a spreadsheet. Excel takes the HTML: there ids are marked as text, so that leading
 * zeros stay and nothing becomes a date, and figures are numbers whatever the separators of the computer are. The plain
 * text is for everything else; a text that a spreadsheet would run as a formula gets an apostrophe there.
 */
export function copyTable<Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[]): CopiedTable {
  const heads = columns.map(headOf);
  const cells = rows.map((row) => columns.map((column) => column.copy(row)));
  return {
    text: [heads.map(plainText), ...cells.map((line) => line.map(plainCell))]
      .map((line) => line.join('\t'))
      .join('\r\n'),
    html:
      '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table>' +
      `<thead><tr>${heads.map((head) => `<th>${escapeHtml(head)}</th>`).join('')}</tr></thead><tbody>` +
      cells.map((line) => `<tr>${line.map(htmlCell).join('')}</tr>`).join('') +
      '</tbody></table></body></html>',
  };
}

const headOf = <Row>({ band, title, unit }: GridColumn<Row>): string =>
  [band, title, unit === undefined ? undefined : `(${unit})`].filter((part) => part !== undefined).join(' ');

const isFigure = ({ text, kind }: CopiedCell): boolean => kind === 'number' && isPlainFigure(text);

const plainCell = (cell: CopiedCell): string => (isFigure(cell) ? cell.text : plainText(cell.text));

/** No cell may end the row or the column it stands in, or be taken for a formula. */
function plainText(text: string): string {
  const oneLine = text.replace(/[\t\r\n]+/g, ' ');
  return startsAsFormula(oneLine) ? `'${oneLine}` : oneLine;
}

const htmlCell = (cell: CopiedCell): string =>
  isFigure(cell)
    ? `<td x:num="${cell.text}">${cell.text}</td>`
    : `<td style="mso-number-format:'\\@'">${escapeHtml(cell.text)}</td>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/**
 * Puts a table on the clipboard. By the event of copying and not by the clipboard's own interface: that one asks for a
 * permission, and the window has none. Answers whether it worked.
 */
export function putOnClipboard(table: CopiedTable): boolean {
  const onCopy = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', table.text);
    event.clipboardData?.setData('text/html', table.html);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('copy', onCopy, { capture: true, once: true });
  try {
    // Deprecated, and the only way that needs no permission.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    return document.execCommand('copy');
  } finally {
    window.removeEventListener('copy', onCopy, { capture: true });
  }
}
