/**
 * A copy of a text that stands on its own. A cell cut out of a block of a file keeps the whole block in memory for as
 * long as it lives (engines share the characters); whoever keeps a few cells of many blocks must copy them.
 */
export const ownText = (text: string): string => ` ${text}`.slice(1);
