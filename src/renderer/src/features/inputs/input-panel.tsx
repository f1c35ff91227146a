import { useEffect, useState, type DragEvent, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import { useJobs } from '../../lib/job-store.ts';
import {
  chooseFiles,
  dropFiles,
  learnKinds,
  reconcileInputs,
  removeInput,
  useInputs,
  type Input,
} from './input-store.ts';

/** Where files come in, what they are, and the step that follows. */
export function InputPanel(): ReactElement {
  const { t } = useTranslation('inputs');
  const inputs = useInputs((state) => state.inputs);
  useEffect(
    () =>
      useJobs.subscribe(({ jobs }) => {
        learnKinds(jobs);
      }),
    [],
  );
  const hasInvoice = inputs.some(({ kind }) => kind === 'invoice');
  return (
    <section className="panel" aria-labelledby="inputs-heading">
      <h2 id="inputs-heading">{t('heading')}</h2>
      <DropZone />
      <ul className="items" aria-label={t('heading')}>
        {inputs.map((input) => (
          <InputItem key={input.token} input={input} />
        ))}
      </ul>
      <Button
        variant="default"
        disabled={!hasInvoice}
        title={hasInvoice ? undefined : t('needsInvoice')}
        onClick={() => void reconcileInputs()}
      >
        {t('reconcile')}
      </Button>
    </section>
  );
}

function DropZone(): ReactElement {
  const { t } = useTranslation('inputs');
  const [isOver, setIsOver] = useState(false);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setIsOver(false);
    void dropFiles([...event.dataTransfer.files]);
  };
  return (
    <div
      className={isOver ? 'drop over' : 'drop'}
      data-testid="drop-zone"
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => {
        setIsOver(false);
      }}
      onDrop={onDrop}
    >
      <p>{t('lead')}</p>
      <Button variant="default" onClick={() => void chooseFiles()}>
        {t('choose')}
      </Button>
    </div>
  );
}

function InputItem({ input }: { readonly input: Input }): ReactElement {
  const { t } = useTranslation('inputs');
  return (
    <li className="row" data-kind={input.kind ?? 'unread'}>
      <span className="name">{input.name}</span>
      <span className="quiet">{t(input.kind ?? 'unread')}</span>
      <Button
        variant="default"
        aria-label={t('remove', { name: input.name })}
        onClick={() => {
          removeInput(input.token);
        }}
      >
        ×
      </Button>
    </li>
  );
}
