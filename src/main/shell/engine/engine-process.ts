import { utilityProcess } from 'electron';

/** A process that runs the engine, as far as the host uses it. Tests stand in for it. */
export interface EngineProcess {
  readonly post: (message: unknown) => void;
  readonly onSpawn: (listener: () => void) => void;
  readonly onMessage: (listener: (message: unknown) => void) => void;
  /** Comes once, whatever ended it; nothing comes after it. */
  readonly onExit: (listener: (code: number) => void) => void;
  /** Ends it at once. Harmless when it has ended. */
  readonly kill: () => void;
}

/** Starts the built engine. */
export function forkEngine(enginePath: string): EngineProcess {
  const child = utilityProcess.fork(enginePath, [], {
    serviceName: 'Tieout engine',
    stdio: 'ignore',
    // Proxies that ask for a password are answered in main, where a dialog could be shown.
    respondToAuthRequestsFromMainProcess: true,
  });
  return {
    post: (message) => {
      child.postMessage(message);
    },
    onSpawn: (listener) => {
      child.once('spawn', listener);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    kill: () => {
      child.kill();
    },
  };
}
