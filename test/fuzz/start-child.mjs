// Runs an exported function of a TypeScript module, and keeps the module loader open for what is loaded later.
import { createServer } from 'vite';

const [path, name, parameters] = process.argv.slice(2);
const server = await createServer({
  configFile: false,
  logLevel: 'error',
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
});
try {
  const module = await server.ssrLoadModule(path);
  await module[name](...JSON.parse(parameters));
  // The loader, or a thread that is kept for the next file, may still be open: nothing is left to be done.
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}
