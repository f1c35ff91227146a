import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';

/** Where the engine writes what a person may need to understand a failure. Never amounts, names of people or tokens. */
export interface EngineLog {
  readonly info: (message: string, details?: LogDetails) => void;
  readonly warn: (message: string, details?: LogDetails) => void;
  readonly error: (message: string, details?: LogDetails) => void;
}

/** Small facts beside a log message: counts, codes, durations. */
export type LogDetails = Readonly<Record<string, string | number>>;

/** What the engine takes from its host instead of reaching for it: the app, the command line and the tests each inject theirs. */
export interface EnginePorts {
  /** The present moment, UTC, ISO 8601: `2026-11-02T01:00:00.000Z`. */
  readonly clock: () => string;
  /** A new identifier that no other call returns. */
  readonly newId: () => string;
  /** Who acts, for the audit log: the name of the operating system's user. */
  readonly userName: () => string;
  readonly log: EngineLog;
}

/** A log that keeps nothing. */
export const SILENT_LOG: EngineLog = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The ports of a plain Node process. */
export function nodePorts(log: EngineLog = SILENT_LOG): EnginePorts {
  return { clock: () => new Date().toISOString(), newId: () => randomUUID(), userName: systemUserName, log };
}

/** Some containers run under a user id that has no name: then the id is the name. */
function systemUserName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
