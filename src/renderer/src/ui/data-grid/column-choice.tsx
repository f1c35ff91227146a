import { ActionIcon, Button, Checkbox, Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { moveColumn, orderColumns, PLAIN_LAYOUT, type GridColumn, type GridLayout } from './grid-column.ts';
import classes from './column-choice.module.css';

/** Which columns a grid shows, and in which order. The pinned ones always stay. */
export function ColumnChoice<Row>({
  columns,
  layout,
  onLayout,
}: {
  readonly columns: readonly GridColumn<Row>[];
  readonly layout: GridLayout;
  readonly onLayout: (change: Partial<GridLayout>) => void;
}): ReactElement {
  const { t } = useTranslation('grid');
  const movable = orderColumns(columns, layout).filter(({ isPinned }) => isPinned !== true);
  return (
    <Popover position="bottom-end" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} stroke={1.75} aria-hidden="true" />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns')}>
        <ul className={classes['list']}>
          {movable.map(({ id, band, title, unit, isHidden }, place) => {
            const label = [band, title, unit].filter((part) => part !== undefined).join(' · ');
            return (
              <li key={id} className={classes['column']}>
                <Checkbox
                  className={classes['name']}
                  label={label}
                  checked={layout.shown[id] ?? isHidden !== true}
                  onChange={(event) => {
                    onLayout({ shown: { ...layout.shown, [id]: event.currentTarget.checked } });
                  }}
                />
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={t('moveEarlier', { column: label })}
                  disabled={place === 0}
                  onClick={() => {
                    onLayout({ order: moveColumn(columns, layout, id, -1) });
                  }}
                >
                  <IconChevronUp size={16} stroke={1.75} aria-hidden="true" />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  size="sm"
                  aria-label={t('moveLater', { column: label })}
                  disabled={place === movable.length - 1}
                  onClick={() => {
                    onLayout({ order: moveColumn(columns, layout, id, 1) });
                  }}
                >
                  <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
                </ActionIcon>
              </li>
            );
          })}
        </ul>
        <Button
          variant="subtle"
          onClick={() => {
            onLayout(PLAIN_LAYOUT);
          }}
        >
          {t('resetColumns')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
