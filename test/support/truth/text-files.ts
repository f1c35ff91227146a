/** Bytes of the files that months are made of: delimited text in several encodings, and stored zips. */
import { crc32 } from 'node:zlib';
import iconv from 'iconv-lite';

export interface TextFormat {
  readonly delimiter?: ',' | ';' | '\t';
  readonly encoding?: 'utf8' | 'Shift_JIS' | 'windows-1252' | 'utf-16le';
  readonly bom?: boolean;
  readonly crlf?: boolean;
  /** Quotes every cell, not only those that need it. */
  readonly quoteAll?: boolean;
}

/** Writes rows of cells as delimited text. An empty row becomes a line of bare delimiters. */
export function delimited(rows: readonly (readonly string[])[], format: TextFormat = {}): Buffer {
  const delimiter = format.delimiter ?? ',';
  const cell = (text: string): string =>
    format.quoteAll === true || text.includes(delimiter) || /["\r\n]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  const lineEnd = format.crlf === true ? '\r\n' : '\n';
  const text = rows.map((row) => row.map(cell).join(delimiter) + lineEnd).join('');
  const encoding = format.encoding ?? 'utf8';
  const bytes = iconv.encode(text, encoding, { addBOM: format.bom ?? false });
  if (iconv.decode(bytes, encoding) !== text) throw new Error(`the text does not survive ${encoding}`);
  return bytes;
}

/** A zip of stored (not compressed) members. */
export function storedZip(members: readonly { readonly name: string; readonly bytes: Buffer }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const nameBytes = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(0x5b61, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), common, nameBytes, bytes);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, nameBytes);
    offset += 30 + nameBytes.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}
