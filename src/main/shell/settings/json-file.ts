import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A small file of JSON with a shape of its own. */
export interface JsonFile<Content> {
  readonly read: () => Content;
  readonly write: (content: Content) => void;
}

/**
 * A file of settings. One that is missing, broken or of another shape counts as the fallback: preferences are not
 * worth an app that does not start. One that is there and can't be read is told of. Written beside and renamed, so
 * that a crash leaves the old one whole.
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
  return {
    read: () => {
      try {
        return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
      } catch (error) {
        if (existsSync(path)) on.unreadable(error);
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
