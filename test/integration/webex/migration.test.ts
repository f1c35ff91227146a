import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundledMigrations } from '#engine/db/migration-files.ts';
import { openDatabase } from '#engine/db/open-database.ts';
import { listSourceFiles, keepSourceFile } from '#engine/repositories/source-files.ts';
import { eachEvent } from '#engine/repositories/events.ts';
import { reportsOfSlot } from '#engine/repositories/webex-reports.ts';
import { parsePeriod } from '#core/period.ts';
import { defined } from '#core/assert.ts';
import { temporaryFolder, temporaryWorkspace } from '../../support/workspace.ts';

describe('a workspace from before Webex reports were fetched', () => {
  it('is migrated with everything in it, after a copy', () => {
    const folder = join(temporaryFolder(), 'workspace');
    const first = bundledMigrations().filter((file) => file.name.startsWith('0001'));
    const old = openDatabase(folder, first, () => '2026-11-02T01:00:00.000Z');
    keepSourceFile(old.connection.database, {
      sha256: 'a'.repeat(64),
      bytes: 1,
      name: 'user.csv',
      storedPath: `sources/${'a'.repeat(64)}`,
      media: 'csv',
      encoding: 'utf-8',
      importedAt: '2026-11-02T01:00:00.000Z',
    });
    old.close();
    const { database } = temporaryWorkspace(folder);
    expect(listSourceFiles(database).map((file) => file.name)).toEqual(['user.csv']);
    const period = defined(parsePeriod('2026-10'), 'a month');
    expect(reportsOfSlot(database, { level: 'user', period, subPartner: undefined })).toEqual([]);
    expect([...eachEvent(database)].map((event) => event.what)).toEqual(['workspace-migrated']);
    expect(
      readdirSync(join(folder, 'backups')).some((name) => name.startsWith('before-migration-from-0001')),
    ).toBe(true);
  });
});
