import { Button, Group } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';
import { api } from '../../lib/api.ts';
import { valueOf } from '../../lib/error-store.ts';
import { cancelJob, isRunning, useJobs } from '../../lib/job-store.ts';
import { goTo } from '../../lib/navigation.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorText } from '../../ui/error-notice.tsx';
import { JobProgress } from '../../ui/job-progress.tsx';

/** What is to be put into an empty folder. */
export type PlaceRequest =
  | { readonly kind: 'move' }
  | {
      readonly kind: 'restore';
      readonly source: { readonly file: string } | { readonly copy: string };
      /** As the person knows it. */
      readonly name: string;
    };

/** Puts a workspace into an empty folder, and then offers to open it. What is held now is not touched. */
export function PlaceDialog({
  request,
  onClose,
}: {
  readonly request: PlaceRequest | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('settings');
  return (
    <Dialog
      title={request?.kind === 'move' ? t('workspace.moveTitle') : t('workspace.restoreTitle')}
      isOpen={request !== undefined}
      onClose={onClose}
    >
      {request && <Placing request={request} onClose={onClose} />}
    </Dialog>
  );
}

function Placing({
  request,
  onClose,
}: {
  readonly request: PlaceRequest;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation(['settings', 'app']);
  const [folder, setFolder] = useState<FileHandle>();
  const [jobId, setJobId] = useState<string>();
  const job = useJobs(({ jobs }) => jobs.find((held) => held.jobId === jobId));
  const choose = async (): Promise<void> => {
    const chosen = await valueOf(api().workspace.chooseFolder());
    if (!chosen) return;
    const started = await valueOf(
      request.kind === 'move'
        ? api().jobs.startMove({ folder: chosen.token })
        : api().jobs.startRestore({ source: request.source, folder: chosen.token }),
    );
    if (!started) return;
    setFolder(chosen);
    setJobId(started.jobId);
  };
  const open = async (): Promise<void> => {
    if (!folder) return;
    onClose();
    goTo('periods');
    await valueOf(api().app.openRecent({ token: folder.token }));
  };
  if (job !== undefined && isRunning(job)) {
    return (
      <>
        <JobProgress job={job} />
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              cancelJob(job.jobId);
            }}
          >
            {t('app:cancel')}
          </Button>
        </Group>
      </>
    );
  }
  if (job?.state === 'completed' && folder !== undefined) {
    return (
      <>
        <p role="status">{t('workspace.placed', { folder: folder.name })}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('workspace.stay')}
          </Button>
          <Button onClick={() => void open()}>{t('workspace.openPlaced', { folder: folder.name })}</Button>
        </Group>
      </>
    );
  }
  return (
    <>
      {request.kind === 'restore' && <p>{request.name}</p>}
      <p>{request.kind === 'move' ? t('workspace.moveText') : t('workspace.restoreText')}</p>
      {job?.error && <ErrorText error={job.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app:cancel')}
        </Button>
        <Button onClick={() => void choose()}>{t('workspace.chooseFolder')}</Button>
      </Group>
    </>
  );
}
