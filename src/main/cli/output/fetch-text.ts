import { formatMicros, subtractMicros } from '#core/decimal/micros.ts';
import { displayId } from '#core/ids.ts';
import { formatPeriod } from '#core/period.ts';
import type { UsageComparison } from '#core/webex/compare-usage.ts';
import type { FetchedReport } from '#engine/services/fetch-reports.ts';
import { reportTypeOf } from '#engine/webex/reports/report.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { CliSession } from '../session.ts';
import { alignColumns } from './table.ts';

const SHOWN_CHANGES = 10;

const signed = (text: string): string => (text.startsWith('-') || text === '0' ? text : `+${text}`);

/** What a fetch has brought, as a script reads it. */
export const fetchDocument = (fetched: readonly FetchedReport[]): object => ({
  reports: fetched.map(({ slot, webexId, rows, userDays, sourceId, comparison }) => ({
    id: webexId,
    type: reportTypeOf[slot.level],
    status: 'COMPLETED',
    billingStartDate: slot.period.start,
    billingEndDate: slot.period.end,
    subPartnerOrgId: slot.subPartner ?? null,
    rows,
    userDays: formatMicros(userDays),
    sha256: sourceId,
    changes: comparison === undefined ? null : changesDocument(comparison),
  })),
});

const changesDocument = ({ before, after, customers, changes }: UsageComparison): object => ({
  userDays: formatMicros(subtractMicros(after, before)),
  customers,
  keys: changes.map((change) => ({
    subscriptionId: change.subscription,
    sku: change.sku,
    customerOrgId: change.customer ?? null,
    before: formatMicros(change.before),
    after: formatMicros(change.after),
  })),
});

/** The same as a person reads it: a line a report, then what changed. */
export function fetchText(fetched: readonly FetchedReport[], session: CliSession): string {
  const words = session.texts.webex;
  const rows = fetched.map(({ slot, rows: count, userDays, isNew }) => [
    reportTypeOf[slot.level],
    formatPeriod(slot.period),
    fillMessage(words.rows, { count: groupDecimal(String(count)) }),
    fillMessage(words.userDays, { count: groupDecimal(formatMicros(userDays)) }),
    isNew ? words.fetched : words.held,
    slot.subPartner === undefined ? '' : fillMessage(words.subPartner, { id: displayId(slot.subPartner) }),
  ]);
  return [
    ...alignColumns(rows, ['left', 'left', 'right', 'right', 'left', 'left']),
    ...fetched.flatMap((report) => changeLines(report, session)),
  ].join('\n');
}

function changeLines({ slot, comparison }: FetchedReport, { texts, style }: CliSession): readonly string[] {
  if (comparison === undefined) return [];
  const words = texts.webex;
  const place = { period: formatPeriod(slot.period), level: reportTypeOf[slot.level] };
  const { changes, customers, before, after } = comparison;
  if (changes.length === 0) return [fillMessage(words.unchanged, place)];
  const difference = signed(groupDecimal(formatMicros(subtractMicros(after, before))));
  const headline = fillMessage(customers === 1 ? words.changedForOne : words.changed, {
    ...place,
    difference,
    customers: customers === 0 ? '' : String(customers),
  });
  const lines = changes.slice(0, SHOWN_CHANGES).map((change) =>
    fillMessage(words.changeLine, {
      key: [change.customer, change.subscription, change.sku].filter((part) => part !== undefined).join(' '),
      before: groupDecimal(formatMicros(change.before)),
      after: groupDecimal(formatMicros(change.after)),
    }),
  );
  const more = changes.length - lines.length;
  if (more > 0) lines.push(fillMessage(words.moreChanges, { count: groupDecimal(String(more)) }));
  return [style.caution(headline), ...lines.map((line) => `  ${line}`)];
}
