import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldingCell } from '#shared/ipc/contract/reports.ts';
import { StatusMark, type Tone } from '../../ui/status-mark.tsx';

const TONES: Readonly<Record<HoldingCell['state'], Tone>> = {
  held: 'good',
  outdated: 'warn',
  ready: 'accent',
  running: 'accent',
  failed: 'bad',
  missing: 'neutral',
};

/** Where a level of a period stands, in a word. */
export function StateMark({ state }: { readonly state: HoldingCell['state'] }): ReactElement {
  const { t } = useTranslation('reports');
  return <StatusMark tone={TONES[state]}>{t(`states.${state}`)}</StatusMark>;
}
