import { isUtf8 } from 'node:buffer';
import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#core/errors.ts';
import type { RowIssue } from '#core/source.ts';
import type { UsageRow } from '#core/usage/usage-row.ts';
import { readReport } from '#engine/importers/report/read-report.ts';
import type { ReportReading } from '#engine/importers/report/report-file.ts';
import { openTableFile, type TableFile } from '#engine/importers/tabular/table-file.ts';
import type { TableLimits } from '#engine/importers/tabular/table-limits.ts';
import { packUuidBytes, restoreId } from '#engine/usage-blocks/stored-id.ts';
import { plainContext, writeTemporary } from '../../support/workspace.ts';

/** What a reading hands on, in the order of the file. `plain` counts the rows that came as bytes. */
interface Outcome {
  readonly result: ReportReading | { readonly code: string; readonly params: unknown };
  readonly rows: readonly UsageRow[];
  readonly issues: readonly RowIssue[];
}

async function read(file: TableFile): Promise<Outcome & { readonly plain: number }> {
  let rows: UsageRow[] = [];
  let issues: RowIssue[] = [];
  let likes: UsageRow[] = [];
  let plain = 0;
  const source = { id: 's'.repeat(64), name: 'report.csv' };
  const sink = {
    begin: () => {
      rows = [];
      issues = [];
      likes = [];
    },
    take: (taken: readonly UsageRow[], flagged: readonly RowIssue[]) => {
      rows.push(...taken);
      issues.push(...flagged);
    },
    plain: {
      placesOf: (row: UsageRow) => {
        likes.push(row);
        return { group: likes.length - 1, window: likes.length - 1 };
      },
      add: (
        bytes: Uint8Array,
        ids: Int32Array,
        row: number,
        group: number,
        window: number,
        quantity: bigint,
      ) => {
        const texts = [...ids].map((from) => uuidAt(bytes, from));
        if (texts.includes('')) return false;
        const [subscriberId, userId, workspaceId] = texts;
        const { start, end } = likes[window] ?? {};
        plain += 1;
        rows.push({
          ...likes[group],
          ...{ start, end, quantity, subscriberId, userId, workspaceId },
          ref: { source: source.id, sheet: undefined, row },
        } as UsageRow);
        return true;
      },
    },
  };
  const inOrder = (): readonly UsageRow[] => [...rows].sort((a, b) => a.ref.row - b.ref.row);
  try {
    const result = await readReport({ file, source, dateOrder: undefined }, sink, plainContext());
    return { result, rows: inOrder(), issues, plain };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // How far a reading came before it was refused is its own affair: nothing of it stays.
    return { result: { code: error.code, params: error.params }, rows: [], issues: [], plain };
  }
}

/** The UUID that begins there; '' where none does; undefined for an absent one. */
function uuidAt(bytes: Uint8Array, from: number): string | undefined {
  if (from < 0) return undefined;
  const packed = new Uint8Array(16);
  return packUuidBytes(bytes, from, packed, 0) ? restoreId(packed) : '';
}

/** Reads a file twice: with its bytes in pieces of such a size, and line by line through the scanner alone. */
async function readBothWays(
  content: Buffer,
  pieceBytes: number,
  { limits, spoilt }: { readonly limits?: Partial<TableLimits>; readonly spoilt?: Buffer } = {},
) {
  const path = writeTemporary('report.csv', content);
  const open = (): Promise<TableFile> =>
    openTableFile(path, { encoding: 'utf-8', ...(limits ? { limits } : {}) }, plainContext());
  const whole = await open();
  const plainly = await open();
  // As if damage stood beyond what is looked at when a file is opened.
  if (spoilt) writeFileSync(path, spoilt);
  const { utf8, ...withoutBytes } = whole;
  if (plainly.utf8 === undefined || utf8 === undefined) throw new Error('a CSV in UTF-8 has bytes');
  const pieces = plainly.utf8;
  const inPieces: TableFile = {
    ...plainly,
    utf8: {
      ...pieces,
      bytes: async function* (context) {
        for await (const chunk of pieces.bytes(context)) {
          for (let at = 0; at < chunk.length; at += pieceBytes) {
            // Bytes of their own, and none behind them.
            yield Buffer.from(chunk.subarray(at, at + pieceBytes));
          }
        }
      },
    },
  };
  try {
    const { plain, ...fast } = await read(inPieces);
    const { plain: none, ...slow } = await read(withoutBytes);
    return { fast, slow, plain, none };
  } finally {
    await Promise.all([whole.close(), plainly.close()]);
  }
}

