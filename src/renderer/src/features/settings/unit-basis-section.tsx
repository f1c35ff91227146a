import { Button, Group, NativeSelect } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ROUNDING_MODES } from '#core/decimal/micros.ts';
import { ROUNDING_GRAINS, UNIT_BASES } from '#core/reconcile/parameters.ts';
import type { WireParameters } from '#shared/ipc/contract/parameters.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { api } from '../../lib/api.ts';
import { useApiAct } from '../../lib/api-query.ts';
import { tellNews } from '../../lib/news-store.ts';
import { useLanguage } from '../../lib/settings-store.ts';
import { Panel } from '../../ui/panel.tsx';
import { RunAgain } from './run-again.tsx';
import { SavedVersion } from './saved-version.tsx';
import classes from './settings.module.css';
import { SkuBases } from './sku-bases.tsx';

type UnitBasis = Omit<WireParameters['unitBasis'], 'version' | 'savedAt'>;
const DECIMALS = [0, 1, 2, 3, 4, 5, 6] as const;

/** How the invoice counts, for all of it and for single SKUs. Each save is a version of its own. */
export function UnitBasisSection({ saved }: { readonly saved: WireParameters['unitBasis'] }): ReactElement {
  const { t } = useTranslation('settings');
  const words = DOMAIN_WORDS[useLanguage()];
  const { version, savedAt, ...start } = saved;
  const [draft, setDraft] = useState<UnitBasis>(start);
  const save = useApiAct(api().parameters.setUnitBasis);
  const change = (changes: Partial<UnitBasis>): void => {
    setDraft({ ...draft, ...changes });
  };
  const isChanged = JSON.stringify(draft) !== JSON.stringify(start);
  const inferred = { value: '', label: t('unitBasis.inferred') };
  return (
    <Panel title={t('section.unitBasis')} actions={<RunAgain />}>
      <p className={classes['lead']}>{t('unitBasis.text')}</p>
      <SavedVersion version={version} at={savedAt} />
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { ...draft, bySku: draft.bySku.map((entry) => ({ ...entry })) },
            {
              onSuccess: () => {
                tellNews({ text: t('saved') });
              },
            },
          );
        }}
      >
        <NativeSelect
          label={t('unitBasis.basis')}
          value={draft.basis}
          data={[
            { value: 'auto', label: t('unitBasis.auto') },
            ...UNIT_BASES.map((value) => ({ value, label: words.unitBases[value] })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            change({ basis: UNIT_BASES.find((basis) => basis === value) ?? 'auto' });
          }}
        />
        <NativeSelect
          label={t('unitBasis.decimals')}
          value={draft.decimals === null ? '' : String(draft.decimals)}
          data={[inferred, ...DECIMALS.map((value) => ({ value: String(value), label: String(value) }))]}
          onChange={({ currentTarget: { value } }) => {
            change({ decimals: DECIMALS.find((decimals) => String(decimals) === value) ?? null });
          }}
        />
        <NativeSelect
          label={t('unitBasis.rounding')}
          value={draft.rounding ?? ''}
          data={[inferred, ...ROUNDING_MODES.map((value) => ({ value, label: words.roundingModes[value] }))]}
          onChange={({ currentTarget: { value } }) => {
            change({ rounding: ROUNDING_MODES.find((rounding) => rounding === value) ?? null });
          }}
        />
        <NativeSelect
          label={t('unitBasis.grain')}
          value={draft.grain ?? ''}
          data={[
            inferred,
            ...ROUNDING_GRAINS.map((value) => ({ value, label: words.roundingGrains[value] })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            change({ grain: ROUNDING_GRAINS.find((grain) => grain === value) ?? null });
          }}
        />
        <SkuBases
          bySku={draft.bySku}
          onChange={(bySku) => {
            change({ bySku });
          }}
        />
        <Group>
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {t('save')}
          </Button>
          <Button
            variant="default"
            disabled={!isChanged}
            onClick={() => {
              setDraft(start);
            }}
          >
            {t('reset')}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
