import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a database file looked like when it was closed in order. */
interface ClosingSeal {
  readonly bytes: string;
  /** When the file was last changed, in nanoseconds since 1970. */
  readonly changedNs: string;
}

const SEAL_FILE = 'tieout.closed.json';

/**
 * Takes the seal of a workspace away, and says whether its database lies just as its last holder closed it: then it need
 * not be read as a whole to be trusted. After a crash, or where another program has written to the file, there is no
 * seal that fits. Call it before the database is opened.
 */
export function takeSeal(folder: string, databasePath: string): boolean {
  const path = join(folder, SEAL_FILE);
  const seal = readSeal(path);
  rmSync(path, { force: true });
  const found = lookOf(databasePath);
  return (
    seal !== undefined &&
    found !== undefined &&
    seal.bytes === found.bytes &&
    seal.changedNs === found.changedNs
  );
}

/** Seals a workspace whose database has just been closed. Without a seal the next start checks the whole file. */
export function sealWorkspace(folder: string, databasePath: string): void {
  const look = lookOf(databasePath);
  if (look === undefined) return;
  try {
    writeFileSync(join(folder, SEAL_FILE), JSON.stringify(look));
  } catch {
    // A full disk, or a folder that is gone by now: the next start takes longer, and that is all.
    rmSync(join(folder, SEAL_FILE), { force: true });
  }
}

function readSeal(path: string): Partial<ClosingSeal> | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<ClosingSeal>;
  } catch {
    return undefined;
  }
}

/** Undefined where the file is missing, or a part of it still stands in a log beside it. */
function lookOf(databasePath: string): ClosingSeal | undefined {
  if (!existsSync(databasePath) || existsSync(`${databasePath}-wal`)) return undefined;
  const { size, mtimeNs } = statSync(databasePath, { bigint: true });
  return { bytes: String(size), changedNs: String(mtimeNs) };
}
