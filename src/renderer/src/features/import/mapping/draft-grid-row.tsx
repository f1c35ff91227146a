import { memo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isFigureField } from '#core/mapping/invoice-field.ts';
import type { DraftRow, DraftView } from '#shared/ipc/contract/imports.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { issueText } from '#shared/messages/issues.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { withHeader } from './draft-choices.ts';
import classes from './draft-grid.module.css';
import { ruleKey } from './rule-words.ts';
import type { DraftOnScreen } from './use-draft.ts';

/** As far down as a header is looked for. */
const LAST_HEADER_ROW = 50;

/** One row of the file: in its margin what it is taken for and why, then its cells as they stand there. */
export const DraftGridRow = memo(function DraftGridRow({
  index,
  top,
  row,
  width,
  draft,
  view,
}: {
  readonly index: number;
  readonly top: number;
  /** Undefined while it is on its way. */
  readonly row: DraftRow | undefined;
  readonly width: number;
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
}): ReactElement {
  const transform = `translateY(${String(top)}px)`;
  if (row === undefined)
    return (
      <div role="row" aria-rowindex={index + 2} className={classes['line']} style={{ transform }}>
        <div role="rowheader" aria-colindex={1} className={classes['margin']}>
          …
        </div>
      </div>
    );
  const isFigure = new Map(
    view.columns.map(({ column, content, field }) => [
      column,
      content === 'number' || (field !== null && isFigureField(field)),
    ]),
  );
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={classes['line']}
      style={{ transform }}
      data-place={row.place}
      data-class={row.rowClass ?? undefined}
      data-quarantined={row.quarantined || undefined}
    >
      <Margin row={row} draft={draft} />
      {Array.from({ length: width }, (_cell, column) => {
        const text = row.cells[column] ?? '';
        return (
          <div
            key={column}
            role="cell"
            aria-colindex={column + 2}
            className={classes['cell']}
            data-figure={isFigure.get(column) === true && row.place === 'line' ? true : undefined}
            title={text.length > 20 ? text : undefined}
          >
            {text}
          </div>
        );
      })}
    </div>
  );
});

function Margin({ row, draft }: { readonly row: DraftRow; readonly draft: DraftOnScreen }): ReactElement {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const { rowClass, classRule, place, issues } = row;
  const words = DOMAIN_WORDS[language].rowClasses;
  const told = issues.map(({ code, column, text }) =>
    [column, issueText(code, language), text].filter((part) => part !== null && part !== '').join(' · '),
  );
  const why = rowClass === null || rowClass === 'charge' ? '' : t(`rules.${ruleKey(classRule ?? '')}`);
  const title = [why, ...told].filter((part) => part !== '').join('\n');
  return (
    <div role="rowheader" aria-colindex={1} className={classes['margin']} title={title}>
      <span className={classes['number']}>{row.row}</span>
      <span className={classes['what']}>
        {row.quarantined
          ? t('mapping.quarantinedRow')
          : rowClass === null
            ? t(`mapping.places.${place}`)
            : words[rowClass]}
        {row.quarantined && issues[0] ? ` · ${issueText(issues[0].code, language)}` : ''}
        {!row.quarantined && why !== '' && ` · ${why}`}
        {row.hidden && ` · ${t('mapping.hiddenRow')}`}
      </span>
      {row.row <= LAST_HEADER_ROW && place !== 'header' && (
        <button
          type="button"
          // Reached by keyboard through the settings beside the table: not a stop in every row.
          tabIndex={-1}
          className={classes['makeHeader']}
          onClick={() => {
            draft.change((latest) => withHeader(latest, row.row, 1));
          }}
        >
          {t('mapping.useHeader', { row: row.row })}
        </button>
      )}
    </div>
  );
}
