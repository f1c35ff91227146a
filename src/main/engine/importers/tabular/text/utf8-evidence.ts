/** How much of a file that is not valid UTF-8 is UTF-8 nevertheless. */
export interface Utf8Evidence {
  /** Complete sequences of two to four bytes. */
  readonly sequences: number;
  /** Bytes beyond ASCII that belong to no complete sequence. */
  readonly strays: number;
  /** The file ends within a sequence. */
  readonly isCutOff: boolean;
}

/**
 * Counts complete and broken UTF-8 sequences. Text in another encoding hardly ever forms complete ones, so a file
 * with many of them and a few strays is damaged UTF-8, not a file in another encoding.
 */
export async function countUtf8(chunks: AsyncIterable<Buffer>): Promise<Utf8Evidence> {
  let sequences = 0;
  let strays = 0;
  let pending = 0;
  let read = 0;
  for await (const chunk of chunks) {
    for (const byte of chunk) {
      if (pending > 0 && (byte & 0xc0) === 0x80) {
        pending -= 1;
        read += 1;
        if (pending > 0) continue;
        sequences += 1;
        read = 0;
        continue;
      }
      strays += read;
      read = 0;
      pending = 0;
      if (byte < 0x80) continue;
      pending = continuationBytes(byte);
      if (pending === 0) strays += 1;
      else read = 1;
    }
  }
  return { sequences, strays: strays + read, isCutOff: read > 0 };
}

function continuationBytes(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
}

/** Whether the counts speak for UTF-8 that was cut off or damaged. */
export const isDamagedUtf8 = (evidence: Utf8Evidence): boolean => {
  const { sequences, strays, isCutOff } = evidence;
  if (sequences === 0) return false;
  return (isCutOff && strays <= 3) || strays * 4 <= sequences;
};
