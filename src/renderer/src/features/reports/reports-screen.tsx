import { Button, SegmentedControl } from '@mantine/core';
import { IconCloudDownload } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands, type Command } from '../../lib/command-store.ts';
import { useConnection } from '../../lib/webex-connection.ts';
import { ConnectionDialog } from '../../ui/connection/connection-dialog.tsx';
import { Screen } from '../../ui/screen.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { HoldingsView } from './holdings-view.tsx';
import { FetchDialog } from './fetch-dialog.tsx';
import { ConnectionNotice, ListedStrip } from './listed-strip.tsx';
import { useStartList } from './report-acts.ts';
import { ReportList } from './report-list.tsx';
import { useHoldings, useIsRunning } from './report-queries.ts';
import classes from './reports.module.css';

type View = 'holdings' | 'list';

/** What Webex has of each period, what is held here, and how to come by what is missing. */
export function ReportsScreen(): ReactElement {
  const { t } = useTranslation(['reports', 'app']);
  const [view, setView] = useState<View>('holdings');
  const [isFetching, setIsFetching] = useState(false);
  const [isConnecting, setIsConnecting] = useState(false);
  const connect = (): void => {
    setIsConnecting(true);
  };
  const connection = useConnection();
  const holdings = useHoldings(0);
  const refresh = useStartList();
  const isListing = useIsRunning('list-reports') || refresh.isPending;
  const isConnected = connection.data?.state === 'connected';
  const { mutate: startList } = refresh;
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'reports:fetch',
        group: 'work',
        title: t('reports:fetch'),
        isDisabled: !isConnected,
        run: () => {
          setIsFetching(true);
        },
      },
      {
        id: 'reports:refresh',
        group: 'work',
        title: t('reports:refresh'),
        isDisabled: !isConnected,
        run: () => {
          startList();
        },
      },
    ],
    [t, isConnected, startList],
  );
  useCommands('reports', commands);
  const failure = connection.error ?? holdings.error;
  return (
    <Screen
      title={t('app:screens.reports')}
      description={t('reports:description')}
      layout="fill"
      measure="table"
      actions={
        <>
          <Button
            variant="default"
            disabled={!isConnected}
            loading={isListing}
            onClick={() => {
              startList();
            }}
          >
            {t('reports:refresh')}
          </Button>
          <Button
            leftSection={<IconCloudDownload size={16} stroke={1.8} aria-hidden="true" />}
            disabled={!isConnected}
            onClick={() => {
              setIsFetching(true);
            }}
          >
            {t('reports:fetch')}
          </Button>
        </>
      }
    >
      {connection.data === undefined || holdings.data === undefined ? (
        failure ? (
          <ErrorState error={failure.wireError} onRetry={() => void holdings.refetch()} />
        ) : (
          <LoadingState />
        )
      ) : (
        <div className={classes['screen']}>
          <div className={classes['strip']}>
            <SegmentedControl
              size="xs"
              aria-label={t('reports:views.label')}
              value={view}
              onChange={setView}
              data={[
                { value: 'holdings', label: t('reports:views.holdings') },
                { value: 'list', label: t('reports:views.list') },
              ]}
            />
            <ListedStrip connection={connection.data} listing={holdings.data.listing} onShow={connect} />
          </div>
          <ConnectionNotice connection={connection.data} onConnect={connect} />
          {view === 'holdings' ? <HoldingsView connection={connection.data} /> : <ReportList />}
          {isConnecting && (
            <ConnectionDialog
              onClose={() => {
                setIsConnecting(false);
              }}
            />
          )}
          {isFetching && (
            <FetchDialog
              connection={connection.data}
              dates={holdings.data.dates}
              onClose={() => {
                setIsFetching(false);
              }}
            />
          )}
        </div>
      )}
    </Screen>
  );
}
