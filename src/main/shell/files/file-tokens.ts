import { AppError } from '#core/errors.ts';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';

/** What a token stands for. `write` is a place that a person has chosen in a save dialog. */
export type TokenUse = 'read' | 'write' | 'workspace';

/** A path as main knows it, and the name that a person sees. */
export interface KnownFile {
  readonly path: string;
  readonly name: string;
}

/** Files by opaque tokens: the window can only name what a person has given it, for the use it was given for. */
export interface FileTokens {
  /** The same file for the same use keeps its token. */
  readonly mint: (file: KnownFile, use: TokenUse) => FileHandle;
  /** Throws FILE_TOKEN_UNKNOWN, also for a token of another use. */
  readonly resolve: (token: string, use: TokenUse) => KnownFile;
}

/** More than a person ever gives in one session; the oldest go first. */
const MOST_TOKENS = 5000;

export function fileTokens(newId: () => string): FileTokens {
  const files = new Map<string, KnownFile & { readonly use: TokenUse }>();
  const tokens = new Map<string, string>();
  const keyOf = (path: string, use: TokenUse): string => `${use}:${path}`;
  return {
    mint: ({ path, name }, use) => {
      const held = tokens.get(keyOf(path, use));
      if (held !== undefined) return { token: held, name };
      const token = newId();
      files.set(token, { path, name, use });
      tokens.set(keyOf(path, use), token);
      const [oldest] = files;
      if (files.size > MOST_TOKENS && oldest) {
        files.delete(oldest[0]);
        tokens.delete(keyOf(oldest[1].path, oldest[1].use));
      }
      return { token, name };
    },
    resolve: (token, use) => {
      const file = files.get(token);
      if (file?.use !== use) throw new AppError('FILE_TOKEN_UNKNOWN');
      return { path: file.path, name: file.name };
    },
  };
}
