import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small file of JSON with a shape of its own. */
export interface JsonFile<Content> {
  readonly read: () => Content;
  readonly write: (content: Content) => void;
}

/** Settings are a few kilobytes; whatever is larger is not read into memory. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * A file of settings. One that is missing, broken or of another shape counts as the fallback: preferences are not
 * worth an app that does not start. One that is there and can't be read, as a whole or in a value, is told of, and set
 * aside as `NAME.damaged` before anything is written in its place. Written beside and renamed, so that a crash leaves
 * the old one whole.
 */
export function jsonFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  fallback: z.output<Schema>,
  on: {
    readonly unwritable: (error: unknown) => void;
    readonly unreadable: (error: unknown) => void;
  },
): JsonFile<z.output<Schema>> {
  const tellDamage = (error: unknown): void => {
    setAside(path);
    on.unreadable(error);
  };
  return {
    read: () => {
      try {
        const { size } = statSync(path);
        if (size > MOST_BYTES) throw new RangeError(`${String(size)} bytes`);
        const found: unknown = JSON.parse(readFileSync(path, 'utf8'));
        const content = schema.parse(found);
        if (isPartlyLost(found, content)) tellDamage(new TypeError('a value of another type'));
        return content;
      } catch (error) {
        if (existsSync(path)) tellDamage(error);
        return fallback;
      }
    },
    write: (content) => {
      try {
        mkdirSync(dirname(path), { recursive: true });
        const partial = `${path}.partial`;
        writeFileSync(partial, JSON.stringify(content), { mode: 0o600 });
        renameSync(partial, path);
      } catch (error) {
        on.unwritable(error);
      }
    },
  };
}

/** Whether a value that the schema knows is another than the file has; keys that it doesn't know are a newer Tieout's. */
const isPartlyLost = (found: unknown, content: unknown): boolean =>
  typeof found === 'object' &&
  found !== null &&
  Object.entries(content as object).some(([key, value]) => {
    const held = (found as Record<string, unknown>)[key];
    return held !== undefined && JSON.stringify(held) !== JSON.stringify(value);
  });

/** Keeps what a person could still read out of it. The last one set aside stays. */
function setAside(path: string): void {
  const aside = `${path}.damaged`;
  try {
    rmSync(aside, { recursive: true, force: true });
    if (statSync(path).isFile()) cpSync(path, aside);
    else renameSync(path, aside);
  } catch {
    // It lies where it can't be moved: then it is told of at the next start as well.
  }
}
