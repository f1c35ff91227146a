import { Button, NativeSelect } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import type { MaskChoice } from '#shared/ipc/mask-choices.ts';
import { api } from '../../lib/api.ts';
import { Panel } from '../../ui/panel.tsx';
import classes from './export.module.css';
import { useWriting } from './use-writing.ts';
import { WritingState } from './writing-state.tsx';

/** The views that can be written as CSV, in the order in which they are offered. */
const VIEWS = ['lines', 'exceptions', 'checks'] as const;
type View = (typeof VIEWS)[number];

/** One view as text, beside the workbook. */
export function CsvPanel({
  runId,
  period,
  mask,
}: {
  readonly runId: string;
  readonly period: WirePeriod;
  readonly mask: MaskChoice;
}): ReactElement {
  const { t } = useTranslation('export');
  const [view, setView] = useState<View>('lines');
  const writing = useWriting();
  return (
    <Panel title={t('csvHeading')}>
      <p className="quiet">{t('csvText')}</p>
      <div className={classes['row']}>
        <NativeSelect
          label={t('csvView')}
          value={view}
          data={VIEWS.map((value) => ({ value, label: t(`views.${value}`) }))}
          onChange={({ currentTarget }) => {
            setView(VIEWS.find((value) => value === currentTarget.value) ?? 'lines');
          }}
        />
        <Button
          variant="default"
          disabled={writing.isBusy}
          onClick={() =>
            void writing.start('csv', t('csvName', { view, period: period.start.slice(0, 7) }), (output) =>
              api().jobs.startExportCsv({ runId, view, output, mask }),
            )
          }
        >
          {t('writeCsv')}
        </Button>
      </div>
      <WritingState writing={writing} />
    </Panel>
  );
}
