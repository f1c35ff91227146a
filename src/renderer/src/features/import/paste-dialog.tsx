import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState, type ClipboardEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_NAME, MOST_CHARACTERS } from '#shared/limits.ts';
import { addPasted } from './import-acts.ts';
import classes from './import-screen.module.css';

/** Room for the other texts of the request. */
const MOST_PASTED = MOST_CHARACTERS - 2 * LONGEST_NAME;

/** Takes a table from the clipboard: cells of a spreadsheet arrive as tab-separated text. */
export function PasteDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('imports');
  const { t: words } = useTranslation();
  const [text, setText] = useState('');
  const [name, setName] = useState('');
  const isTooLong = text.length > MOST_PASTED;
  const close = (): void => {
    setText('');
    setName('');
    onClose();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const html = event.clipboardData.getData('text/html');
    const plain = event.clipboardData.getData('text/plain');
    // A table of a web page may come as markup alone; a spreadsheet brings its cells as text as well.
    if (plain.includes('\t') || !/<table[\s>]/i.test(html)) return;
    event.preventDefault();
    setText(html);
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      size="xl"
      title={t('pasted.title')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <form
        className={classes['dialog']}
        onSubmit={(event) => {
          event.preventDefault();
          const given = name.trim() === '' ? t('pasted.defaultName') : name.trim();
          void addPasted(given, text);
          close();
        }}
      >
        <Textarea
          data-autofocus
          className={classes['pasted'] ?? ''}
          label={t('pasted.label')}
          description={t('pasted.hint')}
          rows={12}
          value={text}
          spellCheck={false}
          error={isTooLong ? t('pasted.tooLong') : undefined}
          onPaste={onPaste}
          onChange={(event) => {
            setText(event.currentTarget.value);
          }}
        />
        <TextInput
          label={t('pasted.name')}
          placeholder={t('pasted.defaultName')}
          maxLength={200}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <div className={classes['dialogActs']}>
          <Button variant="default" onClick={close}>
            {words('cancel')}
          </Button>
          <Button type="submit" disabled={text.trim() === '' || isTooLong}>
            {t('pasted.open')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
