/**
 * What a log may hold of a message: its words. Figures, names in quotes, addresses, long tokens and the home
 * folder are replaced, because a log travels by mail and the data in it is not ours to send.
 */
export function redactText(text: string, homeFolder: string): string {
  const withoutHome = homeFolder === '' ? text : text.replaceAll(homeFolder, '~');
  return withoutHome
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|“[^”]*”|「[^」]*」/g, '"…"')
    .replace(/\bBearer\s+\S+/gi, 'Bearer …')
    .replace(/https?:\/\/\S+/gi, '(address)')
    .replace(/[^\s@]+@[^\s@]+\.[^\s@]+/g, '(mail)')
    .replace(/[A-Za-z0-9_+/=-]{24,}/g, '…')
    .replace(/\d+(?:[.,]\d+)*/g, '#');
}

/** A stack: where in our code it happened. Its first lines, the message, are left out; the home folder is cut. */
export function redactStack(stack: string | undefined, homeFolder: string): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => (homeFolder === '' ? line : line.replaceAll(homeFolder, '~')));
}
