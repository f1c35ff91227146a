import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMicros, micros, parseDecimal } from '#core/decimal/micros.ts';
import type { LineRow } from '#shared/ipc/contract/result-lines.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery } from '../../../lib/api-query.ts';
import { formatQuantityDifference } from '../../../lib/format/format.ts';
import { tellNews } from '../../../lib/news-store.ts';
import { Money, Quantity } from '../../../ui/figures.tsx';
import { useFocusReturn } from '../../../lib/focus-return.ts';
import { lineName } from './line-name.ts';
import { keysOf, type WorkTarget } from './use-acts.ts';
import { send } from './work-acts.ts';
import { useWorkProgress } from './use-work.ts';
import classes from './work.module.css';

const AT_ONCE = 200;
const FIELDS = ['sku', 'customer', 'subscription'] as const;
type Field = (typeof FIELDS)[number];

/** Two panes: charges without usage, and usage; what is chosen on either side is added up, and the rest stands below. */
export function MatchDialog({
  runId,
  target,
  onClose,
}: {
  readonly runId: string;
  readonly target: WorkTarget;
  readonly onClose: () => void;
}): ReactElement {
  useFocusReturn();
  const { t } = useTranslation('work');
  const given = 'rows' in target ? target.rows : [];
  const progress = useWorkProgress(runId);
  const [invoice, setInvoice] = useState(() => given.filter(({ match }) => match === 'unmatched-invoice'));
  const [usage, setUsage] = useState(() => given.filter(({ match }) => match === 'unmatched-usage'));
  const [always, setAlways] = useState<Field | undefined>();
  const difference = micros(sumOf(invoice, 'invoicedQuantity') - sumOf(usage, 'expectedQuantity'));
  const isReady = invoice.length > 0 && usage.length > 0;
  const fields =
    invoice.length === 1 && usage.length === 1
      ? FIELDS.filter((field) => differs(field, invoice, usage))
      : [];
  const confirm = async (): Promise<void> => {
    onClose();
    const field = fields.find((own) => own === always);
    const [from] = keysOf(invoice);
    const [to] = keysOf(usage);
    // An alias says the same for every month, so it takes the place of the match.
    const done =
      field !== undefined && from !== undefined && to !== undefined
        ? await send(api().work.learnAlias({ runId, invoice: from, usage: to, field }))
        : await send(api().work.matchLines({ runId, invoice: keysOf(invoice), usage: keysOf(usage) }));
    if (done !== undefined) tellNews({ text: t('done.rerun') });
  };
  return (
    <Modal
      opened
      size="72rem"
      onClose={onClose}
      title={t('match.title')}
      closeButtonProps={{ 'aria-label': t('reason.close') }}
    >
      <div className={classes['lineWork']}>
        <div className={classes['sides']}>
          <Side
            runId={runId}
            side="invoice"
            chosen={invoice}
            onChoose={setInvoice}
            currency={progress.data?.currency ?? null}
          />
          <Side
            runId={runId}
            side="usage"
            chosen={usage}
            onChoose={setUsage}
            currency={progress.data?.currency ?? null}
          />
        </div>
        <p className={classes['outcome']} data-exact={isReady && difference === 0n} role="status">
          {!isReady
            ? t('match.choose')
            : difference === 0n
              ? t('match.exact')
              : t('match.apart', { difference: formatQuantityDifference(formatMicros(difference)) })}
        </p>
        {fields.map((field) => (
          <Checkbox
            key={field}
            label={t('match.always', { field: t(`match.fields.${field}`) })}
            checked={always === field}
            onChange={({ currentTarget }) => {
              setAlways(currentTarget.checked ? field : undefined);
            }}
          />
        ))}
        <div className={classes['formActions']}>
          <Button variant="default" onClick={onClose}>
            {t('reason.cancel')}
          </Button>
          <Button disabled={!isReady} onClick={() => void confirm()}>
            {t('match.confirm')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Side({
  runId,
  side,
  chosen,
  onChoose,
  currency,
}: {
  readonly runId: string;
  readonly side: 'invoice' | 'usage';
  readonly chosen: readonly LineRow[];
  readonly onChoose: (rows: LineRow[]) => void;
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('work');
  const [search, setSearch] = useState('');
  const match = side === 'invoice' ? 'unmatched-invoice' : 'unmatched-usage';
  const { data } = useApiQuery(['results:list-lines', runId, match, search], () =>
    api().results.listLines({
      runId,
      offset: 0,
      limit: AT_ONCE,
      filter: { matches: [match], ...(search === '' ? {} : { search }) },
      sort: { column: 'varianceSize', direction: 'descending' },
    }),
  );
  const keys = new Set(keysOf(chosen));
  const listed = data?.rows ?? [];
  const rows = [...chosen.filter((row) => !listed.some(({ lineKey }) => lineKey === row.lineKey)), ...listed];
  const quantityOf = (row: LineRow): string | null =>
    side === 'invoice' ? row.invoicedQuantity : row.expectedQuantity;
  const amountOf = (row: LineRow): string | null =>
    side === 'invoice' ? row.invoicedAmount : row.expectedAmount;
  return (
    <section className={classes['side']} aria-label={t(`match.${side}`)}>
      <h3>{t(`match.${side}`)}</h3>
      <TextInput
        aria-label={t('match.find')}
        placeholder={t('match.find')}
        value={search}
        onChange={({ currentTarget }) => {
          setSearch(currentTarget.value);
        }}
      />
      <div className={classes['sideList']} tabIndex={0} role="group" aria-label={t(`match.${side}`)}>
        <table className={classes['sideTable']}>
          <thead>
            <tr>
              <th scope="col">{t(`match.${side}`)}</th>
              <th scope="col" className={classes['figure']}>
                {t('match.quantity')}
              </th>
              <th scope="col" className={classes['figure']}>
                {t('match.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.lineKey}>
                <td>
                  <Checkbox
                    label={lineName(row)}
                    checked={row.lineKey !== null && keys.has(row.lineKey)}
                    onChange={({ currentTarget }) => {
                      onChoose(
                        currentTarget.checked
                          ? [...chosen, row]
                          : chosen.filter(({ lineKey }) => lineKey !== row.lineKey),
                      );
                    }}
                  />
                </td>
                <td className={classes['figure']}>
                  <Quantity value={quantityOf(row)} />
                </td>
                <td className={classes['figure']}>
                  <Money value={amountOf(row)} currency={currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {data?.rows.length === 0 && <p className="quiet">{t('match.none')}</p>}
      </div>
      {data !== undefined && data.total > AT_ONCE && (
        <p className="quiet">{t('match.more', { count: AT_ONCE })}</p>
      )}
      <p className={classes['sums']}>
        <span>{t('match.total')}</span>
        <Quantity
          value={formatMicros(
            micros(sumOf(chosen, side === 'invoice' ? 'invoicedQuantity' : 'expectedQuantity')),
          )}
        />
      </p>
    </section>
  );
}

/** Quantities have six decimals at most: their sum is exact. */
const sumOf = (rows: readonly LineRow[], column: 'invoicedQuantity' | 'expectedQuantity'): bigint =>
  rows.reduce((sum, row) => sum + (parseDecimal(row[column] ?? '0')?.value ?? 0n), 0n);

function differs(field: Field, invoice: readonly LineRow[], usage: readonly LineRow[]): boolean {
  const nameIn = (row: LineRow | undefined): string | null | undefined =>
    field === 'sku'
      ? row?.sku
      : field === 'subscription'
        ? row?.subscriptionId
        : (row?.customerOrgId ?? row?.customerExternalId);
  const [from, to] = [nameIn(invoice[0]), nameIn(usage[0])];
  return from !== null && to !== null && from !== to;
}
