/** The layers of docs/architecture.md, held by a machine. Each rule: who may not import what, and why. */
const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'A cycle hides who owns what. Types alone may refer to each other: nothing of that is left at run time.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'core-is-pure',
      'core holds the domain: the ES library only.',
      { path: '^src/core/' },
      { pathNot: '^src/core/' },
    ),
    forbid(
      'shared-knows-core-and-zod',
      'shared is what crosses a process boundary.',
      { path: '^src/shared/' },
      { pathNot: '^(src/(core|shared)/|node_modules/zod/)' },
    ),
    forbid(
      'engine-has-no-window',
      'The engine is plain Node: it runs under the command line and the tests as well.',
      { path: '^src/main/engine/' },
      { path: '^(src/(main/(shell|ipc|cli)|preload|renderer)/|node_modules/electron/)' },
    ),
    forbid(
      'cli-has-no-electron',
      'The command line runs under plain Node.',
      { path: '^src/main/cli' },
      { path: '^(src/(main/(shell|ipc)|preload|renderer)/|node_modules/electron/)' },
    ),
    forbid(
      'shell-knows-no-engine-code',
      'The shell starts the engine by its built path; the two talk over a port.',
      { path: '^src/main/(shell|ipc)/' },
      { path: '^src/main/(engine|cli)/' },
    ),
    forbid(
      'renderer-is-sandboxed',
      'The renderer reaches the engine through window.api alone.',
      { path: '^src/renderer/' },
      { path: '^(src/(main|preload)/|node_modules/(electron|better-sqlite3|exceljs)/)' },
    ),
    forbid(
      'renderer-has-no-node',
      'The renderer has no Node.',
      { path: '^src/(renderer|core|shared)/' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'features-stand-alone',
      'A feature reaches another through ui/, lib/ or core.',
      { path: '^src/renderer/src/features/([^/]+)/' },
      { path: '^src/renderer/src/features/', pathNot: '^src/renderer/src/features/$1/' },
    ),
    forbid('nothing-imports-tests', 'Tests are leaves.', { path: '^src/' }, { path: '^(test|scripts)/' }),
    forbid(
      'repositories-below-services',
      'services -> repositories -> db, never back.',
      { path: '^src/main/engine/(repositories|db)/' },
      { path: '^src/main/engine/(services|importers|exporters|jobs|webex)/' },
    ),
    forbid(
      'sql-library-stays-in-db',
      'better-sqlite3 is known to db/ alone; others hold its branded handles.',
      { path: '^src/main/', pathNot: '^src/main/engine/db/' },
      { path: 'node_modules/better-sqlite3/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
