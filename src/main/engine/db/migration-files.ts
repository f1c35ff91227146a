/// <reference types="vite/types/importMeta.d.ts" />
import type { MigrationFile } from './migrate.ts';

/** The migrations as the build bundles them: every file of `migrations/`, by name. */
export function bundledMigrations(): readonly MigrationFile[] {
  const texts = import.meta.glob<string>('./migrations/*.sql', {
    query: '?raw',
    eager: true,
    import: 'default',
  });
  return Object.entries(texts).map(([path, sql]) => ({ name: path.slice(path.lastIndexOf('/') + 1), sql }));
}
