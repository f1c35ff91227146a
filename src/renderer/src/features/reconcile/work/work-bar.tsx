import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconHistory,
  IconListCheck,
  IconUserPlus,
} from '@tabler/icons-react';
import { useEffect, useMemo, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import { UNTOUCHED, type Workflow } from '#core/work/line-state.ts';
import { useCommands, type Command } from '../../../lib/command-store.ts';
import { formatCount } from '../../../lib/format/format.ts';
import { useNavigation } from '../../../lib/navigation.ts';
import { useLanguage } from '../../../lib/settings-store.ts';
import { actText } from './act-text.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { HistoryDrawer } from './history-drawer.tsx';
import { MatchDialog } from './match-dialog.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import type { FilledReason, Needs } from './reason-form.tsx';
import { Triage } from './triage/triage.tsx';
import { countOf, isComplete, useActs, type WorkTarget } from './use-acts.ts';
import { useWorkProgress } from './use-work.ts';
import { usePendingWork } from './work-acts.ts';
import classes from './work.module.css';

/** The verbs that judge, and their keys. */
const VERBS = [
  ['explain', 'explained', 'E'],
  ['dispute', 'disputed', 'D'],
  ['accept', 'accepted', 'A'],
  ['carry', 'carried', 'C'],
] as const satisfies readonly (readonly [string, Workflow, string])[];
type Verb = (typeof VERBS)[number][1];

/** What is open over the screen. */
type Open = Verb | 'assign' | 'match' | 'history' | 'triage' | undefined;

/** It outlives the run: triage goes on when the month is reconciled again meanwhile. */
const useOpen = create<{ readonly open: Open }>(() => ({ open: undefined }));
const setOpen = (open: Open): void => {
  useOpen.setState({ open });
};

/** What can be done with the chosen lines, or with the whole list: the verbs, the way back, the history, triage. */
export function WorkBar({
  runId,
  target,
}: {
  readonly runId: string;
  readonly target: WorkTarget;
}): ReactElement {
  const { t } = useTranslation('work');
  const language = useLanguage();
  const progress = useWorkProgress(runId);
  const acts = useActs(runId, progress.data);
  const open = useOpen((state) => state.open);
  useEffect(
    () => () => {
      // Another screen is gone to: what was open belongs to this one.
      if (useNavigation.getState().screen !== 'reconcile') setOpen(undefined);
    },
    [],
  );
  const lines = countOf(target);
  const signature = 'rows' in target ? target.rows[0]?.signature : target.filter.signature;
  const last = usePendingWork(({ reasons }) => reasons.get(signature ?? ''));
  const close = (): void => {
    setOpen(undefined);
  };
  const start = (verb: Verb): void => {
    if (lines === 0) return;
    // To carry a difference needs no reason; where the rest can stand without one, it is asked for all the same: once.
    if (verb === 'carried' && isComplete(target, { status: verb }, UNTOUCHED)) {
      acts.judgeLines(target, { status: verb });
    } else setOpen(verb);
  };
  const save = (verb: Verb, { reason, note }: FilledReason): void => {
    close();
    acts.judgeLines(target, {
      status: verb,
      ...(reason === undefined ? {} : { reason }),
      ...(note === undefined ? {} : { note }),
    });
  };
  const undo = progress.data?.undo ?? undefined;
  const redo = progress.data?.redo ?? undefined;
  const isUnderWay = usePendingWork(({ underWay }) => underWay > 0) || progress.isFetching;
  const nothing = lines === 0;
  const commands = useMemo(
    (): readonly Command[] => [
      ...VERBS.map(([name, verb, keys]): Command => ({
        id: `work:${name}`,
        group: 'work',
        title: t(`verbs.${name}`),
        keys,
        isDisabled: nothing,
        run: () => {
          start(verb);
        },
      })),
      {
        id: 'work:assign',
        group: 'work',
        title: t('verbs.assign'),
        keys: 'N',
        isDisabled: nothing,
        run: () => {
          setOpen('assign');
        },
      },
      {
        id: 'work:match',
        group: 'work',
        title: t('verbs.match'),
        keys: 'M',
        run: () => {
          setOpen('match');
        },
      },
      {
        id: 'work:triage',
        group: 'work',
        title: t('verbs.triage'),
        keys: 'T',
        run: () => {
          setOpen('triage');
        },
      },
      {
        id: 'work:history',
        group: 'work',
        title: t('verbs.history'),
        keys: 'H',
        run: () => {
          setOpen('history');
        },
      },
      {
        id: 'work:undo',
        group: 'work',
        title: undo ? t('bar.undoOf', { act: actText(undo, t, language) }) : t('verbs.undo'),
        keys: 'mod+Z',
        // An act that is on its way can be taken back as soon as it has arrived.
        isDisabled: undo === undefined && !isUnderWay,
        run: acts.undo,
      },
      {
        id: 'work:redo',
        group: 'work',
        title: redo ? t('bar.redoOf', { act: actText(redo, t, language) }) : t('verbs.redo'),
        keys: 'mod+shift+Z',
        isDisabled: redo === undefined && !isUnderWay,
        run: acts.redo,
      },
    ],
    // `start` and `acts` follow from these.
    [t, language, nothing, target, undo, redo, isUnderWay, runId],
  );
  useCommands('work', commands);
  const period = progress.data?.period;
  return (
    <div className={classes['bar']} role="toolbar" aria-label={t('bar.label')}>
      <span className={classes['chosen']}>
        {nothing
          ? t('bar.none')
          : t('rows' in target ? 'bar.chosen' : 'bar.all', {
              count: lines,
              formatted: formatCount(lines, language),
            })}
      </span>
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          setOpen('match');
        }}
      >
        {t('verbs.match')}
        <Key>M</Key>
      </Button>
      {VERBS.map(([name, verb, key]) => (
        <Button
          size="xs"
          key={name}
          variant="default"
          disabled={nothing}
          onClick={() => {
            start(verb);
          }}
        >
          {t(`verbs.${name}`)}
          <Key>{key}</Key>
        </Button>
      ))}
      <IconButton
        label={t('verbs.assign')}
        isDisabled={nothing}
        onClick={() => {
          setOpen('assign');
        }}
      >
        <IconUserPlus size={18} stroke={1.75} aria-hidden="true" />
      </IconButton>
      <span className={classes['spacer']} />
      <IconButton
        label={undo ? t('bar.undoOf', { act: actText(undo, t, language) }) : t('verbs.undo')}
        isDisabled={undo === undefined}
        onClick={acts.undo}
      >
        <IconArrowBackUp size={18} stroke={1.75} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={redo ? t('bar.redoOf', { act: actText(redo, t, language) }) : t('verbs.redo')}
        isDisabled={redo === undefined}
        onClick={acts.redo}
      >
        <IconArrowForwardUp size={18} stroke={1.75} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={t('verbs.history')}
        isDisabled={false}
        onClick={() => {
          setOpen('history');
        }}
      >
        <IconHistory size={18} stroke={1.75} aria-hidden="true" />
      </IconButton>
      <Button
        size="xs"
        leftSection={<IconListCheck size={16} stroke={1.75} aria-hidden="true" />}
        onClick={() => {
          setOpen('triage');
        }}
      >
        {t('verbs.triage')}
      </Button>
      {open === 'triage' && <Triage runId={runId} onClose={close} />}
      {open === 'assign' && (
        <AssignDialog
          runId={runId}
          lines={lines}
          onSave={(assignment) => {
            close();
            acts.judgeLines(target, assignment);
          }}
          onClose={close}
        />
      )}
      {open === 'match' && <MatchDialog runId={runId} target={target} onClose={close} />}
      {open === 'history' && period !== undefined && (
        <HistoryDrawer runId={runId} period={period} onClose={close} />
      )}
      {isVerb(open) && (
        <ReasonDialog
          title={open}
          needs={needsOf(open, target)}
          initial={{ reason: undefined, note: undefined }}
          last={last}
          onSave={(filled) => {
            save(open, filled);
          }}
          onClose={close}
        />
      )}
    </div>
  );
}

const isVerb = (open: Open): open is Verb => VERBS.some(([, verb]) => verb === open);

/** A whole list may hold material differences: then both are asked for. The engine has the last word. */
function needsOf(verb: Verb, target: WorkTarget): Needs {
  if (verb === 'explained') return 'reason';
  if (verb === 'carried' || isComplete(target, { status: verb }, UNTOUCHED)) return 'nothing';
  return 'both';
}

const Key = ({ children }: { readonly children: string }): ReactElement => (
  <kbd className={classes['key']} aria-hidden="true">
    {children}
  </kbd>
);

/** A button of one sign; its word is heard, and shown when one points at it. */
const IconButton = ({
  label,
  isDisabled,
  onClick,
  children,
}: {
  readonly label: string;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactElement => (
  <Tooltip label={label}>
    <ActionIcon variant="subtle" size="md" aria-label={label} disabled={isDisabled} onClick={onClick}>
      {children}
    </ActionIcon>
  </Tooltip>
);
