import { Button, Checkbox, Group } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WirePeriodOverview } from '#shared/ipc/contract/periods.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { formatCount, formatMoment, formatPeriod } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { closePeriodDialog, usePeriodDialog } from './start-reconcile.ts';

/** Which invoices of a period belong together, where two of them may be one. */
export function ChooseInvoicesDialog({ overview }: { readonly overview: WirePeriodOverview }): ReactElement {
  const { t } = useTranslation(['periods', 'app']);
  const language = useLanguage();
  const isOpen = usePeriodDialog(({ dialog }) => dialog === 'choose-invoices');
  return (
    <Dialog isOpen={isOpen} onClose={closePeriodDialog} title={t('chooseInvoices.title')}>
      <p>{t('chooseInvoices.text', { period: formatPeriod(overview.period, language) })}</p>
      <Choice overview={overview} />
    </Dialog>
  );
}

function Choice({ overview }: { readonly overview: WirePeriodOverview }): ReactElement {
  const { t } = useTranslation(['periods', 'app']);
  const language = useLanguage();
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const run = useApiAct(api().jobs.startReconcilePeriod);
  return (
    <>
      {overview.invoices.map(({ batchId, fileName, number, rows, importedAt }) => (
        <Checkbox
          key={batchId}
          checked={chosen.includes(batchId)}
          label={fileName}
          description={[
            number ?? t('chooseInvoices.noNumber'),
            t('chooseInvoices.rows', { formatted: formatCount(rows, language) }),
            formatMoment(importedAt, language),
          ].join(' · ')}
          onChange={({ currentTarget: { checked } }) => {
            setChosen(checked ? [...chosen, batchId] : chosen.filter((id) => id !== batchId));
          }}
        />
      ))}
      <Group justify="flex-end">
        <Button variant="default" onClick={closePeriodDialog}>
          {t('app:cancel')}
        </Button>
        <Button
          disabled={chosen.length === 0}
          loading={run.isPending}
          onClick={() => {
            run.mutate({ period: overview.period, invoices: [...chosen] }, { onSuccess: closePeriodDialog });
          }}
        >
          {t('chooseInvoices.run')}
        </Button>
      </Group>
    </>
  );
}
