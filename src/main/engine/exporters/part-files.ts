import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

/** The files that this process is writing. */
const own = new Set<string>();

/** A name that two machines hardly share: a folder on a network has the files of both. */
const machine = (): string => createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

/**
 * A name for a target that is being written, beside it: `.NAME.MACHINE-PROCESS-8HEX.part`. Whoever finds it later can
 * tell whether its writer is still alive.
 */
export function beginPart(target: string): string {
  const { dir, base } = path.parse(target);
  const mark = `${machine()}-${String(process.pid)}-${randomUUID().slice(0, 8)}`;
  const part = path.join(dir, `.${base}.${mark}.part`);
  own.add(part);
  return part;
}

/** The file has got its name, or is gone. */
export const endPart = (part: string): void => {
  own.delete(part);
};

/**
 * Removes what killed processes have left of the same target. Only what is provably dead: written on this machine, by a
 * process that is no more. Everything else stays, and so does what can't be removed: it is in nobody's way.
 */
export async function removeDeadParts(target: string): Promise<void> {
  const { dir, base } = path.parse(target);
  for (const name of await readdir(dir).catch(() => [])) {
    if (!name.startsWith(`.${base}.`)) continue;
    const [, host, writer] =
      /^([0-9a-f]{6})-(\d{1,10})-[0-9a-f]{8}\.part$/.exec(name.slice(base.length + 2)) ?? [];
    const part = path.join(dir, name);
    if (host !== machine() || isAlive(Number(writer), part)) continue;
    await rm(part, { force: true }).catch(() => undefined);
  }
}

/** A process id is given out again: then the file stays until its holder has ended. */
function isAlive(writer: number, part: string): boolean {
  if (writer === process.pid) return own.has(part);
  try {
    process.kill(writer, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
