/**
 * Stops a script on a Node that can't run Tieout, with a sentence instead of a crash. Imports nothing and is plain
 * JavaScript, so that any Node can read it; src/main/node-version.ts does the same for the built entries.
 */
const OLDEST_MAJOR = 22;

export function requireNode() {
  const version = process.versions.node;
  if (Number(version.split('.')[0]) >= OLDEST_MAJOR) return;
  process.stderr.write(
    `This script needs Node.js ${OLDEST_MAJOR} or newer, and this is ${version}; nothing was changed. ` +
      'Start it through npm, which brings its own Node: "npm run -s tieout -- ...", "npm start". / ' +
      `このスクリプトには Node.js ${OLDEST_MAJOR} 以降が必要です（現在は ${version}）。何も変更していません。` +
      '「npm run -s tieout -- ...」や「npm start」で実行すると、同梱の Node.js で動きます。\n',
  );
  process.exit(2);
}
