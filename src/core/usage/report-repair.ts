import { decodeWebexId, cleanId, isUuid } from '../ids.ts';
import { readDateText } from '../mapping/date-text.ts';
import { readNumberText } from '../mapping/number-text.ts';
import type { ReportColumns, ReportField } from './report-columns.ts';

/**
 * Rows with more cells than the header: somebody left a comma unquoted in a name or a description. Such a row is put
 * together again only where the cells that can be nothing else (ids, dates, the quantity) leave a single way to do
 * so; a row that could be read in two ways stays out of the figures.
 */

/** What the rows that fit their header have shown about each column. The order of rows has no say in it. */
export interface ColumnShapes {
  /** Takes note of a row that fits the header. */
  readonly learn: (cells: readonly string[]) => void;
  /** The cells joined so that they fit the header, or undefined where there is no way, or more than one. */
  readonly repair: (cells: readonly string[]) => readonly string[] | undefined;
}

/** What a cell of a column can be. A `text` may have taken in its neighbours, the others never have a comma. */
type Shape = 'date' | 'quantity' | 'id' | 'token' | 'text';

/** Columns of ids: UUIDs, as bare ones or in Webex's own encoding, unless the report shows otherwise. */
const ID_FIELDS: readonly ReportField[] = [
  'PARTNER_ORG_ID',
  'CUSTOMER_ORG_ID',
  'SUBSCRIBER_ID',
  'USER_ID',
  'WORKSPACE_ID',
  'LOCATION_ID',
];
/** Columns of codes: one word without spaces, unless the report shows otherwise. */
const TOKEN_FIELDS: readonly ReportField[] = ['SUBSCRIPTION_ID', 'SKU', 'SERVICE_NAME'];
const REQUIRED_TOKENS: readonly ReportField[] = ['SUBSCRIPTION_ID', 'SKU'];

interface OpenColumn {
  readonly index: number;
  readonly isId: boolean;
  last: string;
}

/** A row with more surplus cells than this is not one row with some commas. */
const MOST_SURPLUS = 16;

const isId = (cell: string): boolean => {
  const cleaned = cleanId(cell);
  return cleaned === '' || isUuid(cleaned) || decodeWebexId(cleaned) !== undefined;
};
/** A space before a word is how a sentence goes on behind its comma: ` EU` is no code, but the end of a description. */
const isToken = (cell: string): boolean => !/[\s,]/.test(cell);
const isDate = (cell: string): boolean => readDateText(cell) !== undefined;
const isQuantity = (cell: string): boolean => readNumberText(cell) !== undefined;
/** A cell that can be nothing but an id or a date. */
const isAnchor = (cell: string): boolean => (cell.trim() !== '' && isId(cell)) || isDate(cell);
const DATE_FIELDS = [
  'CONSUMPTION_START_DATE',
  'CONSUMPTION_END_DATE',
] as const satisfies readonly ReportField[];
/** A date with its separators: eight digits alone may be somebody's id. */
const isWrittenDate = (cell: string): boolean => /\d[-/.]\d/.test(cell) && isDate(cell);
/** A number that an unquoted comma has cut: `1,234` or `12,5`. */
const isCutNumber = (cells: readonly string[]): boolean =>
  cells.length > 1 && cells.every((cell) => /^[-+]?\d+(?:\.\d+)?$/.test(cell.trim()));

