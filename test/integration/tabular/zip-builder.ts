import { crc32, deflateRawSync } from 'node:zlib';

/** A member of a zip that is built byte by byte, so that it can lie. */
export interface BuiltMember {
  readonly name: string | Buffer;
  readonly content: Buffer | string;
  /** What the directory states, where that is not the truth. */
  readonly statedBytes?: number;
  readonly statedChecksum?: number;
  /** General purpose flags; 1 is encrypted. The name is UTF-8 unless it comes as bytes. */
  readonly flags?: number;
  /** The directory points at the member before this one instead. */
  readonly sharesBytes?: boolean;
  readonly isStored?: boolean;
}

/** Builds a zip. */
export function buildZip(members: readonly BuiltMember[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let previousOffset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const content = Buffer.from(member.content);
    const packed = member.isStored ? content : deflateRawSync(content);
    const header = Buffer.alloc(26);
    header.writeUInt16LE(20, 0);
    header.writeUInt16LE((member.flags ?? 0) | (typeof member.name === 'string' ? 0x800 : 0), 2);
    header.writeUInt16LE(member.isStored ? 0 : 8, 4);
    header.writeUInt32LE(member.statedChecksum ?? crc32(content), 10);
    header.writeUInt32LE(packed.length, 14);
    header.writeUInt32LE(member.statedBytes ?? content.length, 18);
    header.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), header, name, packed]);
    locals.push(local);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(member.sharesBytes ? previousOffset : offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), header, tail, name]));
    previousOffset = offset;
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, entries, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** The parts of a workbook with one sheet, by hand: what real programs never write can be tried as well. */
export interface BuiltWorkbook {
  /** What stands within `<worksheet>`. */
  readonly sheet: string;
  /** What stands within `<sst>`. */
  readonly strings?: string;
  /** What stands within `<styleSheet>`. */
  readonly styles?: string;
  readonly date1904?: boolean;
  /** Before the root element of the sheet: a document type, for instance. */
  readonly prologue?: string;
}

/** The members of an .xlsx. */
export function workbookMembers(of: BuiltWorkbook): BuiltMember[] {
  const relationship = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"/>`;
  return [
    {
      name: '[Content_Types].xml',
      content: `${XML}<Types xmlns="${PACKAGE}/content-types"/>`,
    },
    {
      name: '_rels/.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relationship('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><workbookPr date1904="${of.date1904 ? 1 : 0}"/><sheets><sheet name="Sheet 1" sheetId="1" r:id="r1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `${XML}<Relationships xmlns="${PACKAGE}/relationships">${relationship('r1', 'worksheet', 'worksheets/sheet1.xml')}${relationship('r2', 'sharedStrings', '/xl/sharedStrings.xml')}${relationship('r3', 'styles', 'styles.xml')}</Relationships>`,
    },
    { name: 'xl/sharedStrings.xml', content: `${XML}<sst xmlns="${MAIN}">${of.strings ?? ''}</sst>` },
    { name: 'xl/styles.xml', content: `${XML}<styleSheet xmlns="${MAIN}">${of.styles ?? ''}</styleSheet>` },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `${XML}${of.prologue ?? ''}<worksheet xmlns="${MAIN}">${of.sheet}</worksheet>`,
    },
  ];
}

/** An .xlsx by hand. */
export const buildWorkbook = (of: BuiltWorkbook): Buffer => buildZip(workbookMembers(of));
