/**
 * What a log may hold of a message: its words. Figures, names in quotes, addresses, long tokens and the home
 * folder are replaced, because a log travels by mail and the data in it is not ours to send.
 *
 * What is quoted goes from the first quote of a kind to the last one, or to the end: a piece of JSON in an error has
 * quotes of its own, and pairing them would let every second piece of it through.
 */
export function redactText(text: string, homeFolder: string): string {
  const withoutHome = homeFolder === '' ? text : text.replaceAll(homeFolder, '~');
  return withoutHome
    .replace(/"[^]*"|"[^]*$|`[^]*`|“[^]*”|「[^]*」/g, '"…"')
    .replace(/(?<![\p{L}\p{N}])'[^]*'|(?<![\p{L}\p{N}])'[^]*$/gu, '"…"')
    .replace(/\bBearer\s+\S+/gi, 'Bearer …')
    .replace(/https?:\/\/\S+/gi, '(address)')
    .replace(/[^\s@]+@[^\s@]+\.[^\s@]+/g, '(mail)')
    .replace(/[A-Za-z0-9_+/=-]{24,}/g, '…')
    .replace(/\d+(?:[.,]\d+)*/g, '#');
}

/**
 * A stack: where in our code it happened. Its first lines, the message, are left out, also where the message has lines
 * that begin like places; the home folder is cut.
 */
export function redactStack(stack: string | undefined, homeFolder: string): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$|^\s+at .*\((?:<anonymous>|native)\)$/.test(line))
    .map((line) => (homeFolder === '' ? line : line.replaceAll(homeFolder, '~')));
}
