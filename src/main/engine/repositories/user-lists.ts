import { formatMicros, micros } from '#core/decimal/micros.ts';
import { defined } from '#core/assert.ts';
import { displayId } from '#core/ids.ts';
import type { LineFilter, LineRow, LineSort, ListedUsers } from '#shared/ipc/contract/result-lines.ts';
import type { ReadableDatabase } from '../db/handles.ts';
import { linesWhere } from './line-filter.ts';
import { readLines, readPositions, readTotals, type LineList } from './line-lists.ts';
import { toLineRow } from './line-rows.ts';
import type { LineUserRecord, LineUsers, UsersOfLine } from './line-users.ts';
import { foldForSearch } from './result-lines.ts';
import { restoreId } from '../usage-blocks/stored-id.ts';

/**
 * Opens the lines of a run as they were compared, and beneath each that names no user the users that the USER report
 * counts for it. A filter is about lines; a search also finds users: then their line stands with them alone.
 */
export function openUserList(
  database: ReadableDatabase,
  request: { readonly runPosition: bigint; readonly filter: LineFilter; readonly sort: LineSort },
  usersOfRun: () => LineUsers,
): LineList {
  const { runPosition, filter, sort } = request;
  // Asked for anew each time: of several runs only the last one's users are held.
  const lineUsers = usersOfRun();
  const searched = foldForSearch(filter.search ?? '').trim();
  const found = searched === '' ? undefined : lineUsers.found(searched);
  const { search: _search, ...unsearched } = filter;
  const byName =
    found === undefined ? undefined : new Set(readPositions(database, linesWhere(runPosition, filter), sort));
  const where =
    found === undefined
      ? linesWhere(runPosition, filter)
      : linesWhere(runPosition, unsearched, {
          search: searched,
          positions: [...found.keys()],
        });
  const positions = readPositions(database, where, sort);
  /** Whether a line stands here for some of its users only. */
  const isPartial = (position: number): boolean => byName !== undefined && !byName.has(position);
  const usersOf = (position: number): UsersOfLine | undefined =>
    (isPartial(position) ? found : lineUsers.ofLine)?.get(position);

  // Where each line stands in the list: before it are all lines before it and their users.
  const starts = new Int32Array(positions.length);
  let total = 0;
  let users = 0;
  let userDays = 0n;
  for (const [index, position] of positions.entries()) {
    starts[index] = total;
    const own = usersOf(position);
    total += 1 + (own?.users ?? 0);
    users += own?.users ?? 0;
    userDays += own?.userDays ?? 0n;
  }
  return {
    total,
    totals: readTotals(database, where),
    users: { users, userDays: formatMicros(micros(userDays)) },
    close: () => undefined,
    page: (offset, limit) => {
      const held = usersOfRun();
      const first = lastAtOrBefore(starts, offset);
      const end = Math.min(total, offset + limit);
      const shown: number[] = [];
      for (let index = first; index < positions.length && at(starts, index) < end; index += 1)
        shown.push(at(positions, index));
      return readLines(database, runPosition, shown).flatMap((record, place) => {
        const position = defined(shown[place], 'a line is read for each place');
        const start = at(starts, first + place);
        const line = { ...toLineRow(record), users: wireUsers(held.ofLine.get(position)) };
        const from = Math.max(0, offset - start - 1);
        const count = Math.min(usersOf(position)?.users ?? 0, end - start - 1) - from;
        const search = isPartial(position) ? searched : undefined;
        const beneath = count > 0 ? held.page(position, { offset: from, limit: count, search }) : [];
        return [...(start >= offset ? [line] : []), ...beneath.map((user) => userRow(line, user))];
      });
    },
  };
}

const at = (values: Int32Array, index: number): number => defined(values[index], 'within the list');

/** The place of the last start that is not after `offset`; starts ascend. */
function lastAtOrBefore(starts: Int32Array, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(starts, middle) <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

const wireUsers = (own: UsersOfLine | undefined): ListedUsers => ({
  users: own?.users ?? 0,
  userDays: formatMicros(micros(own?.userDays ?? 0n)),
});

/** A user beneath a line. It has usage and nothing else of its own: charge and difference stand at the line. */
function userRow(line: LineRow, user: LineUserRecord): LineRow {
  const id = user.raw ?? user.consumer;
  const isOfLine = line.customerOrgId !== null || line.customerExternalId !== null;
  return {
    ...line,
    kind: 'usage',
    lineKey: null,
    level: 'user',
    customerOrgId: isOfLine || user.org === null ? line.customerOrgId : displayId(user.org),
    customerExternalId:
      isOfLine || user.external === null ? line.customerExternalId : displayId(user.external),
    consumerId: id === null ? null : displayId(restoreId(id)),
    match: null,
    class: null,
    direction: 'nil',
    withinTolerance: true,
    lines: 0,
    differences: 0,
    unpriced: 0,
    invoicedPrice: null,
    expectedPrice: null,
    invoicedQuantity: null,
    userDays: formatMicros(micros(user.user_days)),
    expectedQuantity: null,
    varianceQuantity: null,
    invoicedAmount: null,
    expectedAmount: null,
    varianceAmount: null,
    explanations: [],
    signature: null,
    status: null,
    reviewed: false,
    assignee: null,
    due: null,
    users: null,
  };
}
