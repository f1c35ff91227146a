import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { explanationSentence } from '#shared/messages/explanations.ts';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { useLanguage } from '../../../../lib/settings-store.ts';
import { MoneyDifference } from '../../../../ui/figures.tsx';
import classes from './triage.module.css';

/** What the engine found about a difference: causes with their money, and what it may be the same as. */
export function FoundCauses({
  line,
  currency,
}: {
  /** Undefined while it is on its way. */
  readonly line: LineProof['line'] | undefined;
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  return (
    <section className={classes['found']} aria-label={t('triage.found')}>
      <h3>{t('triage.found')}</h3>
      {line === undefined && (
        <p className="quiet" data-state="loading">
          {t('triage.reading')}
        </p>
      )}
      {line?.explanations.length === 0 && <p>{t('triage.nothingFound')}</p>}
      <ul>
        {line?.explanations.map((explanation, index) => (
          <li key={index} className={classes['cause']}>
            <span>{explanationSentence(explanation, language)}</span>
            {explanation.amount !== null && (
              <MoneyDifference value={explanation.amount} currency={currency} />
            )}
          </li>
        ))}
      </ul>
      {line !== undefined && line.suggestions.length > 0 && (
        <>
          <h3>{t('triage.suggestions')}</h3>
          <ul>
            {line.suggestions.map((suggestion, index) => (
              <li key={index}>
                {[suggestion.sku, suggestion.customerOrgId, suggestion.consumerId]
                  .filter((id) => id !== null)
                  .join(' · ')}{' '}
                <span className="quiet">
                  {DOMAIN_WORDS[language].suggestionRules[suggestion.rule]}, {suggestion.score}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
