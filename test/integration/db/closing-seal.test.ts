import { appendFileSync, existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWorkspace } from '#engine/context.ts';
import { sealWorkspace, takeSeal } from '#engine/db/closing-seal.ts';
import { temporaryFolder, testPorts } from '../../support/workspace.ts';

function sealed(): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder();
  const path = join(folder, 'tieout.db');
  writeFileSync(path, 'a database');
  sealWorkspace(folder, path);
  return { folder, path };
}

describe('the seal of a closed workspace', () => {
  it('fits a database that lies as it was closed, and fits once', () => {
    const { folder, path } = sealed();
    expect(takeSeal(folder, path)).toBe(true);
    expect(takeSeal(folder, path)).toBe(false);
  });

  it.each([
    [
      'grew',
      (path: string) => {
        appendFileSync(path, 'x');
      },
    ],
    [
      'was written over, at the same length',
      (path: string) => {
        writeFileSync(path, 'A DATABASE');
      },
    ],
    [
      'has another time',
      (path: string) => {
        utimesSync(path, 1, 1);
      },
    ],
    [
      'has a log beside it',
      (path: string) => {
        writeFileSync(`${path}-wal`, '');
      },
    ],
  ])('does not fit where the database %s', (_what, change) => {
    const { folder, path } = sealed();
    change(path);
    expect(takeSeal(folder, path)).toBe(false);
  });

  it('does not fit where it was damaged itself', () => {
    const { folder, path } = sealed();
    writeFileSync(join(folder, 'tieout.closed.json'), '{"bytes":');
    expect(takeSeal(folder, path)).toBe(false);
  });

  it('is there while a workspace is closed, and only then: a crash leaves none', () => {
    const folder = join(temporaryFolder(), 'workspace');
    const seal = join(folder, 'tieout.closed.json');
    const workspace = openWorkspace({ folder, ports: testPorts() });
    expect(existsSync(seal)).toBe(false);
    workspace.close();
    expect(JSON.parse(readFileSync(seal, 'utf8'))).toMatchObject({
      bytes: expect.stringMatching(/^[0-9]+$/) as string,
    });
    const again = openWorkspace({ folder, ports: testPorts() });
    expect(existsSync(seal)).toBe(false);
    again.close();
  });
});
