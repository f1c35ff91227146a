import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { explanationSentence } from '#shared/messages/explanations.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { MoneyDifference } from '../../../ui/figures.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Address } from './address.tsx';
import classes from './proof-pane.module.css';
import { ProofSection } from './proof-section.tsx';

/** Why a line differs: causes with their part of the money, certainty and evidence; then what could belong to it. */
export function Causes({
  line,
  currency,
}: {
  readonly line: LineProof['line'];
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const words = DOMAIN_WORDS[language];
  return (
    <ProofSection title={t('proof.causes')}>
      {line.explanations.length === 0 && (
        <p className="quiet">{line.withinTolerance ? t('proof.noCause') : t('proof.noCauseFound')}</p>
      )}
      <ul className={classes['causes']}>
        {line.explanations.map((explanation, index) => (
          <li key={`${explanation.code} ${String(index)}`} className={classes['cause']}>
            <p className={classes['causeHead']}>
              <StatusMark tone={explanation.certainty === 'proven' ? 'accent' : 'neutral'}>
                {t(`proof.${explanation.certainty}`)}
              </StatusMark>
              {explanation.amount !== null && (
                <MoneyDifference value={explanation.amount} currency={currency} withCurrency />
              )}
            </p>
            <p>{explanationSentence({ ...explanation, certainty: 'proven' }, language)}</p>
            {explanation.evidence.length > 0 && (
              <details>
                <summary>{t('proof.evidence', { count: explanation.evidenceTotal })}</summary>
                <ul className={classes['places']}>
                  {explanation.evidence.map((address) => (
                    <li key={JSON.stringify(address)}>
                      <Address {...address} />
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ul>
      {line.suggestions.length > 0 && (
        <>
          <h4 className={classes['minor']}>{t('proof.suggestions')}</h4>
          <ul className={classes['causes']}>
            {line.suggestions.map((suggestion) => (
              <li key={JSON.stringify(suggestion)}>
                {words.suggestionRules[suggestion.rule]}:{' '}
                {[suggestion.sku, suggestion.customerOrgId, suggestion.consumerId]
                  .filter((part) => part !== null)
                  .join(' · ')}{' '}
                <span className="quiet">({t('proof.score', { score: suggestion.score })})</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </ProofSection>
  );
}
