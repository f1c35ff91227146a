import { Checkbox } from '@mantine/core';
import { useId, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import { OPTIONAL_SHEETS, SHEET_NAMES, type OptionalSheetId, type SheetId } from '#core/workbook/sheets.ts';
import type { WireExportPreview } from '#shared/ipc/contract/exports.ts';
import type { Language } from '#shared/messages/language.ts';
import { formatCount } from '../../lib/format/format.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import classes from './export.module.css';

const isOptional = (id: SheetId): id is OptionalSheetId => OPTIONAL_SHEETS.some((sheet) => sheet === id);

/** Whether a sheet's level lies below the detail that was chosen. */
function isTooFine(id: SheetId, detail: UsageLevel): boolean {
  const level = USAGE_LEVELS.find((name) => id === `usage-${name}`);
  return level !== undefined && USAGE_LEVELS.indexOf(level) > USAGE_LEVELS.indexOf(detail);
}

/** The sheets in their order, by the names that they will have; those that nothing depends on can be left out. */
export function SheetList({
  sheets,
  detail,
  language,
  omitted,
  onOmit,
}: {
  readonly sheets: WireExportPreview['sheets'];
  readonly detail: UsageLevel;
  readonly language: Language;
  readonly omitted: readonly OptionalSheetId[];
  readonly onOmit: (omitted: readonly OptionalSheetId[]) => void;
}): ReactElement {
  const { t } = useTranslation('export');
  const spoken = useLanguage();
  const headingId = useId();
  // By user appears only where the invoice names users; the export decides.
  const listed = sheets.filter(({ id }) => id !== 'by-user');
  return (
    <section aria-labelledby={headingId}>
      <h3 id={headingId} className={classes['label']}>
        {t('sheets')}
      </h3>
      <ul className={classes['sheets']}>
        {listed.map(({ id, rows }) => {
          const note = isTooFine(id, detail)
            ? t('left')
            : rows === null
              ? undefined
              : t('rows', { count: rows, formatted: formatCount(rows, spoken) });
          return (
            <li key={id} className={classes['sheet']} data-sheet={id}>
              {isOptional(id) ? (
                <Checkbox
                  label={SHEET_NAMES[id][language]}
                  checked={!omitted.includes(id) && !isTooFine(id, detail)}
                  disabled={isTooFine(id, detail)}
                  onChange={({ currentTarget: { checked } }) => {
                    onOmit(checked ? omitted.filter((sheet) => sheet !== id) : [...omitted, id]);
                  }}
                />
              ) : (
                <span className={classes['fixed']}>
                  <span aria-hidden="true">✓</span> {SHEET_NAMES[id][language]}
                  <span className="for-readers">, {t('always')}</span>
                </span>
              )}
              {note !== undefined && <span className="quiet">{note}</span>}
            </li>
          );
        })}
      </ul>
      <p className="quiet">{t('sheetsNote')}</p>
    </section>
  );
}
