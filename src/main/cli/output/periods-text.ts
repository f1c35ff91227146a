import { formatMicros } from '#core/decimal/micros.ts';
import { formatPeriod } from '#core/period.ts';
import type { PeriodList, PeriodOverview } from '#engine/services/periods.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { CliSession } from '../session.ts';
import { countedText } from './count-text.ts';
import { alignColumns } from './table.ts';

function periodLines(overview: PeriodOverview, { texts, style, language }: CliSession): readonly string[] {
  const words = texts.periods;
  const domain = DOMAIN_WORDS[language];
  const age = (days: number): string => (days === 0 ? words.today : countedText(words.age, days));
  const files = [
    ...overview.invoices.map(({ fileName, rows, number, currency, ageDays }) => [
      domain.sourceKinds.invoice,
      countedText(words.rows, rows),
      [number, currency].filter((part) => part !== undefined).join(' '),
      age(ageDays),
      fileName,
    ]),
    ...overview.reports.map(({ fileName, level, rows, userDays, ageDays }) => [
      level.toUpperCase(),
      countedText(words.rows, rows),
      fillMessage(words.userDays, { count: groupDecimal(formatMicros(userDays)) }),
      age(ageDays),
      fileName,
    ]),
  ];
  const verdict =
    overview.lastRun === undefined ? words.notReconciled : domain.verdicts[overview.lastRun.verdict];
  return [
    `${style.strong(formatPeriod(overview.period))}  ${verdict}`,
    ...alignColumns(files, ['left', 'right', 'right', 'right', 'left'], '  '),
    '',
  ];
}

/** The periods as a person reads them, newest first. */
export function periodsText(list: PeriodList, session: CliSession): string {
  const words = session.texts.periods;
  const domain = DOMAIN_WORDS[session.language];
  const without = list.withoutPeriod.map(
    ({ kind, fileName }) => `  ${domain.sourceKinds[kind]}  ${fileName}`,
  );
  const lines = [
    ...list.periods.flatMap((overview) => periodLines(overview, session)),
    ...(without.length === 0 ? [] : [words.withoutPeriod, ...without]),
  ];
  return lines.length === 0 ? words.none : lines.join('\n').trimEnd();
}
