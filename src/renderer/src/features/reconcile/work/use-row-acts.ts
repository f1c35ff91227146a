import { useTranslation } from 'react-i18next';
import type { ManualClass } from '#core/reconcile/manual/manual-rules.ts';
import type { ReasonCode } from '#core/work/line-state.ts';
import type { InputOf } from '#shared/ipc/contract/contract.ts';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';
import type { ActDoneReply, WireRule } from '#shared/ipc/contract/work.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';
import { api } from '../../../lib/api.ts';
import { tellNews } from '../../../lib/news-store.ts';
import { send } from './work-acts.ts';

/** Why a row is treated differently. */
export interface RowReason {
  readonly reason: ReasonCode;
  readonly note: string | undefined;
}

/** What can be done to invoice rows, named by their addresses, and to the rules that stand. */
export interface RowActs {
  readonly exclude: (address: string, why: RowReason) => void;
  readonly reclassify: (address: string, rowClass: ManualClass, why: RowReason) => void;
  readonly split: (address: string, parts: InputOf<'work:split-row'>['parts'], why: RowReason) => void;
  readonly withdraw: (rule: Pick<WireRule, 'kind' | 'key'>) => void;
}

/** The acts on invoice rows of a run: each reconciles the month anew, and offers the way back. */
export function useRowActs(runId: string, period: WirePeriod): RowActs {
  const { t } = useTranslation('work');
  const tell = async (request: Promise<WireResult<ActDoneReply>>, text: string): Promise<void> => {
    const done = await send(request);
    if (done === undefined) return;
    if (done.sequence === null) {
      tellNews({ text: t('done.nothing') });
      return;
    }
    tellNews({
      text,
      action: {
        title: t('verbs.undo'),
        run: () => {
          void send(api().work.undo({ period }));
        },
      },
    });
  };
  return {
    exclude: (address, { reason, note }) => {
      void tell(
        api().work.excludeRows({ runId, rows: [address], reason, ...(note === undefined ? {} : { note }) }),
        t('done.rerun'),
      );
    },
    reclassify: (address, rowClass, { reason, note }) => {
      void tell(
        api().work.reclassifyRows({
          runId,
          rows: [address],
          rowClass,
          reason,
          ...(note === undefined ? {} : { note }),
        }),
        t('done.rerun'),
      );
    },
    split: (address, parts, { reason, note }) => {
      void tell(
        api().work.splitRow({ runId, row: address, parts, reason, ...(note === undefined ? {} : { note }) }),
        t('done.rerun'),
      );
    },
    withdraw: ({ kind, key }) => {
      void tell(api().work.withdrawRules({ runId, rules: [{ kind, key }] }), t('rows.withdrawn'));
    },
  };
}
