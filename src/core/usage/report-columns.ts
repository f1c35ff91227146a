import { AppError } from '../errors.ts';
import { columnLetter } from '../tabular/table.ts';
import type { UsageLevel } from './usage-row.ts';

/** The columns of Webex's billing reports. Their order in a file is not fixed: a column is known by its name alone. */
export const REPORT_FIELDS = [
  'PARTNER_NAME',
  'PARTNER_ORG_ID',
  'SUBSCRIPTION_ID',
  'SERVICE_NAME',
  'SKU',
  'DESCRIPTION',
  'CONSUMPTION_START_DATE',
  'CONSUMPTION_END_DATE',
  'QUANTITY',
  'CUSTOMER_ORG_ID',
  'CUSTOMER_EXTERNAL_ID',
  'SUBSCRIBER_ID',
  'USER_ID',
  'WORKSPACE_ID',
  'LOCATION_ID',
] as const;
export type ReportField = (typeof REPORT_FIELDS)[number];

/** Without these a row says nothing that could be compared with an invoice. */
export const REQUIRED_FIELDS = [
  'SUBSCRIPTION_ID',
  'SKU',
  'CONSUMPTION_START_DATE',
  'CONSUMPTION_END_DATE',
  'QUANTITY',
] as const satisfies readonly ReportField[];

/** Which column of a report holds what. */
export interface ReportColumns {
  readonly level: UsageLevel;
  /** 0-based. */
  readonly indexOf: Readonly<Partial<Record<ReportField, number>>>;
  /** The header's names as written, in column order. */
  readonly names: readonly string[];
  /** How many cells the header line has, empty ones at its end included. */
  readonly headerCells: number;
  /** Columns that Tieout does not know: kept with each row. */
  readonly extra: readonly { readonly index: number; readonly name: string }[];
}

/** A column's name for comparison: case, width, spaces, `_`, `-` and a byte order mark have no say. */
const foldName = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/[\s_\-\ufeff\u200b]+/g, '')
    .toUpperCase();

const FIELD_OF = new Map<string, ReportField>(REPORT_FIELDS.map((field) => [foldName(field), field]));

/**
 * Reads the header line of a report. The level follows from it: SUBSCRIBER_ID, USER_ID or WORKSPACE_ID make it a
 * USER report, CUSTOMER_ORG_ID or CUSTOMER_EXTERNAL_ID a CUSTOMER report; else it is a PARTNER report.
 *
 * Throws REPORT_COLUMN_TWICE and REPORT_COLUMN_MISSING, which names what is missing and what was found.
 */
export function readReportHeader(cells: readonly string[], file: string): ReportColumns {
  const names = trimEnd(cells.map((cell) => cell.replace(/^\ufeff/, '').trim()));
  const indexOf: Partial<Record<ReportField, number>> = {};
  const extra: { index: number; name: string }[] = [];
  const seen = new Set<string>();
  for (const [index, name] of names.entries()) {
    const folded = foldName(name);
    if (folded !== '' && seen.has(folded)) throw new AppError('REPORT_COLUMN_TWICE', { file, column: name });
    seen.add(folded);
    const field = FIELD_OF.get(folded);
    if (field === undefined) extra.push({ index, name: name === '' ? columnLetter(index) : name });
    else indexOf[field] = index;
  }
  const missing = REQUIRED_FIELDS.filter((field) => indexOf[field] === undefined);
  if (missing.length > 0) {
    const found = names.filter((name) => name !== '').join(', ');
    throw new AppError('REPORT_COLUMN_MISSING', { file, columns: missing.join(', '), found });
  }
  return { level: levelOf(indexOf), indexOf, names, headerCells: cells.length, extra };
}

function levelOf(indexOf: Readonly<Partial<Record<ReportField, number>>>): UsageLevel {
  const has = (field: ReportField): boolean => indexOf[field] !== undefined;
  if (has('SUBSCRIBER_ID') || has('USER_ID') || has('WORKSPACE_ID')) return 'user';
  return has('CUSTOMER_ORG_ID') || has('CUSTOMER_EXTERNAL_ID') ? 'customer' : 'partner';
}

function trimEnd(names: readonly string[]): readonly string[] {
  const last = names.findLastIndex((name) => name !== '');
  return names.slice(0, last + 1);
}
