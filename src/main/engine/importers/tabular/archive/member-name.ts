import yauzl from 'yauzl';

/** The bit by which a zip says that its names are UTF-8. */
const UTF8_FLAG = 0x800;

/**
 * A member's name. Zips made on a Japanese Windows write names in Shift_JIS and do not say so; the standard's own
 * code page 437 is the last resort.
 */
export function decodeMemberName(entry: yauzl.Entry): string {
  const raw = entry.fileNameRaw;
  const standard = (): string =>
    yauzl.getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, false);
  if ((entry.generalPurposeBitFlag & UTF8_FLAG) !== 0) return standard();
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(raw).replaceAll('\\', '/');
    } catch {
      // Not this one.
    }
  }
  return standard();
}
