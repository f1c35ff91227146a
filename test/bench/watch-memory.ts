import { readdirSync, readFileSync } from 'node:fs';

const EVERY_MS = 20;

/**
 * Watches the memory of a process and of all that it started, and gives the peak (MiB) when stopped: of a single
 * process its own high-water mark, of several the largest sum that was seen. Undefined where there is no /proc.
 */
export function watchMemory(pid: number | undefined): { readonly stop: () => number | undefined } {
  let peakKiB = 0;
  const look = (): void => {
    if (pid === undefined) return;
    let sum = 0;
    for (const member of [pid, ...descendantsOf(pid)]) {
      const { residentKiB, highKiB } = memoryOf(member);
      sum += residentKiB;
      peakKiB = Math.max(peakKiB, highKiB);
    }
    peakKiB = Math.max(peakKiB, sum);
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return peakKiB === 0 ? undefined : peakKiB / 1024;
    },
  };
}

function descendantsOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${String(pid)}/task`).flatMap((thread) =>
      readFileSync(`/proc/${String(pid)}/task/${thread}/children`, 'utf8')
        .split(' ')
        .filter((text) => text !== '')
        .flatMap((child) => [Number(child), ...descendantsOf(Number(child))]),
    );
  } catch {
    // It has just ended.
    return [];
  }
}

function memoryOf(pid: number): { readonly residentKiB: number; readonly highKiB: number } {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    const field = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { residentKiB: field('VmRSS'), highKiB: field('VmHWM') };
  } catch {
    return { residentKiB: 0, highKiB: 0 };
  }
}
