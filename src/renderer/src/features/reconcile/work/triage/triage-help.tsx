import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './triage.module.css';

/** How triage works, in a few words. */
export function TriageHelp(): ReactElement {
  const { t } = useTranslation('work');
  return (
    <section className={classes['help']} aria-label={t('triage.helpTitle')}>
      <h2>{t('triage.helpTitle')}</h2>
      <p>{t('triage.helpText')}</p>
      <dl>
        {(
          [
            ['J', 'next'],
            ['K', 'previous'],
            ['A', 'accept'],
            ['R', 'reason'],
            ['D', 'dispute'],
            ['C', 'carry'],
            ['N', 'assign'],
            ['U', 'undo'],
            ['?', 'help'],
          ] as const
        ).map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd className={classes['key']}>{key}</kbd>
            </dt>
            <dd>{t(`triage.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
