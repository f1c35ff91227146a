#!/usr/bin/env node
/**
 * What npm 10 finds in place of node-gyp. It starts node-gyp for any package that holds a binding.gyp, even where
 * the package ships its binaries, as better-sqlite3 does; and node-gyp wants Python, a compiler and headers from the
 * internet before it finds out that there is nothing to do. npm 11 asks allowScripts in package.json instead.
 */
console.log(`Nothing to compile: ${process.cwd()} ships its binaries.`);
