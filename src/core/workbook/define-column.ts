import type { ColumnKind, ColumnModel } from './column.ts';

/** Defines a column: id, headers, kind, width, and its meaning for the data dictionary. */
export function defineColumn<const Id extends string>(
  id: Id,
  header: readonly [en: string, ja: string],
  kind: ColumnKind,
  width: number,
  meaning: readonly [en: string, ja: string],
  more: Pick<ColumnModel, 'total' | 'input'> = {},
): ColumnModel<Id> {
  return {
    id,
    header: { en: header[0], ja: header[1] },
    kind,
    width,
    meaning: { en: meaning[0], ja: meaning[1] },
    ...more,
  };
}
