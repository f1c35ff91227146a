/**
 * `npm run verify-package -- dist/linux-unpacked`: looks into an unpacked app: is all there that the app loads, and
 * nothing that must not leave the workshop? Prints each problem; exits with 1 where there is one.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extractFile, listPackage } from '@electron/asar';
import fuses from '@electron/fuses';
import { requireNode } from './require-node.mjs';

// A library of CommonJS, whose names can't be imported one by one.
const { FuseV1Options, getCurrentFuseWire } = fuses;
/** How a fuse stands in the executable: the digits 0 and 1, as bytes. */
const FUSE_OFF = 0x30;
const FUSE_ON = 0x31;
const NEEDED = [
  'package.json',
  'out/main/index.js',
  'out/main/engine.js',
  'out/main/report-thread.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
  'resources/practice/invoice.xlsx',
];
/** What has no place in a package, and why. */
const UNWANTED = [
  [/\.map$/, 'a source map'],
  [/\.(ts|tsx|mts|cts)$/, 'a source file'],
  [/^(src|test|scripts|docs|\.ci|\.git|dist|test-results)\//, 'a file of the workshop'],
  [/(^|\/)(\.env|\.npmrc|tsconfig[^/]*\.json|eslint\.config\.js|vitest\.config\.ts)$/, 'a tool’s settings'],
  [/^node_modules\/(electron|vite|vitest|playwright[^/]*|eslint|typescript|electron-builder)\//, 'a tool'],
  [/^node_modules\/.*\/(test|tests|__tests__)\//, 'a test of a library'],
  [/^node_modules\/better-sqlite3\/(deps|src)\//, 'the source of the database'],
  [/(^|\/)labels\.json$/, 'the answers to the practice period'],
];
/** How the executable must be set: as electron-builder.yml states it. */
const FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
};
// A statement stands at the start of its line; texts and comments of the bundled libraries speak of imports, too.
const IMPORT =
  /(?:^(?:import|export)\b[^;'"]*\bfrom\s*|^import\s*|\bimport\s*\(\s*|\brequire\(\s*)["']([^"'./][^"']*)["']/gm;

/** What is wrong with an unpacked app: a sentence each. */
export async function verifyPackage(folder) {
  const place = locate(folder);
  if (!place) return [`${folder}: there is no app.asar in it.`];
  const archive = join(place.resources, 'app.asar');
  const files = listPackage(archive, { isPack: false }).map((path) =>
    path.replaceAll('\\', '/').replace(/^\//, ''),
  );
  const held = new Set(files);
  const read = (path) => extractFile(archive, path).toString('utf8');
  return [
    ...NEEDED.filter((path) => !held.has(path)).map((path) => `${path} is missing.`),
    ...unwantedIn(files),
    ...missingParts(held, read),
    ...missingLibraries(files, held, read),
    ...nativeProblems(join(place.resources, 'app.asar.unpacked')),
    ...(await fuseProblems(place.executable)),
  ];
}

/** Where the archive and the executable lie, in the layout of each system. */
function locate(folder) {
  const mac = join(folder, 'Tieout.app', 'Contents');
  const candidates = [
    { resources: join(mac, 'Resources'), executable: join(folder, 'Tieout.app') },
    { resources: join(folder, 'resources'), executable: join(folder, 'Tieout.exe') },
    { resources: join(folder, 'resources'), executable: join(folder, 'tieout') },
  ];
  return candidates.find(
    ({ resources, executable }) => existsSync(join(resources, 'app.asar')) && existsSync(executable),
  );
}

function unwantedIn(files) {
  return files.flatMap((path) =>
    UNWANTED.filter(([pattern]) => pattern.test(path)).map(([, what]) => `${path} is ${what}.`),
  );
}

/** What the page and the bundles load from beside them. */
function missingParts(held, read) {
  const parts = [];
  if (held.has('out/renderer/index.html')) {
    for (const [, path] of read('out/renderer/index.html').matchAll(/(?:src|href)="\.?\/?([^":]+)"/g)) {
      parts.push(posix.join('out/renderer', path));
    }
  }
  for (const path of held) {
    if (!/^out\/main\/.*\.js$/.test(path)) continue;
    for (const [, part] of read(path).matchAll(/(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+\.js)["']/g)) {
      parts.push(posix.join(posix.dirname(path), part));
    }
  }
  return [...new Set(parts)]
    .filter((path) => !held.has(path))
    .map((path) => `${path} is loaded, and missing.`);
}

/** Libraries that the bundles import by name. */
function missingLibraries(files, held, read) {
  const names = new Set();
  for (const path of files.filter((file) => /^out\/(main|preload)\/.*\.c?js$/.test(file))) {
    for (const [, name] of read(path).matchAll(IMPORT)) {
      const library = name.startsWith('@') ? name.split('/').slice(0, 2).join('/') : name.split('/')[0];
      const isOwn = name.startsWith('node:') || name.startsWith('#') || builtinModules.includes(library);
      if (!isOwn && /^(@[\w.-]+\/)?[\w.-]+$/.test(library) && library !== 'electron') names.add(library);
    }
  }
  return [...names]
    .filter((name) => !held.has(`node_modules/${name}/package.json`))
    .map((name) => `The library ${name} is imported, and missing.`);
}

/** The database's binary lies outside the archive, and is one. */
function nativeProblems(unpacked) {
  if (!existsSync(unpacked)) return ['app.asar.unpacked is missing: the database can’t be loaded.'];
  const binaries = readdirSync(unpacked, { recursive: true })
    .map((name) => join(unpacked, String(name)))
    .filter((path) => path.endsWith('.node') && statSync(path).isFile());
  if (!binaries.some((path) => path.includes('better-sqlite3')))
    return ['The database has no binary outside the archive.'];
  return binaries.filter((path) => !isBinary(path)).map((path) => `${path} is no binary of any system.`);
}

/** ELF, Mach-O (also of several processors) or PE, by the first bytes. */
function isBinary(path) {
  const start = readFileSync(path).subarray(0, 4).toString('hex');
  return (
    start === '7f454c46' || start.startsWith('4d5a') || ['cffaedfe', 'cafebabe', 'feedfacf'].includes(start)
  );
}

async function fuseProblems(executable) {
  let wire;
  try {
    wire = await getCurrentFuseWire(executable);
  } catch (error) {
    return [`The fuses of ${executable} can't be read: ${error.message}`];
  }
  const problems = [];
  for (const [name, wanted] of Object.entries(FUSES)) {
    const state = wire[FuseV1Options[name]];
    const expected = wanted ? FUSE_ON : FUSE_OFF;
    if (state !== expected) problems.push(`The fuse ${name} is not ${wanted ? 'on' : 'off'}.`);
  }
  const unknown = Object.keys(wire).filter((key) => /^\d+$/.test(key) && FuseV1Options[key] === undefined);
  return [...problems, ...unknown.map((key) => `The fuse number ${key} has not been decided on.`)];
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  requireNode();
  const [folder] = process.argv.slice(2);
  if (folder === undefined) {
    process.stderr.write(
      'Name the folder of an unpacked app: npm run verify-package -- dist/linux-unpacked\n',
    );
    process.exit(2);
  }
  const problems = await verifyPackage(resolve(folder));
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`${folder}: ${problems.length} problems.\n`);
  process.exit(problems.length === 0 ? 0 : 1);
}
