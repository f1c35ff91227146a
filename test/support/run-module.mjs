// Runs an exported function of a TypeScript module the way the build would: node run-module.mjs MODULE FUNCTION ARGUMENTS-AS-JSON
import { clearInterval, setInterval } from 'node:timers';
import { runnerImport } from 'vite';

const [path, name, parameters] = process.argv.slice(2);
// Something must keep a process alive that only waits.
const alive = setInterval(() => undefined, 1000);
const { module } = await runnerImport(path, { configFile: false, logLevel: 'error' });
await module[name](...JSON.parse(parameters));
clearInterval(alive);
