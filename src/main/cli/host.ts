import { homedir } from 'node:os';
import { createInterface } from 'node:readline';

/** The part of a writable stream that the command line uses. */
export interface TextStream {
  readonly write: (text: string) => void;
  /** Resolves once everything written has left the process; with the error that stopped it, if one did. */
  readonly flush: () => Promise<Error | undefined>;
  /** Whether a person looks at it. */
  readonly isTerminal: boolean;
  /** The width of the terminal in cells; undefined where there is none. */
  readonly columns: () => number | undefined;
}

/** What the command line takes from the process that it runs in. */
export interface CliHost {
  /** The arguments after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly homeFolder: string;
  /** The folder against which relative paths are resolved. */
  readonly currentFolder: string;
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  /** Milliseconds since some fixed moment, for progress and time limits. */
  readonly now: () => number;
  /** Aborted when the person cancels. */
  readonly signal: AbortSignal;
  /** Asks the person a question, on standard error, and gives back the line; undefined where no person is there. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Reads one line from the terminal. Undefined without a terminal, at the end of the input, and when cancelled. */
async function askOnTerminal(question: string, signal: AbortSignal): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  // Not in raw mode: Ctrl-C stays a signal of the process.
  const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    return await new Promise<string | undefined>((resolve) => {
      const giveUp = (): void => {
        resolve(undefined);
      };
      lines.once('close', giveUp);
      signal.addEventListener('abort', giveUp, { once: true });
      lines.question(question, resolve);
    });
  } finally {
    lines.close();
  }
}

function textStream(stream: NodeJS.WriteStream): TextStream {
  let isOpen = true;
  let failure: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOpen = false;
    // `tieout ... | head` closes the pipe early: what nobody reads needs no writing, and is no failure.
    if (error.code !== 'EPIPE' && error.code !== 'EOF') failure = error;
  });
  return {
    write: (text) => {
      if (isOpen) stream.write(text);
    },
    flush: () =>
      new Promise((resolve) => {
        const settle = (): void => {
          // The error event follows the callback of the failed write.
          setImmediate(() => {
            resolve(failure);
          });
        };
        if (isOpen) stream.write('', settle);
        else settle();
      }),
    isTerminal: stream.isTTY,
    // Some pseudo-terminals say 0.
    columns: () => (stream.isTTY && stream.columns > 0 ? stream.columns : undefined),
  };
}

/** The host of a real process. */
export function processHost(signal: AbortSignal): CliHost {
  return {
    argv: process.argv.slice(2),
    env: process.env,
    platform: process.platform,
    homeFolder: homedir(),
    currentFolder: process.cwd(),
    stdout: textStream(process.stdout),
    stderr: textStream(process.stderr),
    now: () => performance.now(),
    signal,
    ask: (question) => askOnTerminal(question, signal),
  };
}