const HEADER =
  'PARTNER_NAME,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,SUBSCRIBER_ID,USER_ID,WORKSPACE_ID,SERVICE_NAME,SKU,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,LOCATION_ID';
const uuid = fc
  .integer({ min: 0, max: 5 })
  .map((n) => `${String(n).repeat(8)}-aaaa-bbbb-cccc-${'0'.repeat(12)}`);
const uuidOrNone = fc.oneof({ weight: 2, arbitrary: uuid }, { weight: 1, arbitrary: fc.constant('') });
const rare = <Value>(usual: fc.Arbitrary<Value>, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const line = fc
  .tuple(
    rare(fc.constant('例示通信'), 'Example', '"Example, Inc."', '"A ""B"""', '', '"two\nlines"', 'a"b'),
    rare(fc.constant('Sub1'), 'Sub2', '', ' ', '"Sub1"', 'sub1'),
    rare(fc.constantFrom('c-1', 'c-2'), '', 'not an id'),
    rare(
      uuidOrNone,
      '',
      'x',
      'AAAAAAAA-aaaa-bbbb-cccc-000000000000',
      '"00000000-aaaa-bbbb-cccc-000000000000"',
      '""',
    ),
    rare(uuidOrNone, '', 'y'),
    rare(fc.constant(''), '00000000-aaaa-bbbb-cccc-000000000000', ' '),
    fc.constant('WEBEX_CALLING'),
    rare(fc.constantFrom('A-1', 'A-2'), '', 'A 1'),
    rare(fc.constantFrom('2026-10-01', '2026-10-15'), '2026-11-15', 'soon', '', '2026/10/01', '"2026-10-01"'),
    rare(fc.constant('2026-10-31'), '2026-10-20', '31.10.2026'),
    rare(fc.constantFrom('31', '15.5', '0.5'), '-1', '1,5', 'many', '', '1e3', '0.0000001', '"31"', '"1,5"'),
    rare(fc.constant('L1'), '', 'L1,L2', 'L1,', 'L1,,'),
  )
  .map((cells) => cells.join(','));
const lineEnd = rare(fc.constantFrom('\n', '\r\n'), '\r', '\n\n', '\r\n\r\n', '\n\r');

/** Bytes that make a difference, put into a text anywhere. */
const damage = fc.record({
  at: fc.nat(),
  remove: fc.integer({ min: 0, max: 3 }),
  insert: fc
    .constantFrom('"', ',', '\r', '\n', '\0', '\ufeff', 'é', '""', ',,', '\r\n')
    .map((text) => Buffer.from(text)),
});
const file = fc
  .record({
    mark: rare(fc.constant(''), '\ufeff'),
    lead: rare(fc.constant(''), '\n', ',,,\n', 'x'),
    header: rare(fc.constant(HEADER), `${HEADER},`, `${HEADER},COST_CENTER`, HEADER.replaceAll(',', ';')),
    lines: fc.array(fc.tuple(line, lineEnd), { maxLength: 60 }),
    tail: rare(fc.constant(''), 'Example', ' ', '"'),
    damages: fc.array(damage, { maxLength: 2 }),
    invalid: rare(fc.constant(-1), 0.5, 0.99),
  })
  .map(({ mark, lead, header, lines, tail, damages, invalid }) => {
    let bytes = Buffer.from(
      `${mark}${lead}${header}\n${lines.map((parts) => parts.join('')).join('')}${tail}`,
    );
    for (const { at, remove, insert } of damages) {
      const from = at % bytes.length;
      bytes = Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(from + remove)]);
    }
    const spoilt = Buffer.from(bytes);
    if (invalid >= 0) spoilt[Math.floor(bytes.length * invalid)] = 0xff;
    return { content: bytes, spoilt };
  });

