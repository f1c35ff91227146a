import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LineProof, ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { ExcludeDialog } from './exclude-dialog.tsx';
import { ReclassifyDialog } from './reclassify-dialog.tsx';
import { SplitDialog } from './split-dialog.tsx';
import { useRowActs } from './use-row-acts.ts';
import { useRules } from './use-work.ts';

/** What can be done with an invoice row of a line; rules that stand about it are named there, and taken back. */
export function RowMenu({
  runId,
  proof,
  row,
}: {
  readonly runId: string;
  readonly proof: LineProof;
  readonly row: ProofInvoiceRow;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const acts = useRowActs(runId, proof.period);
  const rules =
    useRules(proof.period).data?.rules.flatMap(({ rule }) => (rule.key === row.address ? [rule] : [])) ?? [];
  const [asking, setAsking] = useState<'exclude' | 'reclassify' | 'split' | undefined>();
  const close = (): void => {
    setAsking(undefined);
  };
  // Only a charge whose amount is known can leave the comparison or be split: else its amount would be nobody's.
  const isCharge = row.rowClass === 'charge' && row.amount !== null;
  const dialog = { row, currency: proof.currency, onClose: close };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" aria-label={t('rows.menu', { row: formatCount(row.row, language) })}>
            <IconDots size={18} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            disabled={!isCharge}
            onClick={() => {
              setAsking('exclude');
            }}
          >
            {t('verbs.exclude')}
          </Menu.Item>
          <Menu.Item
            onClick={() => {
              setAsking('reclassify');
            }}
          >
            {t('verbs.reclassify')}
          </Menu.Item>
          <Menu.Item
            disabled={!isCharge || row.quantity === null}
            onClick={() => {
              setAsking('split');
            }}
          >
            {t('verbs.split')}
          </Menu.Item>
          {rules.map((rule) => (
            <Menu.Item
              key={rule.kind}
              onClick={() => {
                acts.withdraw(rule);
              }}
            >
              {t('rows.withdrawOf', { rule: t(`rows.kinds.${rule.kind}`) })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asking === 'exclude' && (
        <ExcludeDialog
          {...dialog}
          onExclude={(why) => {
            close();
            acts.exclude(row.address, why);
          }}
        />
      )}
      {asking === 'reclassify' && (
        <ReclassifyDialog
          {...dialog}
          onReclassify={(rowClass, why) => {
            close();
            acts.reclassify(row.address, rowClass, why);
          }}
        />
      )}
      {asking === 'split' && (
        <SplitDialog
          {...dialog}
          runId={runId}
          level={proof.line.level}
          own={proof.line.lineKey}
          onSplit={(parts, why) => {
            close();
            acts.split(row.address, parts, why);
          }}
        />
      )}
    </>
  );
}
