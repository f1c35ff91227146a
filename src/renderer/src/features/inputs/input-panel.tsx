import { useEffect, useState, type DragEvent, type ReactElement } from 'react';
import { fillMessage } from '#shared/messages/fill.ts';
import { useJobs } from '../../lib/job-store.ts';
import { useLocale } from '../../lib/settings-store.ts';
import {
  chooseFiles,
  dropFiles,
  followHandedOver,
  learnKinds,
  reconcileInputs,
  removeInput,
  useInputs,
  type Input,
} from './input-store.ts';

/** Where files come in, what they are, and the step that follows. */
export function InputPanel(): ReactElement {
  const { inputs: words } = useLocale();
  const inputs = useInputs((state) => state.inputs);
  useEffect(followHandedOver, []);
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
      <h2 id="inputs-heading">{words.heading}</h2>
      <DropZone />
      <ul className="items" aria-label={words.heading}>
        {inputs.map((input) => (
          <InputItem key={input.token} input={input} />
        ))}
      </ul>
      <button
        type="button"
        className="main"
        disabled={!hasInvoice}
        title={hasInvoice ? undefined : words.needsInvoice}
        onClick={() => void reconcileInputs()}
      >
        {words.reconcile}
      </button>
    </section>
  );
}

function DropZone(): ReactElement {
  const { inputs: words } = useLocale();
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
      <p>{words.lead}</p>
      <button type="button" onClick={() => void chooseFiles()}>
        {words.choose}
      </button>
    </div>
  );
}

function InputItem({ input }: { readonly input: Input }): ReactElement {
  const { inputs: words } = useLocale();
  return (
    <li className="row" data-kind={input.kind ?? 'unread'}>
      <span className="name">{input.name}</span>
      <span className="quiet">{input.kind ? words[input.kind] : words.unread}</span>
      <button
        type="button"
        aria-label={fillMessage(words.remove, { name: input.name })}
        onClick={() => {
          removeInput(input.token);
        }}
      >
        ×
      </button>
    </li>
  );
}
