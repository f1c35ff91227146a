import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoverageCell } from '#shared/ipc/contract/reports.ts';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';

const TONES: Readonly<Record<CoverageCell['state'], Tone>> = {
  held: 'good',
  outdated: 'warn',
  ready: 'accent',
  running: 'accent',
  failed: 'bad',
  missing: 'neutral',
};

/** Where a level of a period stands, in a word. */
export function StateMark({ state }: { readonly state: CoverageCell['state'] }): ReactElement {
  const { t } = useTranslation('reports');
  return <StatusMark tone={TONES[state]}>{t(`states.${state}`)}</StatusMark>;
}
