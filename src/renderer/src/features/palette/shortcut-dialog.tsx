import { Modal } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMAND_GROUPS, useAllCommands } from '../../lib/command-store.ts';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';

/** Every shortcut that works here and now, by group. */
export function ShortcutDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation(['palette', 'app']);
  const commands = useAllCommands().filter(({ keys }) => keys !== undefined);
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('palette:shortcuts')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('app:close') }}
    >
      <div className={classes['shortcuts']}>
        {COMMAND_GROUPS.map((group) => {
          const ofGroup = commands.filter((command) => command.group === group);
          if (ofGroup.length === 0) return null;
          return (
            <section key={group} className={classes['group']}>
              <h3>{t(`palette:groups.${group}`)}</h3>
              <dl>
                {ofGroup.map(({ id, title, keys = '' }) => (
                  <div key={id} className={classes['shortcut']}>
                    <dt>{title}</dt>
                    <dd>
                      <Keys keys={keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
