import { stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';

/** What lies at a path that somebody dropped, chose or named on a command line. */
export type PathKind = 'file' | 'workspace' | 'folder' | 'missing';

/** A folder with a database in it is a workspace; nothing is opened to find that out. */
export async function classifyPath(path: string): Promise<PathKind> {
  if (!isAbsolute(path)) return 'missing';
  const found = await stat(path).catch(() => undefined);
  if (!found) return 'missing';
  if (found.isFile()) return 'file';
  if (!found.isDirectory()) return 'missing';
  const database = await stat(join(path, 'tieout.db')).catch(() => undefined);
  return database?.isFile() === true ? 'workspace' : 'folder';
}

/** The name of a file or folder without the folders above it. */
export const nameOfPath = (path: string): string => basename(path) || path;
