/**
 * The first thing that every entry does: better-sqlite3 crashes Node 20 with a segmentation fault instead of an
 * error. This file imports nothing, so that it runs where the rest does not.
 */

/** The oldest major version of Node that the native modules run on. */
const OLDEST_MAJOR = 22;
/** The exit code of wrong usage. */
const EXIT_USAGE = 2;

/**
 * Returns on Node 22 and newer. On anything older it prints one line in English and Japanese to standard error
 * and ends the process with code 2, before a native module is loaded. Load those by a dynamic import, after this.
 */
export function requireNode22(): void {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) >= OLDEST_MAJOR) return;
  process.stderr.write(
    `Tieout needs Node.js ${OLDEST_MAJOR} or newer, and this is ${version}; nothing was changed. ` +
      'In the project folder, "npm run -s tieout -- ..." brings its own. / ' +
      `Tieout には Node.js ${OLDEST_MAJOR} 以降が必要です（現在は ${version}）。何も変更していません。` +
      'プロジェクトのフォルダーで「npm run -s tieout -- ...」を使うと、同梱の Node.js で動きます。\n',
  );
  process.exit(EXIT_USAGE);
}
