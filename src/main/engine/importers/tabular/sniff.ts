import { encodingOfMark, encodingOfZeros } from './text/encoding-mark.ts';

/** What the first bytes of a file say it is. */
export type Signature =
  | { readonly kind: 'zip' | 'compound' | 'text' }
  /** Something that holds no table, by its name: `PDF`. */
  | { readonly kind: 'other'; readonly found: string | undefined };

/** Bytes that a signature needs. */
export const SIGNATURE_BYTES = 4096;

/** The starts of files that people drop by mistake. */
const OTHER_SIGNATURES: readonly (readonly [found: string, start: string])[] = [
  ['PDF', '%PDF'],
  ['PNG image', '\u0089PNG'],
  ['JPEG image', '\u00ff\u00d8\u00ff'],
  ['GIF image', 'GIF8'],
  ['TIFF image', 'II*\u0000'],
  ['TIFF image', 'MM\u0000*'],
  ['RTF', '{\\rtf'],
  ['gzip archive', '\u001f\u008b'],
  ['7z archive', '7z\u00bc\u00af'],
  ['RAR archive', 'Rar!'],
  ['SQLite database', 'SQLite format 3\u0000'],
  ['Parquet', 'PAR1'],
  ['Windows program', 'MZ'],
  ['PostScript', '%!PS'],
  ['MHTML', 'MIME-Version:'],
];

/** Tells a file by its first bytes; its extension is never asked. */
export function sniffSignature(head: Buffer): Signature {
  if (startsWith(head, 'PK\u0003\u0004') || startsWith(head, 'PK\u0005\u0006')) return { kind: 'zip' };
  if (startsWith(head, '\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return { kind: 'compound' };
  const other = OTHER_SIGNATURES.find(
    ([found, start]) => startsWith(head, start) && !isMerelyText(found, head),
  );
  if (other) return { kind: 'other', found: other[0] };
  return isBinary(head) ? { kind: 'other', found: undefined } : { kind: 'text' };
}

const startsWith = (head: Buffer, start: string): boolean =>
  head.subarray(0, start.length).equals(Buffer.from(start, 'latin1'));

/** A CSV may begin with the letters MZ or 'Rar!'; a program or an archive has binary bytes soon after. */
const isMerelyText = (found: string, head: Buffer): boolean =>
  ['Windows program', 'RAR archive', 'GIF image', 'Parquet'].includes(found) && !hasControls(head);

const hasControls = (head: Buffer): boolean => controlBytes(head) > 0;

/** The share of control bytes that no text reaches. */
const BINARY_SHARE = 0.02;

/** UTF-16 is full of what looks like control bytes; a text with a few zeros is refused later, with its line. */
function isBinary(head: Buffer): boolean {
  if (encodingOfMark(head) !== undefined || encodingOfZeros(head) !== undefined) return false;
  return controlBytes(head) > head.length * BINARY_SHARE || head.every((byte) => byte === 0);
}

function controlBytes(head: Buffer): number {
  let count = 0;
  for (const byte of head) {
    // Tab to carriage return, Ctrl-Z (the end of old DOS files) and Escape (ISO-2022-JP) occur in texts.
    if (byte > 0 && byte < 0x20 && !(byte >= 0x09 && byte <= 0x0d) && byte !== 0x1a && byte !== 0x1b)
      count += 1;
  }
  return count;
}
