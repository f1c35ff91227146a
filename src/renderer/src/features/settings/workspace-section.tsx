import { Button, Group, Switch } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireKeptCopy, WireWorkspaceState } from '#shared/ipc/contract/workspace.ts';
import { api } from '../../lib/api.ts';
import { useApiQuery } from '../../lib/api-query.ts';
import { valueOf } from '../../lib/error-store.ts';
import { formatBytes, formatMoment } from '../../lib/format/format.ts';
import { useLanguage, useSettings } from '../../lib/settings-store.ts';
import { Panel } from '../../ui/panel.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { PlaceDialog, type PlaceRequest } from './place-dialog.tsx';
import classes from './settings.module.css';

/** Where the books lie, how large they are, their copies, and how to put them elsewhere. */
export function WorkspaceSection(): ReactElement {
  const { data, error, refetch } = useApiQuery(['workspace:get-state'], () => api().workspace.getState());
  const [placing, setPlacing] = useState<PlaceRequest>();
  if (error !== null) return <ErrorState error={error.wireError} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingState />;
  return (
    <>
      <Facts
        state={data}
        onMove={() => {
          setPlacing({ kind: 'move' });
        }}
      />
      <Copies copies={data.copies} onRestore={setPlacing} />
      <Others />
      <PlaceDialog
        request={placing}
        onClose={() => {
          setPlacing(undefined);
        }}
      />
    </>
  );
}

function Facts({
  state,
  onMove,
}: {
  readonly state: WireWorkspaceState;
  readonly onMove: () => void;
}): ReactElement {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const name = useSettings(({ info }) => info?.workspaceName);
  return (
    <Panel
      title={t('section.workspace')}
      actions={
        <Group>
          <Button variant="default" onClick={() => void valueOf(api().workspace.revealFolder())}>
            {t('workspace.reveal')}
          </Button>
          <Button variant="default" onClick={onMove}>
            {t('workspace.move')}
          </Button>
        </Group>
      }
    >
      <p className={classes['lead']}>{t('workspace.text')}</p>
      {state.synchronisedBy !== null && (
        <p className={classes['warning']} role="status">
          {state.synchronisedBy === 'network'
            ? t('workspace.network')
            : t('workspace.synchronised', { name: state.synchronisedBy })}
        </p>
      )}
      <dl className={classes['facts']}>
        <dt>{t('workspace.name')}</dt>
        <dd>{name}</dd>
        <dt>{t('workspace.database')}</dt>
        <dd>{formatBytes(state.databaseBytes, language)}</dd>
        <dt>{t('workspace.evidence')}</dt>
        <dd>
          {t('workspace.evidenceSize', {
            size: formatBytes(state.evidenceBytes, language),
            count: state.evidenceFiles,
          })}
        </dd>
      </dl>
    </Panel>
  );
}

function Copies({
  copies,
  onRestore,
}: {
  readonly copies: readonly WireKeptCopy[];
  readonly onRestore: (request: PlaceRequest) => void;
}): ReactElement {
  const { t } = useTranslation('settings');
  const name = useSettings(({ info }) => info?.workspaceName ?? '');
  const [withKeys, setWithKeys] = useState(true);
  const backUp = async (): Promise<void> => {
    const day = new Date().toISOString().slice(0, 10);
    const output = await valueOf(
      api().files.chooseOutput({ suggestedName: t('workspace.backupName', { name, day }), kind: 'backup' }),
    );
    if (output) await valueOf(api().jobs.startBackup({ output: output.token, withoutKeys: !withKeys }));
  };
  const restoreFile = async (): Promise<void> => {
    const file = await valueOf(api().files.chooseBackup());
    if (file) onRestore({ kind: 'restore', source: { file: file.token }, name: file.name });
  };
  return (
    <Panel title={t('workspace.backup')}>
      <p className={classes['lead']}>{t('workspace.backupText')}</p>
      <Group>
        <Button onClick={() => void backUp()}>{t('workspace.backupAction')}</Button>
        <Button variant="default" onClick={() => void valueOf(api().jobs.startBackup({}))}>
          {t('workspace.copyAction')}
        </Button>
        <Button variant="default" onClick={() => void restoreFile()}>
          {t('workspace.restoreFile')}
        </Button>
      </Group>
      <Switch
        label={t('workspace.withKeys')}
        description={t('workspace.withKeysNote')}
        checked={withKeys}
        onChange={({ currentTarget: { checked } }) => {
          setWithKeys(checked);
        }}
      />
      <h3>{t('workspace.copies')}</h3>
      <p className="quiet">{t('workspace.copiesText')}</p>
      {copies.length === 0 ? (
        <p className="quiet">{t('workspace.noCopies')}</p>
      ) : (
        <CopyTable copies={copies} onRestore={onRestore} />
      )}
    </Panel>
  );
}

function CopyTable({
  copies,
  onRestore,
}: {
  readonly copies: readonly WireKeptCopy[];
  readonly onRestore: (request: PlaceRequest) => void;
}): ReactElement {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  return (
    <table className="table" aria-label={t('workspace.copies')}>
      <thead>
        <tr>
          <th scope="col">{t('workspace.made')}</th>
          <th scope="col">{t('workspace.why')}</th>
          <th scope="col" className="figures">
            {t('workspace.size')}
          </th>
          <th scope="col">
            <span className="for-readers">{t('workspace.restore')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {copies.map((copy) => (
          <tr key={copy.name}>
            <td>{formatMoment(copy.madeAt, language)}</td>
            <td>{t(`workspace.reasons.${copy.reason}`)}</td>
            <td className="figures">{formatBytes(copy.bytes, language)}</td>
            <td>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  onRestore({ kind: 'restore', source: { copy: copy.name }, name: copy.name });
                }}
              >
                {t('workspace.restore')}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Others(): ReactElement {
  const { t } = useTranslation('settings');
  const { data } = useApiQuery(['app:list-recent'], () => api().app.listRecent());
  const [, ...others] = data ?? [];
  return (
    <Panel
      title={t('workspace.other')}
      actions={
        <Button variant="default" onClick={() => void valueOf(api().app.chooseWorkspace())}>
          {t('workspace.openOther')}
        </Button>
      }
    >
      {others.length === 0 ? (
        <p className="quiet">{t('workspace.noRecent')}</p>
      ) : (
        <Group>
          {others.map(({ token, name }) => (
            <Button
              key={token}
              variant="default"
              onClick={() => void valueOf(api().app.openRecent({ token }))}
            >
              {name}
            </Button>
          ))}
        </Group>
      )}
    </Panel>
  );
}
