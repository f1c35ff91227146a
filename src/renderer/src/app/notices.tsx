import { Button, CloseButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { closeError, useError } from '../lib/error-store.ts';
import { closeUpdate, useUpdate } from '../lib/update-store.ts';
import { Banner } from '../ui/banner.tsx';
import { ErrorText } from '../ui/error-notice.tsx';

/** What was refused, and what a check for updates came to: each until it is closed. */
export function Notices(): ReactElement {
  return (
    <>
      <RefusalNotice />
      <UpdateNotice />
    </>
  );
}

function RefusalNotice(): ReactElement | null {
  const { t } = useTranslation();
  const error = useError((state) => state.error);
  if (!error) return null;
  return (
    <Banner
      tone="bad"
      role="alert"
      data-error={error.code}
      actions={
        <Button variant="default" onClick={closeError}>
          {t('close')}
        </Button>
      }
    >
      <ErrorText error={error} />
    </Banner>
  );
}

function UpdateNotice(): ReactElement | null {
  const { t } = useTranslation();
  const update = useUpdate((state) => state.update);
  if (!update) return null;
  const version = update.state === 'available' ? update.version : '';
  return (
    <Banner
      tone="plain"
      role="status"
      data-update={update.state}
      actions={<CloseButton aria-label={t('close')} onClick={closeUpdate} />}
    >
      <p>{t(`updates.${update.state}`, { version })}</p>
    </Banner>
  );
}
