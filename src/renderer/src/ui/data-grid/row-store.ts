/** A page of a list, and how long the list is. */
export interface RowPage<Row> {
  readonly total: number;
  readonly rows: readonly Row[];
}

/** Rows that are read in blocks as they come into sight. */
export interface RowStore<Row, Page extends RowPage<Row>> {
  /** Changes whenever something has arrived. */
  readonly version: () => number;
  /** Undefined until the first block is there. */
  readonly first: () => Page | undefined;
  readonly error: () => unknown;
  readonly rowAt: (index: number) => Row | undefined;
  /** What is in sight, the last of these rows included: read next, before anything that was asked for earlier. */
  readonly want: (from: number, to: number) => void;
  /** Reads everything anew that is looked at; what is there stays until then. */
  readonly refresh: () => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/** Rows in one block: a screenful and a half each way. */
export const BLOCK_ROWS = 100;
/** Two at a time: the engine answers one after the other, and what is in sight by then may be elsewhere. */
const MOST_IN_FLIGHT = 2;
const MOST_BLOCKS = 200;

interface Block<Row> {
  readonly rows: readonly Row[];
  readonly age: number;
}

/** A store over `read`. It reads the first block at once. */
export function rowStore<Row, Page extends RowPage<Row>>(
  read: (offset: number, limit: number) => Promise<Page>,
): RowStore<Row, Page> {
  const blocks = new Map<number, Block<Row>>();
  const inFlight = new Set<number>();
  const listeners = new Set<() => void>();
  let wanted: readonly number[] = [0];
  let first: Page | undefined;
  let error: unknown;
  let version = 0;
  let age = 0;

  const tell = (): void => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const isFresh = (block: number): boolean => blocks.get(block)?.age === age;

  const fetchBlock = async (block: number): Promise<void> => {
    const asked = age;
    inFlight.add(block);
    try {
      const page = await read(block * BLOCK_ROWS, BLOCK_ROWS);
      error = undefined;
      blocks.delete(block);
      blocks.set(block, { rows: page.rows, age: asked });
      if (block === 0) first = page;
      forgetFarthest();
    } catch (refusal) {
      error = refusal;
      wanted = [];
    } finally {
      inFlight.delete(block);
    }
    tell();
    pump();
  };

  const forgetFarthest = (): void => {
    for (const block of blocks.keys()) {
      if (blocks.size <= MOST_BLOCKS) return;
      if (!wanted.includes(block)) blocks.delete(block);
    }
  };

  const pump = (): void => {
    for (const block of wanted) {
      if (inFlight.size >= MOST_IN_FLIGHT) return;
      if (!isFresh(block) && !inFlight.has(block)) void fetchBlock(block);
    }
  };

  pump();
  return {
    version: () => version,
    first: () => first,
    error: () => error,
    rowAt: (index) => blocks.get(Math.floor(index / BLOCK_ROWS))?.rows[index % BLOCK_ROWS],
    want: (from, to) => {
      if (error !== undefined) return;
      const start = Math.floor(Math.max(0, from) / BLOCK_ROWS);
      const end = Math.floor(Math.max(0, to) / BLOCK_ROWS);
      const inSight = Array.from({ length: end - start + 1 }, (_block, index) => start + index);
      const last = Math.max(0, Math.ceil((first?.total ?? 1) / BLOCK_ROWS) - 1);
      // Behind what is in sight, the neighbours: scrolling on finds them there.
      wanted = [...inSight, end + 1, start - 1].filter((block) => block >= 0 && block <= last);
      pump();
    },
    refresh: () => {
      age += 1;
      error = undefined;
      wanted = [0, ...wanted.filter((block) => block !== 0)];
      pump();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
