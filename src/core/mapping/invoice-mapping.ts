import type { DateOrder } from './date-text.ts';
import { headerKey } from './header-key.ts';
import type { ColumnAssignment, InvoiceField } from './invoice-field.ts';
import type { NumberStyle } from './number-style.ts';

/** The version of the file format. */
export const MAPPING_SCHEMA = 'tieout.mapping/1';

/** One column of a saved mapping: found again by its name, wherever it stands. */
export interface MappedColumn {
  /** As the header names it; compared by `headerKey`. */
  readonly name: string;
  readonly field: InvoiceField;
  /** How the figures of this column are written; null for columns of other kinds and for typed numbers. */
  readonly numberStyle: NumberStyle | null;
  /**
   * 1-based place of the column, where its name alone does not tell it: the header has the name twice, or none at
   * all. Absent wherever the name suffices.
   */
  readonly position?: number | undefined;
}

/** Rows that are to be left out: those whose cell in `column` is `equals`, compared by `headerKey`. */
export interface SkipRule {
  readonly column: string;
  readonly equals: string;
}

/**
 * A saved template: how to read next month's invoice of the same layout. The JSON of a mapping file, so what is
 * absent is null.
 */
export interface InvoiceMapping {
  readonly schema: typeof MAPPING_SCHEMA;
  /** Names the layout: a hash of the header's names in any order. */
  readonly headerFingerprint: string;
  /** All header names when it was saved, for naming what has changed. */
  readonly headers: readonly string[];
  /** `recognised`: every sheet that has these columns. `named`: the one of this name. */
  readonly sheet: { readonly rule: 'recognised' } | { readonly rule: 'named'; readonly name: string };
  /**
   * Where the header stood: its 1-based row, and whether a group row stands above the names. A hint, not a rule; but
   * without a header (0 rows) the lines begin there.
   */
  readonly header: { readonly row: number; readonly rows: 0 | 1 | 2 };
  /** A field that several columns fill together has them in order of preference. */
  readonly columns: readonly MappedColumn[];
  readonly dateOrder: DateOrder | null;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  /** ISO 4217; stands in where the file names none. */
  readonly currency: string | null;
  readonly skipRows: readonly SkipRule[];
}

const FNV_OFFSET = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const MASK_64 = (1n << 64n) - 1n;

/** A short name for a layout: equal headers in any order give the same (FNV-1a of 64 bits; a name, not a seal). */
export function headerFingerprint(names: readonly string[]): string {
  const keys = names
    .map(headerKey)
    .filter((key) => key !== '')
    .sort();
  let hash = FNV_OFFSET;
  for (const character of keys.join('|')) {
    let code = BigInt(character.codePointAt(0) ?? 0);
    for (; code > 0n; code >>= 8n) hash = ((hash ^ (code & 0xffn)) * FNV_PRIME) & MASK_64;
  }
  return hash.toString(16).padStart(16, '0');
}

/** What has changed between a mapping's header and a file's. */
export interface ColumnDifference {
  /** Mapped columns that the file does not have. */
  readonly missing: readonly string[];
  /** Columns that the mapping does not know. */
  readonly added: readonly string[];
  /** A missing column and an added one that seems to be the same. */
  readonly renamed: readonly { readonly from: string; readonly to: string }[];
}

/** A mapping's columns found in a table, or what is different there. */
export type MappingFit =
  | { readonly fits: true; readonly columns: readonly ColumnAssignment[] }
  | { readonly fits: false; readonly difference: ColumnDifference };

/**
 * Finds a mapping's columns by name, wherever they have moved to. A mapped column that is missing, or that stands
 * there twice, is no fit. `fieldOf` says what an added column seems to be, for naming renamed ones.
 */
export function fitMapping(
  mapping: InvoiceMapping,
  names: readonly string[],
  fieldOf: (name: string) => string | undefined,
): MappingFit {
  const places = new Map<string, number[]>();
  for (const [column, name] of names.entries()) {
    const key = headerKey(name);
    if (key !== '') places.set(key, [...(places.get(key) ?? []), column]);
  }
  const columns: ColumnAssignment[] = [];
  const missing: MappedColumn[] = [];
  for (const mapped of mapping.columns) {
    const column = placeOf(mapped, names, places);
    if (column === undefined) missing.push(mapped);
    else columns.push({ column, name: names[column] ?? mapped.name, field: mapped.field });
  }
  if (missing.length === 0) return { fits: true, columns };
  const known = new Set(mapping.headers.map(headerKey));
  const added = names.filter((name) => name !== '' && !known.has(headerKey(name)));
  const renamed = missing.flatMap(({ name, field }) => {
    const to = added.find((candidate) => fieldOf(candidate) === field);
    return to === undefined ? [] : [{ from: name, to }];
  });
  return {
    fits: false,
    difference: {
      missing: missing.map(({ name }) => name).filter((name) => !renamed.some(({ from }) => from === name)),
      added: added.filter((name) => !renamed.some(({ to }) => to === name)),
      renamed,
    },
  };
}

/** Where a mapped column stands: by its name, and by its position only where the name does not tell it. */
function placeOf(
  { name, position }: MappedColumn,
  names: readonly string[],
  places: ReadonlyMap<string, readonly number[]>,
): number | undefined {
  const key = headerKey(name);
  const given = position === undefined ? undefined : position - 1;
  if (key === '') return given !== undefined && headerKey(names[given] ?? '') === '' ? given : undefined;
  const [column, twin] = places.get(key) ?? [];
  if (twin === undefined) return column;
  return given !== undefined && places.get(key)?.includes(given) === true ? given : undefined;
}

/** The position that a column's mapping needs beside its name; undefined where the name tells it. */
export function neededPosition(name: string, column: number, names: readonly string[]): number | undefined {
  const key = headerKey(name);
  const isTold = key !== '' && names.filter((other) => headerKey(other) === key).length === 1;
  return isTold ? undefined : column + 1;
}

/** The difference in words that need no translation: `- Qty; + Discount; Rate -> Unit Rate`. */
export function describeDifference({ missing, added, renamed }: ColumnDifference): string {
  return [
    ...missing.map((name) => `- ${name}`),
    ...added.map((name) => `+ ${name}`),
    ...renamed.map(({ from, to }) => `${from} -> ${to}`),
  ].join('; ');
}
