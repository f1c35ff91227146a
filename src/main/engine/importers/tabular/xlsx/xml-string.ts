const ESCAPED = /_x([0-9A-Fa-f]{4})_/g;

/**
 * Undoes the escaping of characters that XML can't hold: `_x000D_` is a carriage return, `_x005F_` an underscore.
 * Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
 */
export const unescapeXmlString = (text: string): string =>
  text.includes('_x')
    ? text.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
