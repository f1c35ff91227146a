import { columnLetter } from '#core/tabular/table.ts';
import type { CellLink } from '../render/cell-xml.ts';
import type { SheetRenderer } from '../render/sheet-renderer.ts';
import { xmlText } from '../render/xml-text.ts';
import { STEP, type SheetPlan } from '../sheet-plan.ts';
import { quotedSheetName } from '#core/workbook/sheets.ts';
import { bytePieces } from './byte-pieces.ts';

/** A sheet's part: exceljs's frame with our rows, links and remarks in their places. */
export async function* sheetPart(
  plan: SheetPlan,
  frame: string,
  renderer: SheetRenderer,
  onPiece: (rows: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  const { before, after } = splitFrame(frame);
  const pieces = bytePieces();
  let rows = 0;
  const head = before.replace(/<dimension ref="[^"]*"\/>/, `<dimension ref="${dimensionOf(plan)}"/>`);
  const first = pieces.add(`${head}<sheetData>`);
  if (first) yield first;
  for (const row of plan.rows(renderer)) {
    if (row === STEP) {
      await onPiece(0);
      continue;
    }
    rows += 1;
    const piece = pieces.add(row);
    if (piece === undefined) continue;
    yield piece;
    await onPiece(rows);
    rows = 0;
  }
  await onPiece(rows);
  const last = pieces.add(`</sheetData>${withLinks(withRemarks(after, plan), renderer.log.links)}`);
  if (last) yield last;
  const rest = pieces.rest();
  if (rest.length > 0) yield rest;
}

function splitFrame(frame: string): { readonly before: string; readonly after: string } {
  const empty = frame.indexOf('<sheetData/>');
  if (empty >= 0) return { before: frame.slice(0, empty), after: frame.slice(empty + '<sheetData/>'.length) };
  const start = frame.indexOf('<sheetData>');
  const end = frame.indexOf('</sheetData>');
  if (start < 0 || end < 0) throw new Error('The shell of a sheet has no place for rows');
  return { before: frame.slice(0, start), after: frame.slice(end + '</sheetData>'.length) };
}

const dimensionOf = (plan: SheetPlan): string =>
  `A1:${columnLetter(Math.max(plan.columnWidths.length, 1) - 1)}${Math.max(plan.lastRow, 1)}`;

/** Links stand after the validations and before the page set-up. */
function withLinks(after: string, links: readonly CellLink[]): string {
  if (links.length === 0) return after;
  const xml = links
    .map(
      ({ cell, sheetName, target }) =>
        `<hyperlink ref="${cell}" location="${xmlText(`${quotedSheetName(sheetName)}!${target}`)}"/>`,
    )
    .join('');
  const place = after.search(/<(printOptions|pageMargins)/);
  if (place < 0) throw new Error('The shell of a sheet has no place for links');
  return `${after.slice(0, place)}<hyperlinks>${xml}</hyperlinks>${after.slice(place)}`;
}

/** Keeps Excel from marking ids that look like numbers: they are text on purpose. */
function withRemarks(after: string, plan: SheetPlan): string {
  if (plan.tables.length === 0) return after;
  const remark = `<ignoredErrors><ignoredError sqref="${dimensionOf(plan)}" numberStoredAsText="1" unlockedFormula="1" calculatedColumn="1"/></ignoredErrors>`;
  const place = after.search(/<(drawing|legacyDrawing|tableParts|extLst)|<\/worksheet>/);
  return after.slice(0, place) + remark + after.slice(place);
}
