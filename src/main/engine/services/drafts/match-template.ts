import { claimOf } from '#core/mapping/column-claims.ts';
import { findMappedHeader, type HeaderFinding } from '#core/mapping/header-detection.ts';
import { fitMapping, headerFingerprint } from '#core/mapping/invoice-mapping.ts';
import { isEmptyCell, type SheetRow } from '#core/tabular/table.ts';
import { parseInvoiceMapping } from '../../importers/invoice/mapping-file.ts';
import type { HeldTableFile } from '../../importers/tabular/hold-table-file.ts';
import type { TemplateVersion } from '../../repositories/templates.ts';
import { NO_CHOICES, type AppliedTemplate, type DraftChoices } from './draft.ts';

/** A template that a file is read by, and what of it still has to be chosen. */
export interface TemplateMatch {
  readonly template: AppliedTemplate;
  readonly choices: DraftChoices;
}

/** A stored version, ready to be read by. */
export const appliedTemplate = (stored: TemplateVersion): AppliedTemplate => ({
  templateId: stored.templateId,
  name: stored.name,
  version: stored.version,
  columns: stored.columns,
  mapping: parseInvoiceMapping(stored.mapping, stored.name),
});

interface Place {
  readonly sheet: string | undefined;
  readonly header: HeaderFinding;
}

/** As many rows as a header is searched in. */
const FIRST_ROWS = 51;

function firstRows(rows: readonly SheetRow[]): readonly SheetRow[] {
  const filled: SheetRow[] = [];
  for (const row of rows) {
    if (row.cells.every(isEmptyCell)) continue;
    filled.push(row);
    if (filled.length === FIRST_ROWS) break;
  }
  return filled;
}

/** Where a template's columns stand in a file; the table that has most of them. */
function placeOf(
  template: AppliedTemplate,
  file: HeldTableFile,
): { place: Place; found: number } | undefined {
  const wanted = template.mapping.columns.map(({ name }) => name);
  let best: { place: Place; found: number } | undefined;
  for (const [index, { sheet }] of file.tables.entries()) {
    const header = findMappedHeader(firstRows(file.rowsOf(index)), wanted);
    if (header === undefined) continue;
    const found = fittingColumns(template, header).length;
    if (found > (best?.found ?? 0)) best = { place: { sheet, header }, found };
  }
  return best;
}

/** The mapped columns that a header has. */
function fittingColumns({ mapping }: AppliedTemplate, { names }: HeaderFinding): DraftColumns {
  return mapping.columns.flatMap((mapped) => {
    const fit = fitMapping({ ...mapping, columns: [mapped] }, names, (name) => claimOf(name)?.meaning);
    return fit.fits ? fit.columns.map(({ column, field }) => ({ column, field })) : [];
  });
}
type DraftColumns = NonNullable<DraftChoices['columns']>;

/**
 * Reads a file by a template: where every column of it stands there, as it is; else with those that do, and the others
 * are left for a person to choose. Undefined where fewer than two of its columns are in the file.
 */
export function applyTemplate(template: AppliedTemplate, file: HeldTableFile): TemplateMatch | undefined {
  const best = placeOf(template, file);
  if (best === undefined || best.found < 2) return undefined;
  if (best.found === template.mapping.columns.length) return { template, choices: NO_CHOICES };
  const { sheet, header } = best.place;
  return {
    template,
    choices: {
      ...NO_CHOICES,
      header: { sheet, row: header.row, rows: header.rows },
      columns: fittingColumns(template, header),
      currency: template.mapping.currency ?? undefined,
      skipRows: template.mapping.skipRows,
    },
  };
}

/**
 * The template of a file's layout: the one with exactly this header, else the one of which most columns, and at least
 * half, stand in the file: its layout has changed. Of equals the one saved last.
 */
export function matchTemplate(
  templates: readonly TemplateVersion[],
  file: HeldTableFile,
): TemplateMatch | undefined {
  let best: { match: TemplateMatch; share: number } | undefined;
  for (const stored of templates) {
    const template = appliedTemplate(stored);
    const place = placeOf(template, file);
    if (place === undefined) continue;
    const isSame = headerFingerprint(place.place.header.names) === stored.headerFingerprint;
    const share = isSame ? 2 : place.found / template.mapping.columns.length;
    if (share < 0.5 || share <= (best?.share ?? 0)) continue;
    const match = applyTemplate(template, file);
    if (match !== undefined) best = { match, share };
  }
  return best?.match;
}
