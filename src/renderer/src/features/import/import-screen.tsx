import { Button } from '@mantine/core';
import { IconClipboard, IconFolderOpen } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommands } from '../../lib/command-store.ts';
import { Panel } from '../../ui/panel.tsx';
import { Screen } from '../../ui/screen.tsx';
import { FileList } from './file-list.tsx';
import { chooseFiles, reconcileImported } from './import-acts.ts';
import { ImportHistory } from './import-history.tsx';
import classes from './import-screen.module.css';
import { invoiceToReconcile, useImports } from './import-store.ts';
import { MappingScreen } from './mapping/mapping-screen.tsx';
import { PasteDialog } from './paste-dialog.tsx';

/** Where files come in: given, told apart, mapped, imported, and taken back. */
export function ImportScreen(): ReactElement {
  const open = useImports(({ inputs, openInput }) => inputs.find(({ id }) => id === openInput));
  if (open?.state.step === 'mapping' || (open?.state.step === 'importing' && open.kind === 'invoice'))
    return <MappingScreen key={open.id} input={open} />;
  return <Files />;
}

function Files(): ReactElement {
  const { t } = useTranslation('imports');
  const { t: words } = useTranslation();
  const [isPasting, setIsPasting] = useState(false);
  const canReconcile = useImports(({ inputs }) => invoiceToReconcile(inputs) !== undefined);
  useCommands(
    'import',
    useMemo(
      () => [
        {
          id: 'import:choose',
          group: 'work',
          title: t('choose'),
          keys: 'mod+O',
          run: () => void chooseFiles(),
        },
        {
          id: 'import:paste',
          group: 'work',
          title: t('paste'),
          run: () => {
            setIsPasting(true);
          },
        },
      ],
      [t],
    ),
  );
  return (
    <Screen
      title={words('screens.import')}
      description={t('lead')}
      actions={
        <>
          <Button
            variant="default"
            leftSection={<IconClipboard size={16} aria-hidden />}
            onClick={() => {
              setIsPasting(true);
            }}
          >
            {t('paste')}
          </Button>
          <Button
            variant="default"
            data-testid="choose-files"
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            onClick={() => void chooseFiles()}
          >
            {t('choose')}
          </Button>
          <Button
            disabled={!canReconcile}
            title={canReconcile ? undefined : t('needsInvoice')}
            onClick={() => void reconcileImported()}
          >
            {t('reconcile')}
          </Button>
        </>
      }
    >
      <div className={classes['sheets']}>
        <Panel title={t('files')}>
          <FileList />
        </Panel>
        <Panel title={t('history.title')}>
          <ImportHistory />
        </Panel>
      </div>
      <PasteDialog
        isOpen={isPasting}
        onClose={() => {
          setIsPasting(false);
        }}
      />
    </Screen>
  );
}
