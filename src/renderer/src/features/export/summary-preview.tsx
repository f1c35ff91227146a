import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPicos, picos } from '#core/decimal/micros.ts';
import type { CheckStatus, Verdict } from '#core/reconcile/result-document.ts';
import { exact } from '#core/workbook/exact.ts';
import type { WireExportPreview } from '#shared/ipc/contract/exports.ts';
import type { MaskChoice } from '#shared/ipc/mask-choices.ts';
import type { ResultSummary } from '#shared/ipc/contract/results.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import type { Language } from '#shared/messages/language.ts';
import { WORKBOOK_TEXTS } from '#shared/messages/workbook-texts.ts';
import { formatCount, formatPercent } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Money, MoneyDifference } from '../../ui/figures.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';
import classes from './export.module.css';

const VERDICT_TONES = {
  tied: 'good',
  variances: 'warn',
  blocked: 'bad',
  'not-reconcilable': 'bad',
} as const satisfies Record<Verdict, Tone>;
const CHECK_TONES = {
  ok: 'good',
  check: 'warn',
  'no-data': 'neutral',
} as const satisfies Record<CheckStatus, Tone>;

/** The summary as the workbook will have it, in its language: verdict with coverage, the bridge, the checks. */
export function SummaryPreview({
  preview,
  summary,
  language,
  mask,
}: {
  readonly preview: WireExportPreview;
  readonly summary: ResultSummary;
  readonly language: Language;
  readonly mask: MaskChoice;
}): ReactElement {
  const { t } = useTranslation(['export', 'periods']);
  const spoken = useLanguage();
  const words = DOMAIN_WORDS[language];
  const { coverage, verdict, verdictReasons } = summary;
  return (
    <Panel title={t('preview')}>
      <div className={classes['verdict']}>
        <StatusMark tone={VERDICT_TONES[verdict]}>{words.verdicts[verdict]}</StatusMark>
        {verdictReasons.length > 0 && (
          <p>{verdictReasons.map((reason) => reasonText(reason, words.verdictReasons)).join(' ')}</p>
        )}
        <p>
          {t('periods:coverageShare', {
            audited: formatCount(coverage.audited, spoken),
            rows: formatCount(coverage.invoiceRows, spoken),
            share: formatPercent(coverage.amountShare),
          })}
        </p>
      </div>
      {mask !== 'nobody' && <p data-mask-note={mask}>{t(`maskPreview.${mask}`)}</p>}
      <Bridge preview={preview} summary={summary} language={language} />
      <section>
        <h3 className={classes['label']}>{t('checks')}</h3>
        <ul className={classes['checks']}>
          {preview.checks.map(({ id, status }) => (
            <li key={id} title={words.checks[id].name}>
              <StatusMark tone={CHECK_TONES[status]}>
                {id} {words.checkStatuses[status]}
              </StatusMark>
            </li>
          ))}
        </ul>
      </section>
      <p>{preview.exceptions === 0 ? t('noExceptions') : t('exceptions', { count: preview.exceptions })}</p>
      <p className={`quiet ${classes['hash']}`}>{t('hash', { hash: summary.resultHash })}</p>
    </Panel>
  );
}

const reasonText = (reason: string, words: Readonly<Record<string, string>>): string =>
  words[reason] ?? reason;

function Bridge({
  preview: { components },
  summary: { totals, currency },
  language,
}: {
  readonly preview: WireExportPreview;
  readonly summary: ResultSummary;
  readonly language: Language;
}): ReactElement {
  const { bridge } = WORKBOOK_TEXTS[language];
  const total = formatPicos(picos(exact(totals.invoiced) + exact(totals.notAudited)));
  const effects = [
    [bridge.quantityEffect, components.quantity],
    [bridge.priceEffect, components.price],
    [bridge.lineRounding, components.lineRounding],
    [bridge.unitRounding, components.unitRounding],
    [bridge.unexplained, components.unexplained],
  ] as const;
  return (
    <table className={`table ${classes['bridge']}`}>
      <thead>
        <tr>
          <th scope="col">
            <span className="for-readers">{bridge.total}</span>
          </th>
          <th scope="col" className="figures">
            {bridge.amount} {currency !== null && `(${currency})`}
          </th>
        </tr>
      </thead>
      <tbody>
        <Step label={bridge.total} value={total} currency={currency} isStrong />
        <Step label={`${bridge.less} ${bridge.notAudited}`} value={totals.notAudited} currency={currency} />
        <Step label={bridge.audited} value={totals.invoiced} currency={currency} isStrong />
        {effects.map(([label, value]) => (
          <Step key={label} label={`${bridge.less} ${label}`} value={value} currency={currency} />
        ))}
        <Step label={bridge.expected} value={totals.expected} currency={currency} isStrong />
        <tr data-strong="">
          <th scope="row">{bridge.variance}</th>
          <td className="figures" data-variance="">
            <MoneyDifference value={totals.variance} currency={currency} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function Step({
  label,
  value,
  currency,
  isStrong = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly currency: string | null;
  readonly isStrong?: boolean;
}): ReactElement {
  return (
    <tr data-strong={isStrong ? '' : undefined}>
      <th scope="row">{label}</th>
      <td className="figures">
        <Money value={value} currency={currency} />
      </td>
    </tr>
  );
}
