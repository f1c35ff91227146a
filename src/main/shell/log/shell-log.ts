import { describeError } from '#shared/log/describe-error.ts';
import { redactText } from '#shared/log/redact.ts';

/** The app's own log: on this computer alone, sent nowhere. */
export interface ShellLog {
  readonly info: (message: string, details?: Readonly<Record<string, string | number>>) => void;
  readonly warn: (message: string, details?: Readonly<Record<string, string | number>>) => void;
  readonly error: (message: string, details?: Readonly<Record<string, string | number>>) => void;
  /** Writes a mistake of ours down and gives back its number. */
  readonly incident: (error: unknown) => string;
  /** A line that the engine has redacted already, where its places in the code would be lost by doing it again. */
  readonly taken: (
    level: LogLevel,
    message: string,
    details?: Readonly<Record<string, string | number>>,
  ) => void;
}

export type LogLevel = 'info' | 'warn' | 'error';

/** Details are counts and codes: short words may stay, everything else is redacted like a message. */
const detailText = (value: string | number, homeFolder: string): string =>
  typeof value === 'number' || /^[A-Za-z_-]{1,40}$/.test(value)
    ? String(value)
    : redactText(value, homeFolder);

/** A log that writes redacted lines by `append`. */
export function shellLog(ports: {
  readonly append: (line: string) => void;
  readonly clock: () => string;
  readonly newId: () => string;
  readonly homeFolder: string;
}): ShellLog {
  const write = (
    level: LogLevel,
    text: string,
    details: Readonly<Record<string, string | number>> = {},
  ): void => {
    const told = Object.entries(details).map(
      ([name, value]) => ` ${name}=${detailText(value, ports.homeFolder)}`,
    );
    ports.append(`${ports.clock()} ${level} ${text}${told.join('')}`);
  };
  const at =
    (level: LogLevel): ShellLog['info'] =>
    (message, details) => {
      write(level, redactText(message, ports.homeFolder), details);
    };
  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    incident: (error) => {
      const incidentId = ports.newId().slice(0, 8);
      write('error', `incident ${incidentId}\n${describeError(error, ports.homeFolder).join('\n')}`);
      return incidentId;
    },
    taken: write,
  };
}