describe('rows that are taken as bytes', () => {
  it('are the same rows, with the same issues and counts, as those that are read as texts', async () => {
    let plain = 0;
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 4000 }), async ({ content, spoilt }, pieceBytes) => {
        fc.pre(isUtf8(content));
        const read = await readBothWays(content, pieceBytes, { spoilt });
        plain += read.plain;
        expect(read.none).toBe(0);
        // Of several faults, the one that is met first is named: that depends on how much is looked at at once.
        const isRefused = 'code' in read.slow.result;
        if (isRefused) expect('code' in read.fast.result).toBe(true);
        else expect(read.fast).toEqual(read.slow);
      }),
      { numRuns: 1000 },
    );
    expect(plain).toBeGreaterThan(200);
  });

  it('show what a column of ids holds, so that a row with a comma too many is put together as it would be', async () => {
    const id = '00000000-aaaa-bbbb-cccc-000000000000';
    const row = (name: string, ids: string): string =>
      `${name},Sub1,c-1,${ids},WEBEX_CALLING,A-1,2026-10-01,2026-10-31,31,L1`;
    const lines = [
      HEADER,
      row('Example', `,${id},`),
      row('Example', `${id},,`),
      row('Example, Inc.', `x,,`),
      '',
    ];
    const { fast, slow } = await readBothWays(Buffer.from(lines.join('\n')), 4000);
    expect(fast).toEqual(slow);
    expect(fast.issues).toMatchObject([{ code: 'ROW_RAGGED', row: 4 }]);
  });

  it('are most rows of a report in its usual form, in quotes or not', async () => {
    const row = 'Example,Sub1,c-1,{},,,WEBEX_CALLING,A-1,2026-10-01,2026-10-31,31,L1';
    const ids = Array.from(
      { length: 500 },
      (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    );
    const quoted = row
      .split(',')
      .map((cell) => `"${cell}"`)
      .join(',');
    for (const pattern of [row, quoted, row.replace('Example', '"例示, 通信"')]) {
      const content = Buffer.from([HEADER, ...ids.map((id) => pattern.replace('{}', id))].join('\r\n'));
      const { fast, slow, plain } = await readBothWays(content, 1 << 20);
      expect(fast).toEqual(slow);
      // The first row shows what the others are like; the last one has no line end.
      expect(plain).toBe(498);
    }
  });

  it('count towards the limits of a text like any other', async () => {
    const row =
      'Example,Sub1,c-1,00000000-0000-4000-8000-000000000000,,,WEBEX_CALLING,A-1,2026-10-01,2026-10-31,31,L1';
    const content = Buffer.from(`${[HEADER, ...Array<string>(50).fill(row)].join('\n')}\n`);
    const cells = await readBothWays(content, 1 << 20, { limits: { cells: 300 } });
    expect(cells.fast).toEqual(cells.slow);
    expect(cells.fast.result).toMatchObject({ code: 'SHEET_TOO_LARGE' });
    const record = await readBothWays(content, 1 << 20, { limits: { recordCharacters: row.length - 1 } });
    expect(record.fast).toEqual(record.slow);
    expect(record.fast.result).toMatchObject({ code: 'TEXT_LINE_TOO_LONG' });
  });

  it('may follow a line that has no end for longer than is looked at, and lines that end with CR alone', async () => {
    const row =
      'Example,Sub1,c-1,00000000-0000-4000-8000-000000000000,,,WEBEX_CALLING,A-1,2026-10-01,2026-10-31,31,L1';
    const long = row.replace('Example', 'Ex例'.repeat(300_000));
    const crOnly = `${Array<string>(20_000).fill(row).join('\r')}\r`;
    for (const text of [
      `${HEADER}\n${row}\n${long}\n${row}\n`,
      `${HEADER}\r${crOnly}`,
      `${HEADER}\n${crOnly}${row}\n`,
    ]) {
      const { fast, slow } = await readBothWays(Buffer.from(text), 100_000);
      expect(fast).toEqual(slow);
      expect(fast.rows.length).toBeGreaterThan(2);
    }
  });
});
