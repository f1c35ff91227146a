/** 1980-01-01 00:00:00 as MS-DOS date and time: the earliest that a zip can say. */
const DOS_TIME = 0;
const DOS_DATE = (1 << 5) | 1;

const CENTRAL_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_OF_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;

/** A zip with every entry's time set to one fixed moment, so that the same content gives the same bytes. */
export function withFixedTimes(zip: Uint8Array): Uint8Array {
  const bytes = zip.slice();
  const view = new DataView(bytes.buffer);
  const end = bytes.length - END_LENGTH;
  if (view.getUint32(end, true) !== END_OF_DIRECTORY) throw new Error('The zip has a comment, or is none');
  const entries = view.getUint16(end + 10, true);
  let central = view.getUint32(end + 16, true);
  for (let entry = 0; entry < entries; entry += 1) {
    const local = view.getUint32(central + 42, true);
    if (view.getUint32(central, true) !== CENTRAL_ENTRY || view.getUint32(local, true) !== LOCAL_ENTRY) {
      throw new Error('The zip has no entry where its directory says');
    }
    view.setUint16(central + 12, DOS_TIME, true);
    view.setUint16(central + 14, DOS_DATE, true);
    view.setUint16(local + 10, DOS_TIME, true);
    view.setUint16(local + 12, DOS_DATE, true);
    const lengths = [28, 30, 32].map((offset) => view.getUint16(central + offset, true));
    central += 46 + lengths.reduce((sum, length) => sum + length, 0);
  }
  return bytes;
}
