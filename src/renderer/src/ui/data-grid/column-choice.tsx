import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PLAIN_LAYOUT, type GridColumn, type GridLayout } from './grid-column.ts';
import classes from './column-choice.module.css';

/** Which columns a grid shows. The pinned ones always stay. */
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
  return (
    <Popover position="bottom-end" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} stroke={1.75} aria-hidden="true" />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns')}>
        <div className={classes['list']}>
          {columns
            .filter(({ isPinned }) => isPinned !== true)
            .map(({ id, band, title, unit, isHidden }) => (
              <Checkbox
                key={id}
                label={[band, title, unit].filter((part) => part !== undefined).join(' · ')}
                checked={layout.shown[id] ?? isHidden !== true}
                onChange={(event) => {
                  onLayout({ shown: { ...layout.shown, [id]: event.currentTarget.checked } });
                }}
              />
            ))}
          <Button
            variant="subtle"
            onClick={() => {
              onLayout(PLAIN_LAYOUT);
            }}
          >
            {t('resetColumns')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
