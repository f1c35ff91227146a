import { absolute, micros, parseDecimal, type Micros } from '../decimal/micros.ts';
import { idDoubt } from '../id-doubts.ts';
import { readNumberText, styleEvidence, valueOf } from '../mapping/number-text.ts';
import type { NumberStyle } from '../mapping/number-style.ts';
import { ownText } from '../own-text.ts';
import type { IssueSeverity, RowIssue, SourceRef } from '../source.ts';
import { isBlankText } from './blank-text.ts';
import { REQUIRED_FIELDS, type ReportColumns, type ReportField } from './report-columns.ts';
import { dateReader, type ReportDate, type ReportStyle } from './report-style.ts';
import type { UsageRow } from './usage-row.ts';

/** A row of a report, read: usable, or kept out of the figures by at least one issue of severity `error`. */
export interface ReadReportRow {
  /** Undefined where the row is quarantined. */
  readonly row: UsageRow | undefined;
  readonly issues: readonly RowIssue[];
}

/** Thrown by nothing, returned once: the row can't be read before the style of the whole report is known. */
export const STYLE_NEEDED = 'style-needed';

/** Reads the cells of one row; the cells must fit the header. */
export type ReportRowReader = (
  cells: readonly string[],
  ref: SourceRef,
) => ReadReportRow | typeof STYLE_NEEDED;

/** Writes an issue about a field of the row down. */
type Flag = (code: string, severity: IssueSeverity, field: ReportField) => void;

/** What is compared, or tells one person from another. */
const ID_FIELDS: readonly ReportField[] = [
  'PARTNER_ORG_ID',
  'SUBSCRIPTION_ID',
  'SKU',
  'CUSTOMER_ORG_ID',
  'CUSTOMER_EXTERNAL_ID',
  'SUBSCRIBER_ID',
  'USER_ID',
  'WORKSPACE_ID',
  'LOCATION_ID',
];

/** More user-days than this in one row are no usage: 10^9. It also keeps every sum far inside 64 bits. */
const MOST_USER_DAYS: Micros = micros(10n ** 15n);

/**
 * A reader of rows for one report. `isStyleKnown` is false on the first pass over a file in Webex's own form: the
 * first date or quantity that needs the whole column to be understood then gives STYLE_NEEDED.
 */
export function reportRowReader(
  columns: ReportColumns,
  style: ReportStyle,
  isStyleKnown: boolean,
): ReportRowReader {
  const readDate = dateReader(style.dateOrder);
  const readQuantity = quantityReader(style.numberStyle);
  const { indexOf, names, extra, level } = columns;
  const hasCustomer = indexOf.CUSTOMER_ORG_ID !== undefined || indexOf.CUSTOMER_EXTERNAL_ID !== undefined;
  const noExtra: Readonly<Record<string, string>> = {};
  const at = columnPlaces(columns);

  const idPlaces = ID_FIELDS.map((field) => [field, at[field]] as const).filter(([, place]) => place >= 0);
  // An id that a spreadsheet has cut could be that of many: its row would be added to a stranger's.
  const flagIds = (cells: readonly string[], flag: Flag): void => {
    for (const [field, place] of idPlaces) {
      const doubt = idDoubt(cells[place] ?? '');
      if (doubt !== undefined) flag(doubt, doubt === 'ID_DAMAGED' ? 'error' : 'warning', field);
    }
  };

  return (cells, ref) => {
    const issues: RowIssue[] = [];
    const flag: Flag = (code, severity, field) => {
      const index = indexOf[field];
      const column = (index === undefined ? undefined : names[index]) ?? field;
      const { source, sheet, row } = ref;
      issues.push({ code, severity, source, sheet, row, column, text: cellOf(cells, at[field]) });
    };
    const startText = cellOf(cells, at.CONSUMPTION_START_DATE);
    const endText = cellOf(cells, at.CONSUMPTION_END_DATE);
    const quantityText = cellOf(cells, at.QUANTITY);
    const subscriptionId = cellOf(cells, at.SUBSCRIPTION_ID);
    const sku = cellOf(cells, at.SKU);
    if (
      startText === undefined ||
      endText === undefined ||
      quantityText === undefined ||
      subscriptionId === undefined ||
      sku === undefined
    ) {
      for (const field of REQUIRED_FIELDS) {
        if (cellOf(cells, at[field]) === undefined) flag('VALUE_MISSING', 'error', field);
      }
    }
    const start = startText === undefined ? undefined : readDate(startText);
    const end = endText === undefined ? undefined : readDate(endText);
    const quantity = quantityText === undefined ? undefined : readQuantity(quantityText);
    if (!isStyleKnown && (start?.kind === 'open' || end?.kind === 'open' || quantity?.kind === 'open')) {
      return STYLE_NEEDED;
    }
    if (start && start.kind !== 'date') flag('DATE_UNPARSABLE', 'error', 'CONSUMPTION_START_DATE');
    if (end && end.kind !== 'date') flag('DATE_UNPARSABLE', 'error', 'CONSUMPTION_END_DATE');
    if (isReversed(start, end)) flag('WINDOW_REVERSED', 'error', 'CONSUMPTION_END_DATE');
    if (quantity?.kind === 'unreadable') flag('QUANTITY_UNPARSABLE', 'error', 'QUANTITY');
    if (quantity?.kind === 'open') flag('QUANTITY_AMBIGUOUS', 'error', 'QUANTITY');
    flagIds(cells, flag);
    if (
      issues.some(({ severity }) => severity === 'error') ||
      subscriptionId === undefined ||
      sku === undefined ||
      start?.kind !== 'date' ||
      end?.kind !== 'date' ||
      quantity?.kind !== 'number'
    ) {
      return { row: undefined, issues };
    }
    if (!quantity.exact) flag('PRECISION_REDUCED', 'warning', 'QUANTITY');
    if (quantity.value < 0n) flag('QUANTITY_NEGATIVE', 'warning', 'QUANTITY');
    const customerOrgId = cellOf(cells, at.CUSTOMER_ORG_ID);
    const customerExternalId = cellOf(cells, at.CUSTOMER_EXTERNAL_ID);
    if (hasCustomer && customerOrgId === undefined && customerExternalId === undefined) {
      flag('CUSTOMER_MISSING', 'warning', 'CUSTOMER_ORG_ID');
    }
    const subscriberId = cellOf(cells, at.SUBSCRIBER_ID);
    const userId = cellOf(cells, at.USER_ID);
    const workspaceId = cellOf(cells, at.WORKSPACE_ID);
    if (level === 'user' && (subscriberId ?? userId ?? workspaceId) === undefined) {
      flag('CONSUMER_MISSING', 'warning', 'SUBSCRIBER_ID');
    }
    return {
      issues,
      row: {
        ref,
        partnerName: cellOf(cells, at.PARTNER_NAME),
        partnerOrgId: cellOf(cells, at.PARTNER_ORG_ID),
        subscriptionId,
        serviceName: cellOf(cells, at.SERVICE_NAME),
        sku,
        description: cellOf(cells, at.DESCRIPTION),
        start: start.date,
        end: end.date,
        quantity: quantity.value,
        customerOrgId,
        customerExternalId,
        subscriberId,
        userId,
        workspaceId,
        locationId: cellOf(cells, at.LOCATION_ID),
        extra:
          extra.length === 0
            ? noExtra
            : Object.fromEntries(extra.map(({ index, name }) => [name, cells[index] ?? ''])),
      },
    };
  };
}

