import { COALESCED_FIELDS, type InvoiceField } from '#core/mapping/invoice-field.ts';
import type { DraftView, WireDraftChoices } from '#shared/ipc/contract/imports.ts';

/** The sheet whose columns are mapped; null for a file without sheets. */
export const mainSheet = (view: DraftView): string | null => view.tables[view.mainTable]?.sheet ?? null;

/** A proposed header counts once a person has said something that stands on it. */
function headerOf(view: DraftView): WireDraftChoices['header'] {
  const { header, choices } = view;
  if (choices.header !== null || header?.ground !== 'proposed') return choices.header;
  return { sheet: mainSheet(view), row: header.row, rows: header.rows };
}

/**
 * The choices with another field for a column; null reads the column no more. A field that only one column can fill
 * leaves the column that had it.
 */
export function withField(view: DraftView, column: number, field: InvoiceField | null): WireDraftChoices {
  const others = view.columns.flatMap((own) => {
    const isTaken = own.field === field && (field === null || COALESCED_FIELDS[field] === undefined);
    return own.field === null || own.column === column || isTaken
      ? []
      : [{ column: own.column, field: own.field }];
  });
  const columns = field === null ? others : [...others, { column, field }];
  return { ...view.choices, header: headerOf(view), columns };
}

/** The choices with the header in another place: its columns are found anew. No rows: lines begin at `row`. */
export const withHeader = (view: DraftView, row: number, rows: 0 | 1 | 2): WireDraftChoices => ({
  ...view.choices,
  header: { sheet: mainSheet(view), row, rows },
  columns: null,
});

/** The view as it will be, as far as the window knows: the next choice is made on top of this one. */
export const expected = (view: DraftView, choices: WireDraftChoices): DraftView => ({
  ...view,
  choices,
  columns:
    choices.columns === null
      ? view.columns
      : view.columns.map((own) => {
          const field = choices.columns?.find(({ column }) => column === own.column)?.field ?? null;
          return field === own.field ? own : { ...own, field, ground: field === null ? null : 'chosen' };
        }),
});
