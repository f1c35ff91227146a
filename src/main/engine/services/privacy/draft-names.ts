import { cellText } from '#core/tabular/table.ts';
import type { Draft, DraftAnalysis } from '../drafts/draft.ts';
import type { MaskKind } from './masker.ts';
import { kindOfColumn } from './personal-columns.ts';
import type { FurtherNames } from './screen-masks.ts';

/** What the columns of a draft name, by their places. */
export const draftColumnKinds = ({ analysis }: Draft): ReadonlyMap<number, MaskKind> =>
  new Map(
    analysis.columns.flatMap(({ column, name, field }) => {
      const kind = kindOfColumn(name, field);
      return kind === undefined ? [] : [[column, kind] as const];
    }),
  );

const gathered = new WeakMap<DraftAnalysis, FurtherNames>();

/** The users and customers that a draft names, so that they are found in its free texts too. */
export function draftNames(draft: Draft): FurtherNames {
  const held = gathered.get(draft.analysis);
  if (held !== undefined) return held;
  const { header, mainTable } = draft.analysis;
  const users = new Set<string>();
  const customers = new Set<string>();
  const kinds = [...draftColumnKinds(draft)];
  const first = header === undefined ? 0 : header.row + header.rows;
  for (const row of kinds.length === 0 ? [] : draft.file.rowsOf(mainTable)) {
    if (row.row < first) continue;
    for (const [column, kind] of kinds) {
      const cell = row.cells[column];
      const text = cell === undefined ? '' : cellText(cell).trim();
      if (text !== '') (kind === 'user' ? users : customers).add(text);
    }
  }
  const names = { users, customers };
  gathered.set(draft.analysis, names);
  return names;
}
