/**
 * What npm 10 runs in place of node-gyp (.npmrc). It starts node-gyp for any package that holds a binding.gyp, even
 * where the package ships its binaries, as better-sqlite3 does, and node-gyp wants Python, a compiler and headers
 * from the internet before it finds out that there is nothing to do. npm 11 asks allowScripts in package.json.
 */
console.log(`Nothing compiled in ${process.cwd()}: its own binaries are used.`);
