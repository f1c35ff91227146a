import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery } from '../../../lib/api-query.ts';
import { formatCount, formatDays } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { Quantity } from '../../../ui/figures.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { StatusMark } from '../../../ui/status-mark.tsx';
import { Address } from './address.tsx';
import classes from './proof-pane.module.css';
import { ProofSection } from './proof-section.tsx';

const PAGE = 50;

/** The reports' side, level by level; each opens to the rows of its files. */
export function UsageTree({
  runId,
  proof,
}: {
  readonly runId: string;
  readonly proof: LineProof;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const isEmpty = proof.usage.every(({ rows }) => rows === 0);
  return (
    <ProofSection title={t('proof.usageRows')}>
      {isEmpty ? (
        <p className="quiet">
          {t(
            proof.line.class === 'period' && proof.usage.length === 0 ? 'proof.otherPeriod' : 'proof.noUsage',
          )}
        </p>
      ) : (
        proof.usage.map((level) => (
          <UsageLevelRows key={level.level} runId={runId} position={proof.position} usage={level} />
        ))
      )}
    </ProofSection>
  );
}

function UsageLevelRows({
  runId,
  position,
  usage,
}: {
  readonly runId: string;
  readonly position: number;
  readonly usage: LineProof['usage'][number];
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes['rowItem']}>
      <div className={classes['rowHead']}>
        <span>
          <strong>{DOMAIN_WORDS[language].levels[usage.level]}</strong>{' '}
          <span className="quiet">
            {t('proof.levelRows', { count: usage.rows })}
            {usage.consumers > 0 && ` · ${t('proof.consumers', { count: usage.consumers })}`}
          </span>{' '}
          {usage.compared && <StatusMark tone="accent">{t('proof.compared')}</StatusMark>}
        </span>
        <span className={classes['rowFigures']}>
          <Quantity value={usage.userDays} /> {t('units.userDays')}
        </span>
      </div>
      {usage.rows > 0 && (
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {t(isOpen ? 'proof.hideRows' : 'proof.showRows')}
        </Button>
      )}
      {isOpen && <UsageRows runId={runId} position={position} level={usage.level} />}
    </div>
  );
}

function UsageRows({
  runId,
  position,
  level,
}: {
  readonly runId: string;
  readonly position: number;
  readonly level: UsageLevel;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const [offset, setOffset] = useState(0);
  const { data, error, refetch } = useApiQuery(
    ['results:list-proof-usage', runId, position, level, offset],
    () => api().results.listProofUsage({ runId, position, level, offset, limit: PAGE }),
  );
  if (error) return <ErrorState error={error.wireError} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState rows={3} />;
  return (
    <>
      <ul className={classes['places']}>
        {data.rows.map((row) => (
          <li key={JSON.stringify([row.file, row.sheet, row.row])} className={classes['usageRow']}>
            <span className={classes['usageWho']}>
              {row.consumerId ?? row.customerExternalId ?? row.customerOrgId ?? ''}
            </span>
            <span className={classes['usageDays']}>
              <Quantity value={row.userDays} />
            </span>
            <span className="quiet">
              <Address {...row} /> · {formatDays(row, language)}
            </span>
          </li>
        ))}
      </ul>
      {data.total > PAGE && (
        <p className={classes['pages']}>
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={offset === 0}
            onClick={() => {
              setOffset(offset - PAGE);
            }}
          >
            {t('proof.previous')}
          </Button>
          <span className="quiet">
            {t('proof.morePages', {
              from: formatCount(offset + 1, language),
              to: formatCount(Math.min(data.total, offset + PAGE), language),
              total: formatCount(data.total, language),
            })}
          </span>
          <Button
            variant="subtle"
            size="compact-sm"
            disabled={offset + PAGE >= data.total}
            onClick={() => {
              setOffset(offset + PAGE);
            }}
          >
            {t('proof.next')}
          </Button>
        </p>
      )}
    </>
  );
}
