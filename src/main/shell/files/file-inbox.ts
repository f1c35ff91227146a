import { AppError } from '#core/errors.ts';
import type { FileHandle } from '#shared/ipc/contract/channel-contract.ts';
import { classifyPath, nameOfPath } from './classify-path.ts';
import type { FileTokens } from './file-tokens.ts';

/** Where paths from outside arrive: drops, the command line, a second start, the operating system's "open with". */
export interface FileInbox {
  /** A file becomes a token; a workspace's folder is opened, and gives nothing. Throws FILE_NOT_FOUND, NOT_A_WORKSPACE. */
  readonly accept: (path: string) => Promise<FileHandle | undefined>;
  /** Takes over paths that nobody asked for: what is no file or workspace is left out. */
  readonly handOver: (paths: readonly string[]) => Promise<void>;
  /** What was handed over since the last time. */
  readonly take: () => FileHandle[];
}

export function fileInbox(ports: {
  readonly tokens: FileTokens;
  readonly openWorkspace: (folder: string) => void;
  readonly onHandedOver: (files: FileHandle[]) => void;
}): FileInbox {
  let waiting: FileHandle[] = [];
  const accept: FileInbox['accept'] = async (path) => {
    const name = nameOfPath(path);
    switch (await classifyPath(path)) {
      case 'file':
        return ports.tokens.mint({ path, name }, 'read');
      case 'workspace':
        ports.openWorkspace(path);
        return undefined;
      case 'folder':
        throw new AppError('NOT_A_WORKSPACE', { folder: name });
      case 'missing':
        throw new AppError('FILE_NOT_FOUND', { file: name });
    }
  };
  return {
    accept,
    handOver: async (paths) => {
      const accepted = await Promise.all(paths.map((path) => accept(path).catch(() => undefined)));
      const files = accepted.filter((file) => file !== undefined);
      if (files.length === 0) return;
      waiting = [...waiting, ...files];
      ports.onHandedOver(files);
    },
    take: () => {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
