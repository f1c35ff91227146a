/**
 * What a page of ours may load: its own scripts and styles, and nothing from anywhere else. Styles that a library puts
 * in at run time need the nonce of the page they stand on; scripts have no such door.
 *
 * Sent as a header with every answer: a meta element would come too late for what stands before it.
 */
export const contentSecurityPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
