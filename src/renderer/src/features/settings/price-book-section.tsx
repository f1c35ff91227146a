import { Button, Group } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireParameters, WirePrice } from '#shared/ipc/contract/parameters.ts';
import { api } from '../../lib/api.ts';
import { useApiAct, useApiQuery } from '../../lib/api-query.ts';
import { valueOf } from '../../lib/error-store.ts';
import { formatCount, formatDay, formatMoment, formatQuantity } from '../../lib/format/format.ts';
import { tellNews } from '../../lib/news-store.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Panel } from '../../ui/panel.tsx';
import { RunAgain } from './run-again.tsx';
import classes from './settings.module.css';

/** How many rows are shown; the file itself is evidence. */
const SHOWN = 200;

/** The agreed unit prices: the file in use, and its rows. */
export function PriceBookSection({ book }: { readonly book: WireParameters['priceBook'] }): ReactElement {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const remove = useApiAct(() => api().parameters.removePriceBook());
  const choose = async (): Promise<void> => {
    const [file] = (await valueOf(api().files.chooseInputs())) ?? [];
    if (file === undefined) return;
    const done = await valueOf(api().parameters.importPriceBook({ file: file.token }));
    if (done !== undefined) tellNews({ text: t('priceBook.imported') });
  };
  return (
    <Panel title={t('section.priceBook')} actions={<RunAgain />}>
      <p className={classes['lead']}>{t('priceBook.text')}</p>
      <p>
        {book === null
          ? t('priceBook.none')
          : t('priceBook.inUse', {
              file: book.fileName,
              rows: formatCount(book.rows, language),
              at: formatMoment(book.importedAt, language),
            })}
      </p>
      <p className="quiet">{t('priceBook.columns')}</p>
      <Group>
        <Button variant={book === null ? 'filled' : 'default'} onClick={() => void choose()}>
          {book === null ? t('priceBook.choose') : t('priceBook.replace')}
        </Button>
        {book !== null && (
          <Button
            variant="default"
            loading={remove.isPending}
            onClick={() => {
              remove.mutate(undefined, {
                onSuccess: () => {
                  tellNews({ text: t('priceBook.removed') });
                },
              });
            }}
          >
            {t('priceBook.remove')}
          </Button>
        )}
      </Group>
      {book !== null && <PriceTable version={book.version} />}
    </Panel>
  );
}

function PriceTable({ version }: { readonly version: number }): ReactElement | null {
  const { t } = useTranslation('settings');
  const language = useLanguage();
  const { data } = useApiQuery(['parameters:list-prices', version], () =>
    api().parameters.listPrices({ offset: 0, limit: SHOWN }),
  );
  if (data === undefined) return null;
  return (
    <>
      <div className={classes['scroll']} role="region" aria-label={t('priceBook.caption')} tabIndex={0}>
        <table className="table" aria-label={t('priceBook.caption')}>
          <thead>
            <tr>
              <th scope="col" className="figures">
                {t('priceBook.row')}
              </th>
              <th scope="col">{t('priceBook.sku')}</th>
              <th scope="col" className="figures">
                {t('priceBook.price')}
              </th>
              <th scope="col">{t('priceBook.currency')}</th>
              <th scope="col">{t('priceBook.subscription')}</th>
              <th scope="col">{t('priceBook.customer')}</th>
              <th scope="col">{t('priceBook.from')}</th>
              <th scope="col">{t('priceBook.to')}</th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((price) => (
              <PriceRow key={price.row} price={price} />
            ))}
          </tbody>
        </table>
      </div>
      {data.total > data.rows.length && (
        <p className="quiet">
          {t('priceBook.shown', {
            shown: formatCount(data.rows.length, language),
            all: formatCount(data.total, language),
          })}
        </p>
      )}
    </>
  );
}

function PriceRow({ price }: { readonly price: WirePrice }): ReactElement {
  const language = useLanguage();
  const day = (text: string | null): string => (text === null ? '' : formatDay(text, language));
  return (
    <tr>
      <td className="figures">{price.row}</td>
      <td>{price.sku}</td>
      <td className="figures">{formatQuantity(price.unitPrice)}</td>
      <td>{price.currency}</td>
      <td>{price.subscriptionId}</td>
      <td>{price.customerOrgId}</td>
      <td>{day(price.validFrom)}</td>
      <td>{day(price.validTo)}</td>
    </tr>
  );
}
