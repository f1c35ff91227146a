import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openTarget } from '#engine/exporters/target-file.ts';
import { temporaryFolder } from '../../support/workspace.ts';

const HERE = createHash('sha256').update(hostname()).digest('hex').slice(0, 6);

/** The id of a process that has just ended. */
const deadProcess = (): number => spawnSync(process.execPath, ['--version']).pid;

function put(folder: string, name: string): string {
  writeFileSync(path.join(folder, name), 'half a workbook');
  return name;
}

async function exportTo(folder: string): Promise<readonly string[]> {
  const target = await openTarget(path.join(folder, 'variance.xlsx'), 0);
  await target.handle.writeFile('whole');
  await target.commit();
  return readdirSync(folder).sort();
}

describe('what a killed process has left of a file that it wrote', () => {
  it('is removed when the same file is written again', async () => {
    const folder = temporaryFolder();
    put(folder, `.variance.xlsx.${HERE}-${String(deadProcess())}-0123abcd.part`);
    expect(await exportTo(folder)).toEqual(['variance.xlsx']);
  });

  it('stays where its writer lives, on this machine or perhaps on another', async () => {
    const folder = temporaryFolder();
    const living = [
      put(folder, `.variance.xlsx.${HERE}-${String(process.ppid)}-0123abcd.part`),
      put(folder, `.variance.xlsx.ffffff-${String(deadProcess())}-0123abcd.part`),
    ];
    expect(await exportTo(folder)).toEqual([...living, 'variance.xlsx'].sort());
  });

  it('stays where it belongs to another file, or is no file of ours', async () => {
    const folder = temporaryFolder();
    const dead = String(deadProcess());
    const others = [
      put(folder, `.other.xlsx.${HERE}-${dead}-0123abcd.part`),
      put(folder, `.variance.xlsx.${HERE}-${dead}-0123abcd.part.bak`),
      put(folder, '.variance.xlsx.part'),
      put(folder, 'variance.xlsx.part'),
    ];
    expect(await exportTo(folder)).toEqual([...others, 'variance.xlsx'].sort());
  });

  it('is not what this process is writing at the moment', async () => {
    const folder = temporaryFolder();
    const first = await openTarget(path.join(folder, 'variance.xlsx'), 0);
    await exportTo(folder);
    await first.handle.writeFile('the later one');
    await first.commit();
    expect(existsSync(path.join(folder, 'variance.xlsx'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['variance.xlsx']);
  });
});
