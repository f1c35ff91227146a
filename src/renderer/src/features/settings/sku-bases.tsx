import { Button, CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { UNIT_BASES, type UnitBasis } from '#core/reconcile/parameters.ts';
import type { WireParameters } from '#shared/ipc/contract/parameters.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import classes from './settings.module.css';

type SkuBasis = WireParameters['unitBasis']['bySku'][number];

/** The SKUs that count otherwise than the rest of the invoice. */
export function SkuBases({
  bySku,
  onChange,
}: {
  readonly bySku: readonly SkuBasis[];
  readonly onChange: (bySku: SkuBasis[]) => void;
}): ReactElement {
  const { t } = useTranslation('settings');
  const { unitBases } = DOMAIN_WORDS[useLanguage()];
  const [sku, setSku] = useState('');
  const [basis, setBasis] = useState<UnitBasis>('user-days');
  return (
    <fieldset className={classes['group']}>
      <legend>{t('unitBasis.bySku')}</legend>
      <p className="quiet">{t('unitBasis.bySkuText')}</p>
      {bySku.length === 0 && <p className="quiet">{t('unitBasis.none')}</p>}
      <ul>
        {bySku.map((entry) => (
          <li key={entry.sku} className={classes['row']}>
            <span>
              {entry.sku}: {unitBases[entry.basis]}
            </span>
            <CloseButton
              aria-label={t('unitBasis.remove', { sku: entry.sku })}
              onClick={() => {
                onChange(bySku.filter((other) => other.sku !== entry.sku));
              }}
            />
          </li>
        ))}
      </ul>
      <div className={classes['row']}>
        <TextInput
          label={t('unitBasis.sku')}
          value={sku}
          maxLength={200}
          onChange={({ currentTarget: { value } }) => {
            setSku(value);
          }}
        />
        <NativeSelect
          label={t('unitBasis.basis')}
          value={basis}
          data={UNIT_BASES.map((value) => ({ value, label: unitBases[value] }))}
          onChange={({ currentTarget: { value } }) => {
            setBasis(UNIT_BASES.find((one) => one === value) ?? 'user-days');
          }}
        />
        <Button
          variant="default"
          disabled={sku.trim() === ''}
          onClick={() => {
            onChange([...bySku.filter((other) => other.sku !== sku.trim()), { sku: sku.trim(), basis }]);
            setSku('');
          }}
        >
          {t('unitBasis.add')}
        </Button>
      </div>
    </fieldset>
  );
}
