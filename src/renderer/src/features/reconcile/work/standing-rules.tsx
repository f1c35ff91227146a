import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { parseLineKey } from '#core/reconcile/manual/line-key-text.ts';
import { parseRowText } from '#core/reconcile/manual/manual-rules.ts';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import type { StandingRule } from '#shared/ipc/contract/work.ts';
import { formatCount, formatMoment } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { useRowActs } from './use-row-acts.ts';
import { useRules } from './use-work.ts';
import classes from './work.module.css';

/** What people have set for a month and still stands, each with the way to take it back. */
export function StandingRules({
  runId,
  period,
}: {
  readonly runId: string;
  readonly period: WirePeriod;
}): ReactElement | null {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const rules = useRules(period).data?.rules ?? [];
  const acts = useRowActs(runId, period);
  if (rules.length === 0) return null;
  const aboutOf = ({ rule, file }: StandingRule): string => {
    if (rule.kind === 'match') return [rule.invoice, rule.usage].map(namesOf).join(' = ');
    const place = parseRowText(rule.row);
    if (place === undefined) return rule.row;
    const row = formatCount(place.row, language);
    const where =
      place.sheet === undefined
        ? t('rows.placeNoSheet', { row })
        : t('rows.place', { sheet: place.sheet, row });
    return file === null ? where : `${file} · ${where}`;
  };
  return (
    <section className={classes['rules']} aria-label={t('rows.rules')}>
      <h3>{t('rows.rules')}</h3>
      <ul>
        {rules.map((standing) => {
          const { rule, by, at } = standing;
          const text = t('rows.rule', { kind: t(`rows.kinds.${rule.kind}`), about: aboutOf(standing) });
          return (
            <li key={`${rule.kind} ${rule.key}`} className={classes['rule']}>
              <span>
                {text}
                <br />
                <span className="quiet">{t('line.by', { by, at: formatMoment(at, language) })}</span>
              </span>
              <Button
                variant="default"
                size="xs"
                aria-label={t('rows.withdrawOf', { rule: text })}
                onClick={() => {
                  acts.withdraw(rule);
                }}
              >
                {t('rows.withdraw')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const namesOf = (keys: readonly string[]): string =>
  keys
    .map((text) => {
      const key = parseLineKey(text)?.key;
      return key === undefined
        ? text
        : [key.customer, key.sku, key.consumer].filter((part) => part !== undefined).join(' · ');
    })
    .join(' + ');
