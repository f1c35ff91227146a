import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useEffect, useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DATE_ORDERS } from '#core/mapping/date-text.ts';
import { NUMBER_STYLES } from '#core/mapping/number-style.ts';
import type { DraftView } from '#shared/ipc/contract/imports.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { withHeader } from './draft-choices.ts';
import classes from './mapping.module.css';
import { SkipRules } from './skip-rules.tsx';
import type { DraftOnScreen } from './use-draft.ts';

interface PanelProps {
  readonly draft: DraftOnScreen;
  readonly view: DraftView;
}

/** How the file is read beside its columns: each choice says what the file itself shows. */
export function SettingsPanel({ draft, view }: PanelProps): ReactElement {
  const { t } = useTranslation('imports');
  return (
    <section className={classes['block']} aria-labelledby="how-read">
      <h2 id="how-read">{t('settings.title')}</h2>
      <SheetChoice draft={draft} view={view} />
      <HeaderChoice draft={draft} view={view} />
      <NumberChoice draft={draft} view={view} />
      <DateChoice draft={draft} view={view} />
      <CurrencyChoice draft={draft} view={view} />
      <SkipRules draft={draft} view={view} />
    </section>
  );
}

const ALL = '';

function SheetChoice({ draft, view }: PanelProps): ReactElement | null {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  if (view.tables.length < 2) return null;
  return (
    <NativeSelect
      size="xs"
      label={t('settings.sheet')}
      value={view.choices.sheet ?? ALL}
      data={[
        { value: ALL, label: t('settings.allSheets') },
        ...view.tables.flatMap(({ sheet, rows, hidden }) =>
          sheet === null
            ? []
            : [
                {
                  value: sheet,
                  label: t(hidden ? 'settings.sheetHidden' : 'settings.sheetRows', {
                    sheet,
                    rows: formatCount(rows, language),
                  }),
                },
              ],
        ),
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        draft.change((latest) => ({
          ...latest.choices,
          sheet: value === ALL ? null : value,
          header: null,
          columns: null,
        }));
      }}
    />
  );
}

function HeaderChoice({ draft, view }: PanelProps): ReactElement {
  const { t } = useTranslation('imports');
  const row = view.header?.row;
  const rows = view.header?.rows ?? 1;
  const [text, setText] = useState<string | number>(row ?? '');
  useEffect(() => {
    setText(row ?? '');
  }, [row]);
  const commit = (): void => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number !== row)
      draft.change((latest) => withHeader(latest, number, rows));
  };
  return (
    <div className={classes['pair']}>
      <NumberInput
        size="xs"
        label={t(rows === 0 ? 'settings.firstLine' : 'settings.headerRow')}
        min={1}
        max={100_000}
        allowDecimal={false}
        hideControls
        value={text}
        onChange={setText}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
      <NativeSelect
        size="xs"
        label={t('settings.headerRows')}
        value={String(rows)}
        data={[
          { value: '1', label: t('settings.oneRow') },
          { value: '2', label: t('settings.twoRows') },
          { value: '0', label: t('settings.noRow') },
        ]}
        onChange={(event) => {
          const chosen = HEADER_ROWS.find((own) => String(own) === event.currentTarget.value) ?? 1;
          draft.change((latest) => withHeader(latest, firstRowOf(row ?? 1, rows, chosen), chosen));
        }}
      />
    </div>
  );
}

const HEADER_ROWS = [0, 1, 2] as const;
type HeaderRows = (typeof HEADER_ROWS)[number];

/** Two rows end where the one stood, since the group row stands above the names; without any, the lines begin there. */
function firstRowOf(row: number, before: HeaderRows, after: HeaderRows): number {
  if (before === 1 && after === 2) return Math.max(1, row - 1);
  return before === 2 && after === 1 ? row + 1 : row;
}

function NumberChoice({ draft, view }: PanelProps): ReactElement {
  const { t } = useTranslation('imports');
  const column = view.columns.find(({ numberStyleReason }) => numberStyleReason !== null);
  const shown =
    column === undefined || column.numberStyle === null || column.numberStyleReason === null
      ? t('settings.open')
      : column.numberStyleReason === 'typed'
        ? t('settings.styleReasons.typed')
        : `${t(`settings.styles.${column.numberStyle}`)} (${t(`settings.styleReasons.${column.numberStyleReason}`)})`;
  return (
    <NativeSelect
      size="xs"
      label={t('settings.numbers')}
      value={view.choices.numberStyle ?? ''}
      data={[
        { value: '', label: t('settings.fromFile', { value: shown }) },
        ...NUMBER_STYLES.map((style) => ({ value: style, label: t(`settings.styles.${style}`) })),
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        const numberStyle = NUMBER_STYLES.find((style) => style === value) ?? null;
        draft.change((latest) => ({ ...latest.choices, numberStyle }));
      }}
    />
  );
}

function DateChoice({ draft, view }: PanelProps): ReactElement {
  const { t } = useTranslation('imports');
  const { summary } = view;
  const reason =
    summary === null ? t('settings.open') : t(`settings.orderReasons.${summary.dateOrderReason}`);
  const order = summary?.dateOrder ?? null;
  const shown = order === null ? reason : `${t(`settings.orders.${order}`)} (${reason})`;
  return (
    <NativeSelect
      size="xs"
      label={t('settings.dates')}
      value={view.choices.dateOrder ?? ''}
      data={[
        { value: '', label: t('settings.fromFile', { value: shown }) },
        ...DATE_ORDERS.map((own) => ({ value: own, label: t(`settings.orders.${own}`) })),
      ]}
      onChange={(event) => {
        const { value } = event.currentTarget;
        const dateOrder = DATE_ORDERS.find((own) => own === value) ?? null;
        draft.change((latest) => ({ ...latest.choices, dateOrder }));
      }}
    />
  );
}

function CurrencyChoice({ draft, view }: PanelProps): ReactElement {
  const { t } = useTranslation('imports');
  const chosen = view.choices.currency;
  const [text, setText] = useState(chosen ?? '');
  useEffect(() => {
    setText(chosen ?? '');
  }, [chosen]);
  const code = text.trim().toUpperCase();
  const isCode = code === '' || /^[A-Z]{3}$/.test(code);
  const commit = (): void => {
    const currency = code === '' ? null : code;
    if (isCode && currency !== chosen) draft.change((latest) => ({ ...latest.choices, currency }));
  };
  return (
    <TextInput
      size="xs"
      label={t('settings.currency')}
      description={t('settings.currencyHint')}
      placeholder={view.summary?.currency ?? t('settings.currencyNone')}
      value={text}
      maxLength={3}
      error={!isCode}
      onChange={(event) => {
        setText(event.currentTarget.value);
      }}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
