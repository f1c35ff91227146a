import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineCluster } from '#shared/ipc/contract/result-lines.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../../lib/api.ts';
import { useApiQuery } from '../../../lib/api-query.ts';
import { formatMoneyDifference, formatQuantityDifference } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { changeFilter, useReconcileView } from '../view-store.ts';
import classes from './filter-pane.module.css';

/** So many clusters are listed, the largest sums first. */
const MOST_CLUSTERS = 100;

/** Differences that have class, SKU, direction and proportion in common: a click shows the lines of one. */
export function ClusterList({
  runId,
  currency,
}: {
  readonly runId: string;
  readonly currency: string | null;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const { data } = useApiQuery(['results:list-clusters', runId], () =>
    api().results.listClusters({ runId, offset: 0, limit: MOST_CLUSTERS }),
  );
  const chosen = useReconcileView((view) => view.filter.signature);
  return (
    <section className={classes['clusters']} aria-labelledby="clusters-heading">
      <h2 id="clusters-heading" className={classes['heading']}>
        {t('clusters.label')}
      </h2>
      {data?.rows.length === 0 && <p className="quiet">{t('clusters.none')}</p>}
      {data?.rows.map((cluster) => (
        <Cluster
          key={cluster.signature}
          cluster={cluster}
          currency={currency}
          isChosen={cluster.signature === chosen}
        />
      ))}
    </section>
  );
}

function Cluster({
  cluster,
  currency,
  isChosen,
}: {
  readonly cluster: LineCluster;
  readonly currency: string | null;
  readonly isChosen: boolean;
}): ReactElement {
  const { t } = useTranslation('reconcile');
  const words = DOMAIN_WORDS[useLanguage()];
  return (
    <button
      type="button"
      className={classes['cluster']}
      aria-pressed={isChosen}
      onClick={() => {
        changeFilter({ signature: isChosen ? undefined : cluster.signature });
      }}
    >
      <span className={classes['clusterHead']}>
        <span>{words.classes[cluster.class]}</span>
        <span className={classes['sign']} data-direction={cluster.direction}>
          {cluster.varianceAmount === null
            ? formatQuantityDifference(cluster.varianceQuantity ?? '0')
            : formatMoneyDifference(cluster.varianceAmount, currency)}
        </span>
      </span>
      <span className={classes['clusterWhat']}>{cluster.sku}</span>
      <span className={classes['clusterNote']}>
        {t('clusters.lines', { count: cluster.lines })} · {t(`clusters.ratio.${cluster.ratio}`)}
        {cluster.periods > 1 && (
          <>
            {' · '}
            <span className={classes['recurring']}>
              {t('clusters.recurring', { count: cluster.periods })}
            </span>
          </>
        )}
      </span>
    </button>
  );
}
