import { ENGINE_CONTRACT, type EngineChannel } from '#shared/engine-protocol.ts';
import { jobSnapshot, type JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { wireErrorSchema, type WireError, type WireResult } from '#shared/ipc/envelope.ts';
import type { Answer, Dispatcher } from '../../dispatcher.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { activeBatchesOfSource } from '../../repositories/batches.ts';
import type { DraftStore } from '../../services/drafts/draft-store.ts';
import { draftColumnKinds, draftNames } from '../../services/privacy/draft-names.ts';
import type { MaskKind } from '../../services/privacy/masker.ts';
import { columnKinds } from '../../services/privacy/personal-columns.ts';
import type { ScreenMasks } from '../../services/privacy/screen-masks.ts';
import { latest } from '../latest.ts';
import { maskValue, type MaskingOf } from './mask-value.ts';
import { textPlaces, type TextPlaces } from './text-places.ts';
import { textsOf, unmaskValue } from './unmask-value.ts';

/** What crosses between engine and window, masked on its way out and unmasked on its way in. */
export interface MaskedEdge {
  readonly around: (dispatch: Dispatcher) => Dispatcher;
  readonly snapshot: (snapshot: JobSnapshot) => JobSnapshot;
}

/** What the edge takes from the engine. */
export interface MaskedEdgePorts {
  readonly masks: ScreenMasks;
  readonly database: ReadableDatabase;
  readonly drafts: DraftStore;
  /** The error as it may cross; it also logs what is a bug. */
  readonly toWire: (error: unknown) => WireError;
  /** Looks through the workspace for what masks stand for. */
  readonly lookUp: (masks: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}

/** Channels without anything of the workspace in their answers, and why. */
const UNMASKED = /^(?:webex:|privacy:)/;

const CHANNELS = Object.keys(ENGINE_CONTRACT) as EngineChannel[];
const ERROR = textPlaces(wireErrorSchema);
const SNAPSHOT = textPlaces(jobSnapshot);
const OPEN_SOURCES = 50;

/** Opens the edge. Every channel's schema is read now: one that can't be followed is no channel. */
export function maskedEdge({ masks, database, drafts, toWire, lookUp }: MaskedEdgePorts): MaskedEdge {
  const places = new Map<EngineChannel, TextPlaces>(
    // The webex channels speak of the person's own sign-in, those of privacy of masks alone.
    CHANNELS.filter((channel) => !UNMASKED.test(channel)).map((channel) => [
      channel,
      textPlaces(ENGINE_CONTRACT[channel].output),
    ]),
  );
  const columns = latest<ReadonlyMap<string, MaskKind | undefined>>(OPEN_SOURCES);
  const columnsOf: MaskingOf['columnsOf'] = (source) =>
    columns.get(source, () => {
      const [batchId] = activeBatchesOfSource(database, source, 'invoice');
      return batchId === undefined ? new Map() : columnKinds(database, batchId);
    });

  const mask = (value: unknown, where: TextPlaces, input?: unknown): unknown => {
    if (masks.wish() === undefined) return value;
    const draft = draftOf(input);
    const masker = masks.masker(draft === undefined ? undefined : draftNames(draft));
    if (masker === undefined) return value;
    const draftColumns = draft === undefined ? new Map<number, MaskKind>() : draftColumnKinds(draft);
    return maskValue(value, where, { masker, remember: masks.remember, columnsOf, draftColumns });
  };
  const draftOf = (input: unknown): ReturnType<DraftStore['get']> | undefined => {
    const id = typeof input === 'object' && input !== null && 'draftId' in input ? input.draftId : undefined;
    try {
      return typeof id === 'string' ? drafts.get(id) : undefined;
    } catch {
      // The channel itself says that there is no such draft.
      return undefined;
    }
  };

  const meant = (input: unknown): unknown => unmaskValue(input, masks.recall);
  const forgotten = (channel: EngineChannel, input: unknown): readonly string[] => {
    // While nobody is masked, a mask is looked for where a person searches for one, and stays a word in a note.
    const sought = masks.wish() !== undefined || channel === 'results:list-lines' ? textsOf(input) : [];
    return [...new Set(sought.flatMap(masks.forgotten))];
  };
  const recollect = async (wanted: readonly string[]): Promise<void> => {
    const found = await lookUp(wanted);
    for (const one of wanted) {
      const text = found.get(one);
      if (text === undefined) masks.giveUp(one);
      else masks.remember(one, text);
    }
  };

  return {
    around: (dispatch) => (channel, input) => {
      const where = places.get(channel);
      if (where === undefined) return dispatch(channel, input);
      const shown = (answer: WireResult<unknown>, request: unknown): WireResult<unknown> => {
        try {
          return answer.ok
            ? { ok: true, value: mask(answer.value, where, request) }
            : { ok: false, error: mask(answer.error, ERROR, request) as WireError };
        } catch (error) {
          // What can't be masked is not shown.
          return { ok: false, error: toWire(error) };
        }
      };
      const ask = (): Answer => {
        const request = meant(input);
        const answer = dispatch(channel, request);
        return answer instanceof Promise
          ? answer.then((settled) => shown(settled, request))
          : shown(answer, request);
      };
      const wanted = forgotten(channel, input);
      if (wanted.length === 0) return ask();
      return recollect(wanted).then(ask, (error: unknown) => ({ ok: false, error: toWire(error) }));
    },
    snapshot: (snapshot) => mask(snapshot, SNAPSHOT) as JobSnapshot,
  };
}
