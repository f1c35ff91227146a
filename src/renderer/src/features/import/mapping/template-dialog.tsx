import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateEntry } from '#shared/ipc/contract/templates.ts';
import { api } from '../../../lib/api.ts';
import { useApiAct } from '../../../lib/api-query.ts';
import classes from './mapping.module.css';

/** The saved templates: what each was made from and how often it was used; renaming and deleting. */
export function TemplateDialog({
  templates,
  isOpen,
  onClose,
}: {
  readonly templates: readonly TemplateEntry[];
  readonly isOpen: boolean;
  readonly onClose: () => void;
}): ReactElement {
  const { t } = useTranslation('imports');
  const { t: words } = useTranslation();
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('templates.manageTitle')}
      closeButtonProps={{ 'aria-label': words('close') }}
    >
      {templates.length === 0 && <p className="quiet">{t('templates.empty')}</p>}
      <ul className={classes['list']}>
        {templates.map((template) => (
          <Template key={template.templateId} template={template} />
        ))}
      </ul>
    </Modal>
  );
}

function Template({ template }: { readonly template: TemplateEntry }): ReactElement {
  const { t } = useTranslation('imports');
  const { t: words } = useTranslation();
  const { templateId } = template;
  const [name, setName] = useState(template.name);
  const [isDeleting, setIsDeleting] = useState(false);
  const rename = useApiAct(() => api().templates.renameTemplate({ templateId, name: name.trim() }));
  const remove = useApiAct(() => api().templates.deleteTemplate({ templateId }));
  if (isDeleting)
    return (
      <li>
        <span className={classes['grow']}>{t('templates.deleteConfirm', { name: template.name })}</span>
        <Button
          variant="default"
          data-autofocus
          onClick={() => {
            setIsDeleting(false);
          }}
        >
          {words('cancel')}
        </Button>
        <Button
          onClick={() => {
            remove.mutate(undefined);
          }}
        >
          {t('templates.delete')}
        </Button>
      </li>
    );
  return (
    <li>
      <TextInput
        className={classes['grow'] ?? ''}
        aria-label={t('templates.renameOf', { name: template.name })}
        description={`${t('templates.version', { version: template.version })} · ${t('templates.madeFrom', { file: template.fileName })} · ${t('templates.uses', { count: template.uses })}`}
        value={name}
        maxLength={200}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
      />
      <Button
        variant="default"
        disabled={name.trim() === '' || name.trim() === template.name}
        onClick={() => {
          rename.mutate(undefined);
        }}
      >
        {t('templates.rename')}
      </Button>
      <Button
        variant="default"
        aria-label={t('templates.deleteOf', { name: template.name })}
        onClick={() => {
          setIsDeleting(true);
        }}
      >
        {t('templates.delete')}
      </Button>
    </li>
  );
}
