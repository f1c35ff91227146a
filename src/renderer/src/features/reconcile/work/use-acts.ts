import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { judge, type Judgement } from '#core/work/judge.ts';
import type { LineState } from '#core/work/line-state.ts';
import type { LineFilter, LineRow } from '#shared/ipc/contract/result-lines.ts';
import type { ActDoneReply, HistoryEntry, WireWorkProgress } from '#shared/ipc/contract/work.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import type { Language } from '#shared/messages/language.ts';
import { api } from '../../../lib/api.ts';
import { queryClient } from '../../../lib/api-query.ts';
import { tellNews } from '../../../lib/news-store.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { actText } from './act-text.ts';
import { rememberReason, send, sendJudgement, usePendingWork, whenArrived } from './work-acts.ts';

/** What an act is done to: lines that were picked, or all that a filter leaves. */
export type WorkTarget =
  { readonly rows: readonly LineRow[] } | { readonly filter: LineFilter; readonly lines: number };

/** What can be done to lines. */
export interface Acts {
  readonly judgeLines: (target: WorkTarget, judgement: Judgement) => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** The keys of the lines of a target; sums and users' parts are no lines of their own. */
export const keysOf = (rows: readonly LineRow[]): string[] => [
  ...new Set(rows.flatMap(({ kind, lineKey }) => (kind === 'line' && lineKey !== null ? [lineKey] : []))),
];

/** How many lines a target has. */
export const countOf = (target: WorkTarget): number =>
  'rows' in target ? keysOf(target.rows).length : target.lines;

/** Whether a judgement can stand for every line of a target without more being said, as far as the window can tell. */
export const isComplete = (target: WorkTarget, judgement: Judgement, state: LineState): boolean =>
  'rows' in target &&
  target.rows.every(
    (row) =>
      'state' in
      judge(state, judgement, {
        quantity: row.varianceQuantity ?? '0',
        amount: row.varianceAmount,
        expectedAmount: row.expectedAmount,
      }),
  );

/** The acts over a run, each with its news and the way back. */
export function useActs(runId: string, progress: WireWorkProgress | undefined): Acts {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const undo = (): void => {
    void arrivedProgress(runId, progress).then((now) =>
      now?.undo ? takeBack(now, now.undo, t, language) : undefined,
    );
  };
  const redo = (): void => {
    void arrivedProgress(runId, progress).then((now) =>
      now?.redo ? doAgain(now, now.redo, t, language) : undefined,
    );
  };
  return {
    undo,
    redo,
    judgeLines: (target, judgement) => {
      if ('rows' in target && judgement.reason) {
        for (const { signature } of target.rows) {
          rememberReason(signature, { reason: judgement.reason, note: judgement.note ?? undefined });
        }
      }
      const lines = 'rows' in target ? { keys: keysOf(target.rows) } : { filter: target.filter };
      void sendJudgement(runId, lines, judgement).then((done) => {
        if (done === undefined || progress === undefined) return;
        tellNews({
          text: judgedText(done, judgement, t, language),
          ...(done.sequence === null
            ? {}
            : {
                action: {
                  title: t('verbs.undo'),
                  run: () => {
                    void send(api().work.undo({ period: progress.period }));
                  },
                },
              }),
        });
      });
    },
  };
}

/** The progress once what is on its way has arrived: a key that is pressed meanwhile is about that. */
async function arrivedProgress(
  runId: string,
  progress: WireWorkProgress | undefined,
): Promise<WireWorkProgress | undefined> {
  const key = ['work:get-progress', runId];
  const isKnown = usePendingWork.getState().underWay === 0 && queryClient.isFetching({ queryKey: key }) === 0;
  if (isKnown) return progress;
  await whenArrived();
  await queryClient.refetchQueries({ queryKey: key });
  return queryClient.getQueryData<WireWorkProgress>(key) ?? progress;
}

function judgedText(
  { changes }: ActDoneReply,
  { status }: Judgement,
  t: TFunction<'work'>,
  language: Language,
): string {
  if (changes === 0) return t('done.nothing');
  if (status === undefined) return t('done.noted', { count: changes });
  return t('done.judged', { count: changes, status: DOMAIN_WORDS[language].workflows[status] });
}

async function takeBack(
  { period }: WireWorkProgress,
  entry: HistoryEntry,
  t: TFunction<'work'>,
  language: Language,
): Promise<void> {
  if ((await send(api().work.undo({ period }))) === undefined) return;
  tellNews({ text: t('done.undone', { act: actText(entry, t, language) }) });
}

async function doAgain(
  { period }: WireWorkProgress,
  entry: HistoryEntry,
  t: TFunction<'work'>,
  language: Language,
): Promise<void> {
  if ((await send(api().work.redo({ period }))) === undefined) return;
  tellNews({ text: t('done.redone', { act: actText(entry, t, language) }) });
}
