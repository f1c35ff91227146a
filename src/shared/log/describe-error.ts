import { redactStack, redactText } from './redact.ts';

/** How many causes of an error are followed: a chain that loops must not fill the disk. */
const MOST_CAUSES = 5;

/** The error and its causes as log lines, redacted. */
export function describeError(error: unknown, homeFolder: string): readonly string[] {
  const lines: string[] = [];
  let current = error;
  for (let depth = 0; depth < MOST_CAUSES && current !== undefined; depth += 1) {
    const name = current instanceof Error ? current.name : typeof current;
    const message = current instanceof Error ? current.message : '(no error object)';
    lines.push(`${depth === 0 ? '' : 'caused by '}${name}: ${redactText(message, homeFolder)}`);
    if (!(current instanceof Error)) break;
    lines.push(...redactStack(current.stack, homeFolder));
    current = current.cause;
  }
  return lines;
}
