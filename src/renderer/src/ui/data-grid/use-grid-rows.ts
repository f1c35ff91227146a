import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { WireError } from '#shared/ipc/envelope.ts';
import { Refusal } from '../../lib/api-query.ts';
import { rowStore, type RowPage, type RowStore } from './row-store.ts';

/** The rows of a grid as far as they are known. */
export interface GridRows<Row, Page extends RowPage<Row> = RowPage<Row>> {
  /** Which list it is: the grid goes to its beginning when this changes. */
  readonly key: string;
  /** Undefined until the first page is there. */
  readonly total: number | undefined;
  readonly first: Page | undefined;
  readonly error: WireError | undefined;
  readonly retry: () => void;
  /** While rows of another list are still shown, until the first of this one are there. */
  readonly isChanging: boolean;
  readonly rowAt: (index: number) => Row | undefined;
  readonly want: (from: number, to: number) => void;
}

/** Reads a list in blocks. Another `key` is another list; another `revision` the same one, to be read anew. */
export function useGridRows<Page extends RowPage<unknown>>(list: {
  readonly key: string;
  readonly revision?: number;
  /** Throws a {@link Refusal}: `unwrap` does. */
  readonly read: (offset: number, limit: number) => Promise<Page>;
}): GridRows<RowOf<Page>, Page> {
  const { key, revision = 0 } = list;
  const { read } = list;
  // The key says what `read` reads: another `read` under the same key is the same list.
  const next = useMemo((): Keyed<Page> => ({ key, store: rowStore<RowOf<Page>, Page>(read) }), [key]);
  const [shown, setShown] = useState(next);
  useSyncExternalStore(next.store.subscribe, next.store.version);
  const isReady = next.store.first() !== undefined || next.store.error() !== undefined;
  if (isReady && shown !== next) setShown(next);
  const { store, key: shownKey } = isReady ? next : shown;

  const known = useRef(revision);
  useEffect(() => {
    if (known.current === revision) return;
    known.current = revision;
    next.store.refresh();
  }, [next, revision]);

  const error = next.store.error();
  // No refusal of the engine but a mistake of ours: the screen's boundary tells of it.
  if (error instanceof Error && !(error instanceof Refusal)) throw error;
  return {
    key: shownKey,
    total: store.first()?.total,
    first: store.first(),
    error: error instanceof Refusal ? error.wireError : undefined,
    retry: next.store.refresh,
    isChanging: !isReady,
    rowAt: store.rowAt,
    want: store.want,
  };
}

/** The rows of a page. */
type RowOf<Page extends RowPage<unknown>> = Page['rows'][number];

interface Keyed<Page extends RowPage<unknown>> {
  readonly key: string;
  readonly store: RowStore<RowOf<Page>, Page>;
}
