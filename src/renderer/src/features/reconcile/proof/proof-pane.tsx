import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineRow } from '#shared/ipc/contract/result-lines.ts';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS, wordFor } from '#shared/messages/domain-words.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery } from '../../../lib/api-query.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { MaskedName } from '../../../ui/masked-name.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { customerOf } from '../grid/line-columns.tsx';
import { changeView } from '../view-store.ts';
import { LineDecision } from '../work/line-decision.tsx';
import { Bridge } from './bridge.tsx';
import { Causes } from './causes.tsx';
import { Conversion } from './conversion.tsx';
import { InvoiceRows } from './invoice-rows.tsx';
import classes from './proof-pane.module.css';
import { ProofSection } from './proof-section.tsx';
import { UsageTree } from './usage-tree.tsx';

/** What makes up the row that is looked at, down to the rows of the files. */
export function ProofPane({
  runId,
  row,
  currency,
}: {
  readonly runId: string;
  readonly row: LineRow;
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const words = DOMAIN_WORDS[useLanguage()];
  const customer = customerOf(row);
  return (
    <section className={classes['pane']} data-pane="proof" aria-label={t('proof.label')} tabIndex={0}>
      <header className={classes['head']}>
        <div className={classes['what']}>
          <h2>
            {customer === undefined ? t('wholePartner') : <MaskedName key={customer} text={customer} />}
          </h2>
          <p>
            {row.sku}
            {row.subscriptionId !== null && <span className="quiet"> · {row.subscriptionId}</span>}
          </p>
          {row.consumerId !== null && (
            <p className={classes['id']}>
              <MaskedName key={row.consumerId} text={row.consumerId} />
            </p>
          )}
          {row.kind === 'usage' ? (
            <p className="quiet">{t('proof.partOf')}</p>
          ) : (
            <p className={classes['marks']}>
              <StatusMark tone={row.withinTolerance ? 'good' : 'warn'}>
                {row.class === null ? t('several') : words.classes[row.class]}
              </StatusMark>
              {row.match !== null && <span className="quiet">{words.matches[row.match]}</span>}
            </p>
          )}
        </div>
        <ActionIcon
          variant="subtle"
          aria-label={t('proof.close')}
          onClick={() => {
            changeView({ active: undefined });
          }}
        >
          <IconX size={18} stroke={1.75} aria-hidden="true" />
        </ActionIcon>
      </header>
      <LineDecision runId={runId} row={row} currency={currency} />
      {row.position === null ? (
        <SumProof row={row} currency={currency} />
      ) : (
        <LineProofBody runId={runId} position={row.position} />
      )}
    </section>
  );
}

/** A sum is proven by the lines that it is made of. */
function SumProof({
  row,
  currency,
}: {
  readonly row: LineRow;
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  return (
    <>
      <Bridge
        currency={currency}
        figures={{
          invoiced: { quantity: row.invoicedQuantity, price: row.invoicedPrice, amount: row.invoicedAmount },
          expected: { quantity: row.expectedQuantity, price: row.expectedPrice, amount: row.expectedAmount },
          variance: { quantity: row.varianceQuantity, amount: row.varianceAmount },
          userDays: row.userDays,
        }}
      />
      <p>{t('proof.sum', { count: row.lines })}</p>
      <Button
        variant="default"
        onClick={() => {
          changeView({
            level: 'user',
            filter: {
              key: {
                subscriptionId: row.subscriptionId,
                sku: row.sku,
                ...(row.level === 'partner'
                  ? {}
                  : { customerOrgId: row.customerOrgId, customerExternalId: row.customerExternalId }),
              },
            },
          });
        }}
      >
        {t('proof.showLines')}
      </Button>
    </>
  );
}

function LineProofBody({
  runId,
  position,
}: {
  readonly runId: string;
  readonly position: number;
}): ReactElement {
  const { data, error, refetch, isPlaceholderData } = useApiQuery(
    ['results:get-proof', runId, position],
    () => api().results.getProof({ runId, position }),
  );
  if (error) return <ErrorState error={error.wireError} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={8} />;
  return (
    <div className={classes['body']} data-stale={isPlaceholderData}>
      <LineProofParts key={position} runId={runId} proof={data} />
    </div>
  );
}

function LineProofParts({
  runId,
  proof,
}: {
  readonly runId: string;
  readonly proof: LineProof;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const words = DOMAIN_WORDS[useLanguage()];
  const { line, currency } = proof;
  return (
    <>
      <Bridge
        currency={currency}
        figures={{
          invoiced: { ...line.invoiced, price: line.invoiced.unitPrice },
          expected: {
            quantity: line.usage.quantity,
            price: line.expected.unitPrice,
            amount: line.expected.amount,
          },
          variance: line.variance,
          userDays: line.usage.userDays,
        }}
        components={line.components}
        priceSource={line.expected.priceSource}
      />
      <Causes line={line} currency={currency} />
      <InvoiceRows runId={runId} proof={proof} />
      <UsageTree runId={runId} proof={proof} />
      <Conversion proof={proof} />
      <ProofSection title={t('proof.matchedBy')}>
        <p>{wordFor(words.matchRules, line.rule)}</p>
      </ProofSection>
    </>
  );
}
