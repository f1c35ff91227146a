import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import type { TemplateEntry } from '#shared/ipc/contract/templates.ts';
import { api } from '../../../lib/api.ts';
import { useApiAct, useApiQuery } from '../../../lib/api-query.ts';
import { tellNews } from '../../../lib/news-store.ts';
import importClasses from '../import-screen.module.css';
import classes from './mapping.module.css';
import { TemplateDialog } from './template-dialog.tsx';
import type { DraftOnScreen } from './use-draft.ts';

const NONE = '';

/** By which template the file is read, another one, none; and keeping how it is read. */
export function TemplateBar({
  draft,
  view,
}: {
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
}): ReactElement {
  const { t } = useTranslation('imports');
  const [dialog, setDialog] = useState<'save' | 'manage' | undefined>();
  const { data: templates = [] } = useApiQuery(['templates:list-templates'], () =>
    api().templates.listTemplates(),
  );
  const { template } = view;
  const save = useApiAct((input: { readonly name: string; readonly templateId: number | null }) =>
    api().templates.saveTemplate({ draftId: view.draftId, ...input }),
  );
  const keep = (name: string, templateId: number | null): void => {
    save.mutate(
      { name, templateId },
      {
        onSuccess: (saved: TemplateEntry) => {
          setDialog(undefined);
          tellNews({ text: t('templates.saved', { name: saved.name, version: saved.version }) });
          draft.refresh();
        },
      },
    );
  };
  return (
    <div className={classes['bar']} data-template={template?.name ?? ''}>
      {template === null ? (
        <span>
          <strong>{t('templates.none')}</strong> <span className="quiet">{t('templates.noneHint')}</span>
        </span>
      ) : (
        <span>
          {t('templates.applied')} <strong>{template.name}</strong>{' '}
          <span className="quiet">{t('templates.version', { version: template.version })}</span>
        </span>
      )}
      <span className={classes['grow']} />
      {templates.length > 0 && (
        <NativeSelect
          size="xs"
          aria-label={t('templates.change')}
          value={template === null ? NONE : String(template.templateId)}
          data={[
            { value: NONE, label: t('templates.withoutTemplate') },
            ...templates.map((own) => ({ value: String(own.templateId), label: own.name })),
          ]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            draft.applyTemplate(value === NONE ? null : Number(value));
          }}
        />
      )}
      {template?.isChanged === true && (
        <Button
          variant="default"
          size="compact-sm"
          disabled={view.problem !== null || save.isPending}
          onClick={() => {
            keep(template.name, template.templateId);
          }}
        >
          {t('templates.update', { name: template.name, version: template.version + 1 })}
        </Button>
      )}
      <Button
        variant="default"
        size="compact-sm"
        disabled={view.problem !== null || save.isPending}
        onClick={() => {
          setDialog('save');
        }}
      >
        {t('templates.save')}
      </Button>
      {templates.length > 0 && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => {
            setDialog('manage');
          }}
        >
          {t('templates.manage')}
        </Button>
      )}
      <SaveDialog
        isOpen={dialog === 'save'}
        onClose={() => {
          setDialog(undefined);
        }}
        onSave={(name) => {
          keep(name, null);
        }}
      />
      <TemplateDialog
        templates={templates}
        isOpen={dialog === 'manage'}
        onClose={() => {
          setDialog(undefined);
        }}
      />
    </div>
  );
}

function SaveDialog({
  isOpen,
  onClose,
  onSave,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSave: (name: string) => void;
}): ReactElement {
  const { t } = useTranslation('imports');
  const { t: words } = useTranslation();
  const [name, setName] = useState('');
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={t('templates.saveTitle')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      <form
        className={importClasses['dialog']}
        onSubmit={(event) => {
          event.preventDefault();
          onSave(name.trim());
          setName('');
        }}
      >
        <TextInput
          data-autofocus
          label={t('templates.name')}
          description={t('templates.noneHint')}
          maxLength={200}
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        <div className={importClasses['dialogActs']}>
          <Button variant="default" onClick={onClose}>
            {words('cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === ''}>
            {t('templates.saveAct')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