function isReversed(start: ReportDate | undefined, end: ReportDate | undefined): boolean {
  return start?.kind === 'date' && end?.kind === 'date' && start.date > end.date;
}

/** Where each field stands; -1 where the report doesn't have it. */
const columnPlaces = ({ indexOf }: ReportColumns): Readonly<Record<ReportField, number>> => ({
  PARTNER_NAME: indexOf.PARTNER_NAME ?? -1,
  PARTNER_ORG_ID: indexOf.PARTNER_ORG_ID ?? -1,
  SUBSCRIPTION_ID: indexOf.SUBSCRIPTION_ID ?? -1,
  SERVICE_NAME: indexOf.SERVICE_NAME ?? -1,
  SKU: indexOf.SKU ?? -1,
  DESCRIPTION: indexOf.DESCRIPTION ?? -1,
  CONSUMPTION_START_DATE: indexOf.CONSUMPTION_START_DATE ?? -1,
  CONSUMPTION_END_DATE: indexOf.CONSUMPTION_END_DATE ?? -1,
  QUANTITY: indexOf.QUANTITY ?? -1,
  CUSTOMER_ORG_ID: indexOf.CUSTOMER_ORG_ID ?? -1,
  CUSTOMER_EXTERNAL_ID: indexOf.CUSTOMER_EXTERNAL_ID ?? -1,
  SUBSCRIBER_ID: indexOf.SUBSCRIBER_ID ?? -1,
  USER_ID: indexOf.USER_ID ?? -1,
  WORKSPACE_ID: indexOf.WORKSPACE_ID ?? -1,
  LOCATION_ID: indexOf.LOCATION_ID ?? -1,
});

/** The text at a place; undefined where there is none, or nothing but white space. */
function cellOf(cells: readonly string[], place: number): string | undefined {
  if (place < 0) return undefined;
  const cell = cells[place];
  return cell === undefined || isBlankText(cell) ? undefined : cell;
}

type ReadQuantity =
  | { readonly kind: 'number'; readonly value: Micros; readonly exact: boolean }
  /** It has a comma, and nothing proves what it means. */
  | { readonly kind: 'open' }
  | { readonly kind: 'unreadable' };

/** A reader of quantities that remembers texts: most users of a month have the same few. */
function quantityReader(style: NumberStyle | undefined): (text: string) => ReadQuantity {
  const known = new Map<string, ReadQuantity>();
  return (text) => {
    const held = known.get(text);
    if (held) return held;
    const read = readQuantity(text.trim(), style);
    if (known.size < 10_000) known.set(ownText(text), read);
    return read;
  };
}

function readQuantity(text: string, style: NumberStyle | undefined): ReadQuantity {
  const plain = style === 'decimal-comma' ? undefined : parseDecimal(text);
  if (plain) return plausible(plain.value, plain.exact);
  const number = readNumberText(text);
  if (number === undefined || number.currency !== undefined) return { kind: 'unreadable' };
  const evidence = styleEvidence(number);
  if (evidence === 'unreadable') return { kind: 'unreadable' };
  if (style === undefined && evidence !== 'neutral') return { kind: 'open' };
  const parsed = valueOf(number, style ?? 'decimal-point');
  return parsed === undefined ? { kind: 'unreadable' } : plausible(parsed.value, parsed.exact);
}

const plausible = (value: Micros, exact: boolean): ReadQuantity =>
  absolute(value) > MOST_USER_DAYS ? { kind: 'unreadable' } : { kind: 'number', value, exact };