/** Learns the shapes of a report's columns, and repairs rows by them. `delimiter` is what has cut them. */
export function learnShapes(columns: ReportColumns, delimiter = ','): ColumnShapes {
  const fieldAt = new Map<number, ReportField>(
    Object.entries(columns.indexOf).map(([field, index]) => [index, field as ReportField]),
  );
  const idEvidence = new Map<number, 'ids' | 'others'>();
  const spaced = new Set<number>();

  /** The columns that may still show something new, each with the cell that it was last seen with. */
  let open: readonly OpenColumn[] = [...fieldAt].map(([index, field]) => ({
    index,
    isId: ID_FIELDS.includes(field),
    last: '',
  }));

  const learnCell = (column: OpenColumn, cell: string): void => {
    const { index } = column;
    if (column.isId && idEvidence.get(index) !== 'others')
      idEvidence.set(index, isId(cell) ? 'ids' : 'others');
    if (!spaced.has(index) && !isToken(cell)) spaced.add(index);
    const isSettled = spaced.has(index) && (!column.isId || idEvidence.get(index) === 'others');
    if (isSettled) open = open.filter((other) => other !== column);
  };
  const learn: ColumnShapes['learn'] = (cells) => {
    for (const column of open) {
      const cell = cells[column.index] ?? '';
      if (cell === '' || cell === column.last) continue;
      // A UUID after a UUID shows nothing new.
      const isLikeLast = column.isId && idEvidence.get(column.index) === 'ids' && isUuid(cell);
      if (!isLikeLast) learnCell(column, cell);
      column.last = cell;
    }
  };

  const shapeOf = (index: number, isStrict: boolean): Shape => {
    const field = fieldAt.get(index);
    if (field === undefined) return 'text';
    if (field === 'QUANTITY') return 'quantity';
    if (DATE_FIELDS.some((date) => date === field)) return 'date';
    if (ID_FIELDS.includes(field)) {
      const evidence = idEvidence.get(index);
      if (evidence === 'ids' || (evidence === undefined && isStrict)) return 'id';
      return spaced.has(index) ? 'text' : 'token';
    }
    return TOKEN_FIELDS.includes(field) && !spaced.has(index) ? 'token' : 'text';
  };

  return {
    learn,
    repair: (cells) => {
      if (cells.length - columns.names.length > MOST_SURPLUS) return undefined;
      // More dates than columns of dates: two rows have run into each other, and either figure would be a guess.
      if (cells.filter(isWrittenDate).length > DATE_FIELDS.length) return undefined;
      for (const isStrict of [true, false]) {
        const shapes = columns.names.map((_, index) => shapeOf(index, isStrict));
        const required = new Set(REQUIRED_TOKENS.map((field) => columns.indexOf[field] ?? -1));
        const plain = withoutEmptyEnd(cells, shapes.length);
        if (plain?.every((cell, index) => cellFits(cell, shapes[index] ?? 'text', required.has(index)))) {
          return plain;
        }
        const ways = findWays(cells, shapes, required, delimiter);
        const [only] = ways;
        if (ways.length > 1) return undefined;
        if (only) return only.isProven ? only.cells : undefined;
      }
      return undefined;
    },
  };
}

interface Way {
  readonly cells: readonly string[];
  /**
   * Neither the quantity nor a key was put together: what is compared must stand in the file as it is. A cut quantity
   * leaves no anchor to prove the others by, and a key of two cells may be a key and a quantity that can't be read.
   */
  readonly isProven: boolean;
}

/** The row as it stands, where all that goes beyond the header is empty: commas too many at its end. */
const withoutEmptyEnd = (cells: readonly string[], width: number): readonly string[] | undefined =>
  cells.slice(width).every((cell) => cell.trim() === '') ? cells.slice(0, width) : undefined;

/** The ways, two at most, to join neighbouring cells so that each column gets what it can hold. */
function findWays(
  cells: readonly string[],
  shapes: readonly Shape[],
  required: ReadonlySet<number>,
  delimiter: string,
): readonly Way[] {
  const ways: Way[] = [];
  const walk = (column: number, at: number, joined: readonly string[], isProven: boolean): void => {
    if (ways.length > 1) return;
    const shape = shapes[column];
    if (shape === undefined) {
      if (cells.slice(at).every((cell) => cell.trim() === '')) ways.push({ cells: joined, isProven });
      return;
    }
    const surplus = cells.length - at - (shapes.length - column);
    const most = shape === 'text' || shape === 'quantity' ? surplus + 1 : 1;
    for (let taken = 1; taken <= most && at + taken <= cells.length; taken += 1) {
      const part = cells.slice(at, at + taken);
      const text = part.join(delimiter);
      if (taken > 1 && shape === 'text' && part.at(-1)?.trim() === '') continue;
      // What was an id or a date of its own was never a piece of a text: two rows have run into each other.
      if (taken > 1 && shape === 'text' && part.some(isAnchor)) break;
      const isCut = shape === 'quantity' && taken > 1;
      const isJoined = taken > 1 && (isCut || required.has(column));
      const fits = isCut ? isCutNumber(part) : cellFits(text, shape, required.has(column));
      if (fits) walk(column + 1, at + taken, [...joined, text], isProven && !isJoined);
    }
  };
  walk(0, 0, [], true);
  return ways;
}

function cellFits(cell: string, shape: Shape, isRequired: boolean): boolean {
  switch (shape) {
    case 'date':
      return isDate(cell);
    case 'quantity':
      return isQuantity(cell);
    case 'id':
      return isId(cell);
    case 'token':
      return isToken(cell) && (!isRequired || cell.trim() !== '');
    case 'text':
      return !isRequired || cell.trim() !== '';
  }
}
