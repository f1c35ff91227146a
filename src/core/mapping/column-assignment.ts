import { claimOf, type ColumnClaim } from './column-claims.ts';
import { KNOWN_COLUMNS, type ColumnMeaning, type KnownColumn } from './field-aliases.ts';
import {
  COALESCED_FIELDS,
  INVOICE_FIELDS,
  type ColumnAssignment,
  type InvoiceField,
} from './invoice-field.ts';

/** Two or more columns that claim one field with equal right. */
export interface AmbiguousField {
  readonly field: InvoiceField;
  readonly names: readonly string[];
}

/** What the columns of a table are. */
export interface Assignment {
  /** In the order of fields; a field that several columns fill together has them in order of preference. */
  readonly columns: readonly ColumnAssignment[];
  readonly ambiguous: readonly AmbiguousField[];
  /** Columns that are known and not read as a field. */
  readonly known: readonly {
    readonly column: number;
    readonly name: string;
    readonly meaning: KnownColumn;
  }[];
  /** How many different meanings were recognised, fields and known columns. */
  readonly recognised: number;
  /** Sum of the strengths, capped at 3 each: breaks ties between header candidates. */
  readonly strength: number;
}

/** A column's header: the name that is shown, and the names to look up, best first. */
export interface ColumnHeader {
  readonly column: number;
  readonly name: string;
  readonly lookups: readonly string[];
}

interface Candidate {
  readonly header: ColumnHeader;
  readonly claim: ColumnClaim;
}

const KNOWN: ReadonlySet<ColumnMeaning> = new Set(KNOWN_COLUMNS);
const isKnownColumn = (meaning: ColumnMeaning): meaning is KnownColumn => KNOWN.has(meaning);

/** A weak name such as `Total` may be the gross amount where tax has a column of its own. */
const WEAKEST_AMOUNT = 1;

function candidatesOf(headers: readonly ColumnHeader[]): Map<ColumnMeaning, Candidate[]> {
  const byMeaning = new Map<ColumnMeaning, Candidate[]>();
  for (const header of headers) {
    for (const lookup of header.lookups) {
      const claim = claimOf(lookup);
      if (claim === undefined) continue;
      const group = byMeaning.get(claim.meaning);
      if (group === undefined) byMeaning.set(claim.meaning, [{ header, claim }]);
      else group.push({ header, claim });
      break;
    }
  }
  return byMeaning;
}

function isGrossSuspect(byMeaning: ReadonlyMap<ColumnMeaning, readonly Candidate[]>): boolean {
  const amounts = byMeaning.get('amount') ?? [];
  return (
    amounts.every(({ claim }) => claim.strength <= WEAKEST_AMOUNT) &&
    (byMeaning.has('tax-amount') || byMeaning.has('gross-amount'))
  );
}

/** Gives each field its column. The surest name wins; equals are ambiguous, never guessed. */
export function assignColumns(headers: readonly ColumnHeader[]): Assignment {
  const byMeaning = candidatesOf(headers);
  const columns: ColumnAssignment[] = [];
  const ambiguous: AmbiguousField[] = [];
  let strength = 0;
  for (const candidates of byMeaning.values()) {
    strength += Math.min(3, Math.max(...candidates.map(({ claim }) => claim.strength)));
  }
  for (const field of INVOICE_FIELDS) {
    const candidates = [...(byMeaning.get(field) ?? [])].sort(
      (a, b) => b.claim.strength - a.claim.strength || a.header.column - b.header.column,
    );
    const best = candidates[0];
    if (best === undefined) continue;
    if (field === 'amount' && isGrossSuspect(byMeaning)) continue;
    const equals = candidates.filter(({ claim }) => claim.strength === best.claim.strength);
    if (equals.length > 1) {
      ambiguous.push({ field, names: equals.map(({ header }) => header.name) });
      continue;
    }
    const threshold = COALESCED_FIELDS[field];
    const chosen = candidates.filter(
      (candidate) => candidate === best || (threshold !== undefined && candidate.claim.strength >= threshold),
    );
    for (const { header } of chosen) columns.push({ column: header.column, name: header.name, field });
  }
  const known = [...byMeaning]
    .flatMap(([meaning, candidates]) =>
      isKnownColumn(meaning)
        ? candidates.map(({ header }) => ({ column: header.column, name: header.name, meaning }))
        : [],
    )
    .sort((a, b) => a.column - b.column);
  return { columns, ambiguous, known, recognised: byMeaning.size, strength };
}

/** The fields without which rows can't be read: who knows no SKU, no quantity and no money has no invoice. */
export function missingFields(assignment: Assignment): readonly InvoiceField[] {
  const has = new Set<InvoiceField>([
    ...assignment.columns.map(({ field }) => field),
    ...assignment.ambiguous.map(({ field }) => field),
  ]);
  const missing: InvoiceField[] = [];
  if (!has.has('sku')) missing.push('sku');
  if (!has.has('quantity')) missing.push('quantity');
  if (!has.has('amount') && !has.has('unitPrice')) missing.push('amount');
  return missing;
}
