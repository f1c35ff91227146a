import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { FileItem } from './file-item.tsx';
import classes from './import-screen.module.css';
import { useImports } from './import-store.ts';

/** The files of this session, newest first, each with where it stands and what can be done. */
export function FileList(): ReactElement {
  const { t } = useTranslation('imports');
  const inputs = useImports((state) => state.inputs);
  if (inputs.length === 0)
    return (
      <div className={classes['empty']} data-testid="drop-zone">
        <p>{t('filesEmpty')}</p>
        <p className="quiet">{t('overlayHint')}</p>
      </div>
    );
  return (
    <ul className={classes['items']} aria-label={t('files')} data-testid="drop-zone">
      {inputs.toReversed().map((input) => (
        <FileItem key={input.id} input={input} />
      ))}
    </ul>
  );
}
