import { Button, Loader } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMemo, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import { useCommands } from '../../../lib/command-store.ts';
import { formatMoment } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { Screen } from '../../../ui/screen.tsx';
import { ErrorState, LoadingState } from '../../../ui/states.tsx';
import { acceptDraft, addFiles, forget } from '../import-acts.ts';
import { needsPerson, openMapping, useImports, type Input } from '../import-store.ts';
import { ClassPanel } from './class-panel.tsx';
import { DraftGrid, type RowFilter } from './draft-grid.tsx';
import { DriftPanel } from './drift-panel.tsx';
import { EncodingChoice } from './encoding-choice.tsx';
import classes from './mapping.module.css';
import { ProblemPanel } from './problem-panel.tsx';
import { RowFilterChoice } from './row-filter.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import { TemplateBar } from './template-bar.tsx';
import { TotalsBar } from './totals-bar.tsx';
import { UnitPanel } from './unit-panel.tsx';
import { useDraft, type DraftOnScreen } from './use-draft.ts';

/** The mapping of one invoice: its rows as they are, what each column is, and what an import would bring. */
export function MappingScreen({ input }: { readonly input: Input }): ReactElement {
  const { state } = input;
  const draftId = state.step === 'mapping' || state.step === 'importing' ? state.draftId : undefined;
  const draft = useDraft(draftId ?? '', state.step === 'mapping');
  // The mapping covers the list: a file that failed must not go unnoticed behind it.
  const waiting = useImports(
    ({ inputs }) => inputs.filter((other) => needsPerson(other) && other.id !== input.id).length,
  );
  const { t } = useTranslation('imports');
  const isImporting = state.step === 'importing';
  const canImport = !isImporting && !draft.isReading && draft.view?.problem === null;
  const accept = (): void => {
    if (draftId !== undefined) void acceptDraft(input, draftId);
  };
  useMappingCommands(canImport, accept);
  return (
    <Screen
      layout="fill"
      title={t('mapping.title', { name: input.name })}
      actions={
        <>
          {draft.isReading && (
            <span className={classes['reading']} role="status">
              <Loader size="xs" aria-hidden />
              {t('mapping.reading')}
            </span>
          )}
          <Button
            variant="default"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={() => {
              openMapping(undefined);
            }}
          >
            {waiting === 0 ? t('mapping.back') : t('mapping.backToOthers', { count: waiting })}
          </Button>
          <Button
            variant="default"
            disabled={isImporting}
            onClick={() => {
              forget(input);
            }}
          >
            {t('mapping.discard')}
          </Button>
          <Button disabled={!canImport} loading={isImporting} onClick={accept}>
            {t(isImporting ? 'mapping.importing' : 'mapping.import')}
          </Button>
        </>
      }
    >
      {draft.error ? (
        <ErrorState
          error={draft.error}
          onRetry={() => {
            const { token, name } = input;
            if (token !== undefined) void addFiles([{ token, name }]);
          }}
        />
      ) : draft.view === undefined ? (
        <LoadingState rows={12} />
      ) : (
        <Mapping input={input} draft={draft} view={draft.view} />
      )}
    </Screen>
  );
}

function useMappingCommands(canImport: boolean, accept: () => void): void {
  const { t } = useTranslation('imports');
  useCommands(
    'import-mapping',
    useMemo(
      () => [
        {
          id: 'import:accept',
          group: 'work',
          title: t('mapping.import'),
          keys: 'mod+Enter',
          isDisabled: !canImport,
          run: accept,
        },
        {
          id: 'import:back',
          group: 'go',
          title: t('mapping.back'),
          run: () => {
            openMapping(undefined);
          },
        },
      ],
      [t, canImport],
    ),
  );
}

function Mapping({
  input,
  draft,
  view,
}: {
  readonly input: Input;
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
}): ReactElement {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const [filter, setFilter] = useState<RowFilter>('all');
  return (
    <div className={classes['mapping']}>
      <div className={classes['notes']}>
        <TemplateBar draft={draft} view={view} />
        {view.imported !== null && (
          <p className={classes['note']}>
            {t('mapping.already', { when: formatMoment(view.imported.importedAt, language) })}
          </p>
        )}
        <ProblemPanel draft={draft} view={view} />
        <DriftPanel draft={draft} view={view} />
      </div>
      <section className={classes['rows']} data-pane="rows" aria-label={t('mapping.grid')}>
        <RowFilterChoice view={view} filter={filter} onChange={setFilter} />
        <DraftGrid draft={draft} view={view} filter={filter} />
      </section>
      <aside className={classes['side']} data-pane="settings" aria-label={t('settings.title')}>
        <SettingsPanel draft={draft} view={view} />
        <EncodingChoice input={input} view={view} />
        <ClassPanel view={view} />
        <UnitPanel view={view} revision={draft.revision} />
      </aside>
      <TotalsBar view={view} />
    </div>
  );
}
