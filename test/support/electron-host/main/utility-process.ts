import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ForkOptions } from 'electron';
import { HOST_OPTIONS_VARIABLE } from '../host-options.ts';
import { app, onExit } from './app.ts';

const PREPARE = fileURLToPath(new URL('../process/utility-child.ts', import.meta.url));

/** Electron's `UtilityProcess`: a real process of plain Node. */
class UtilityProcessStandIn extends EventEmitter {
  readonly #child: ChildProcess;
  #pid: number | undefined;

  constructor(child: ChildProcess, serviceName: string) {
    super();
    this.#child = child;
    child.once('spawn', () => {
      this.#pid = child.pid;
      this.emit('spawn');
    });
    child.on('message', (message) => this.emit('message', message));
    child.once('exit', (code, signal) => {
      this.#pid = undefined;
      const exitCode = code ?? 1;
      this.emit('exit', exitCode);
      if (exitCode === 0) return;
      const reason = signal === null ? 'abnormal-exit' : 'killed';
      app.emit(
        'child-process-gone',
        {},
        { type: 'Utility', reason, exitCode, serviceName, name: serviceName },
      );
    });
  }

  get pid(): number | undefined {
    return this.#pid;
  }
  get stdout(): ChildProcess['stdout'] {
    return this.#child.stdout;
  }
  get stderr(): ChildProcess['stderr'] {
    return this.#child.stderr;
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw new Error('The stand-in for electron hands no MessagePort to a process.');
    // Throws where a value can't be cloned, as Electron does.
    const copy: unknown = structuredClone(message);
    if (this.#child.connected) this.#child.send(copy as object, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill();
  }
}

/** Electron's `utilityProcess`. */
export const utilityProcess = {
  fork: (modulePath: string, args: readonly string[] = [], options: ForkOptions = {}) => {
    const env: NodeJS.ProcessEnv = { ...(options.env ?? process.env) };
    Reflect.deleteProperty(env, HOST_OPTIONS_VARIABLE);
    const output = options.stdio === 'pipe' ? 'pipe' : options.stdio === 'ignore' ? 'ignore' : 'inherit';
    const child = fork(modulePath, args, {
      execArgv: ['--import', PREPARE, ...(options.execArgv ?? [])],
      env,
      serialization: 'advanced',
      stdio: ['ignore', output, output, 'ipc'],
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    onExit(() => {
      child.kill('SIGKILL');
      return Promise.resolve();
    });
    return new UtilityProcessStandIn(child, options.serviceName ?? 'Node Utility Process');
  },
};
