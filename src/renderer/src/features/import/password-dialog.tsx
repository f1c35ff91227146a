import { Button, Modal, PasswordInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { openWithPassword } from './import-acts.ts';
import classes from './import-screen.module.css';
import type { Input } from './import-store.ts';

/** Asks for the password of a protected workbook. It leaves this dialog for the engine, and is forgotten. */
export function PasswordDialog({
  input,
  isOpen,
  onClose,
}: {
  readonly input: Input;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('imports');
  const { t: words } = useTranslation();
  const [password, setPassword] = useState('');
  const close = (): void => {
    setPassword('');
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={t('password.title', { name: input.name })}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <form
        className={classes['dialog']}
        onSubmit={(event) => {
          event.preventDefault();
          const given = password;
          close();
          void openWithPassword(input.id, given);
        }}
      >
        <PasswordInput
          data-autofocus
          autoComplete="off"
          label={t('password.label')}
          description={t('password.hint')}
          value={password}
          visibilityToggleButtonProps={{ 'aria-hidden': true }}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <div className={classes['dialogActs']}>
          <Button variant="default" onClick={close}>
            {words('cancel')}
          </Button>
          <Button type="submit" disabled={password === ''}>
            {t('password.open')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
