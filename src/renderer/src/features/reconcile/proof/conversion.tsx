import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineProof } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { formatCount, formatQuantity } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { ProofSection } from './proof-section.tsx';

/** How user-days become the invoice's unit, and what speaks for it. */
export function Conversion({ proof }: { readonly proof: LineProof }): ReactElement | null {
  const { t } = useTranslation('reconcile');
  const language = useLanguage();
  const words = DOMAIN_WORDS[language];
  const { unit } = proof;
  if (unit === null) return null;
  return (
    <ProofSection title={t('proof.conversion')}>
      <p>
        {t(`proof.conversionLine.${unit.basis}`, { days: unit.days })}{' '}
        {unit.decimals === null
          ? t('proof.unrounded')
          : t('proof.rounded', {
              rounding: words.roundingModes[unit.rounding],
              decimals: unit.decimals,
              grain: words.roundingGrains[unit.grain],
            })}
      </p>
      <p className="quiet">
        {unit.inferred
          ? t('proof.inferred', {
              matching: formatCount(unit.fit.matching, language),
              of: formatCount(unit.fit.of, language),
              residual: formatQuantity(unit.fit.maxResidual),
            })
          : t('proof.stated')}
      </p>
    </ProofSection>
  );
}
