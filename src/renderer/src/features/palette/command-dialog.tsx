import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useAllCommands, type Command } from '../../lib/command-store.ts';
import { findCommands } from './find-commands.ts';
import { Keys } from './keys.tsx';
import classes from './palette.module.css';

interface DialogProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Everything that can be done now, found by typing a part of its name. */
export function CommandDialog({ isOpen, onClose }: DialogProps): ReactElement {
  const { t } = useTranslation('palette');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      title={<span className="for-readers">{t('open')}</span>}
      centered={false}
      yOffset="12vh"
      size="lg"
      padding={0}
      classNames={{ header: classes['noHeader'] ?? '' }}
    >
      <CommandList onClose={onClose} />
    </Modal>
  );
}

/** A combobox: the focus stays in the field, the arrows move the choice. */
function CommandList({ onClose }: Pick<DialogProps, 'onClose'>): ReactElement {
  const { t } = useTranslation('palette');
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = findCommands(useAllCommands(), text);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((chosen + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') run(found[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="lg"
        className={classes['field'] ?? ''}
        leftSection={<IconSearch size={18} stroke={1.6} aria-hidden="true" />}
        placeholder={t('placeholder')}
        aria-label={t('placeholder')}
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${chosen}` : undefined}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.length === 0 && (
        <p className={classes['nothing']} role="status">
          {t('nothing')}
        </p>
      )}
      <ul id={listId} role="listbox" aria-label={t('open')} className={classes['list']}>
        {found.map((command, index) => (
          <li
            key={command.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            className={classes['option']}
            ref={index === chosen ? scrollTo : undefined}
            onMouseMove={() => {
              setChosen(index);
            }}
            onClick={() => {
              run(command);
            }}
          >
            <span>{command.title}</span>
            <span className="quiet">{t(`groups.${command.group}`)}</span>
            {command.keys !== undefined && <Keys keys={command.keys} />}
          </li>
        ))}
      </ul>
    </>
  );
}

const scrollTo = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'nearest' });
};
