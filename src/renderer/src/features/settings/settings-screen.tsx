import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { goTo, useNavigation } from '../../lib/navigation.ts';
import { ConnectionPanel } from '../../ui/connection/connection-panel.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { AliasSection } from './alias-section.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { HistorySection } from './history-section.tsx';
import { LogSection } from './log-section.tsx';
import { PriceBookSection } from './price-book-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import classes from './settings.module.css';
import { ToleranceSection } from './tolerance-section.tsx';
import { UnitBasisSection } from './unit-basis-section.tsx';
import { WorkspaceSection } from './workspace-section.tsx';

const SECTIONS = [
  'appearance',
  'connection',
  'tolerance',
  'unitBasis',
  'priceBook',
  'aliases',
  'workspace',
  'privacy',
  'log',
  'history',
] as const;
type SectionName = (typeof SECTIONS)[number];

/** Everything that a person has set. */
export function SettingsScreen(): ReactElement {
  const { t } = useTranslation('settings');
  const wanted = useNavigation(({ about }) => about['section']);
  const current = SECTIONS.find((section) => section === wanted) ?? 'appearance';
  return (
    <Screen title={t('heading')} layout="fill">
      <div className={classes['settings']}>
        <nav aria-label={t('sections')} className={classes['nav']}>
          <ul>
            {SECTIONS.map((section) => (
              <li key={section}>
                <a
                  href={`#/settings?section=${section}`}
                  className={classes['link']}
                  aria-current={section === current ? 'page' : undefined}
                  onClick={(event) => {
                    event.preventDefault();
                    goTo('settings', { section });
                  }}
                >
                  {t(`section.${section}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div
          className={classes['content']}
          data-section={current}
          role="group"
          aria-label={t(`section.${current}`)}
          tabIndex={0}
        >
          <Section name={current} />
        </div>
      </div>
    </Screen>
  );
}

function Section({ name }: { readonly name: SectionName }): ReactElement {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useApiQuery(['parameters:get-parameters'], () =>
    api().parameters.getParameters(),
  );
  switch (name) {
    case 'appearance':
      return <AppearanceSection />;
    case 'connection':
      return (
        <Panel title={t('section.connection')}>
          <ConnectionPanel />
        </Panel>
      );
    case 'workspace':
      return <WorkspaceSection />;
    case 'privacy':
      return <PrivacySection />;
    case 'log':
      return <LogSection />;
    case 'history':
      return <HistorySection />;
    case 'aliases':
      return <AliasSection />;
    default:
  }
  if (error !== null) return <ErrorState error={error.wireError} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingState />;
  switch (name) {
    case 'tolerance':
      return <ToleranceSection key={data.tolerance.version} saved={data.tolerance} />;
    case 'unitBasis':
      return <UnitBasisSection key={data.unitBasis.version} saved={data.unitBasis} />;
    case 'priceBook':
      return <PriceBookSection book={data.priceBook} />;
  }
}
