import { Button, Modal } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './import-screen.module.css';
import { undoImport, type Undoable } from './undo-act.ts';

/** Takes an import back; asks first where runs were made from it. */
export function UndoButton({
  entry,
  children,
}: {
  readonly entry: Undoable;
  readonly children: ReactNode;
}): ReactElement {
  const { t } = useTranslation('imports');
  const { t: words } = useTranslation();
  const [isAsking, setIsAsking] = useState(false);
  const close = (): void => {
    setIsAsking(false);
  };
  const undo = async (evenIfUsed: boolean): Promise<void> => {
    setIsAsking((await undoImport(entry, evenIfUsed)) === 'inUse');
  };
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('acts.undoOf', { name: entry.fileName })}
        onClick={() => void undo(false)}
      >
        {children}
      </Button>
      <Modal
        opened={isAsking}
        onClose={close}
        title={t('undo.title', { file: entry.fileName })}
        closeButtonProps={{ 'aria-label': words('close') }}
      >
        <div className={classes['dialog']}>
          <p>{t('undo.inUse')}</p>
          <div className={classes['dialogActs']}>
            <Button variant="default" data-autofocus onClick={close}>
              {words('cancel')}
            </Button>
            <Button onClick={() => void undo(true)}>{t('undo.confirm')}</Button>
          </div>
        </div>
      </Modal>
    </>
  );
}
