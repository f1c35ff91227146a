import iconv from 'iconv-lite';
import type { Chance } from '../../support/truth/prng.ts';
import { DATES, FIGURES, RUNS, TEXTS } from './hostile-texts.ts';
import { mutant, type Mutant, type Mutator } from './mutant.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LINE_ENDS = ['\n', '\r\n', '\r'] as const;
const ENCODINGS = ['utf8', 'utf16le', 'shift_jis', 'euc-jp', 'win1252', 'utf16be'] as const;

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const asField = (text: string, delimiter: string): string =>
  text.includes(delimiter) || /["\r\n]/.test(text) ? quoted(text) : text;

/** The lines of a text, cut where line ends stand: good enough to break a file in sensible places. */
interface Grid {
  readonly rows: string[][];
  delimiter: string;
  lineEnd: string;
}

function gridOf(bytes: Buffer): Grid | undefined {
  const text = bytes.toString('utf8');
  if (text.includes('\ufffd') || text.includes('\u0000')) return undefined;
  const delimiter = DELIMITERS.find((one) => text.split('\n', 1)[0]?.includes(one)) ?? ',';
  const rows = text.split(/\r\n|\n/).map((line) => line.split(delimiter));
  return { rows, delimiter, lineEnd: '\n' };
}

const textOf = ({ rows, delimiter, lineEnd }: Grid): string =>
  rows.map((row) => row.join(delimiter)).join(lineEnd);

const anyRow = (grid: Grid, chance: Chance): string[] => chance.pick(grid.rows);

/** One change of a grid; returns what it did. */
type GridStep = (grid: Grid, chance: Chance) => string;

const setCell: GridStep = (grid, chance) => {
  const row = anyRow(grid, chance);
  const text = chance.maybe(0.01)
    ? chance.pick(RUNS)
    : chance.pick(chance.pick([FIGURES, FIGURES, DATES, TEXTS]));
  const at = chance.int(0, row.length);
  row[at] = chance.maybe(0.8) ? asField(text, grid.delimiter) : text;
  return `cell ${at} = ${JSON.stringify(text.slice(0, 40))}`;
};
/** Figures stand in columns: the last cell that is one. */
const setFigure: GridStep = (grid, chance) => {
  const row = anyRow(grid, chance);
  const places = row.flatMap((cell, index) => (/^-?[\d.]+$/.test(cell) ? [index] : []));
  const at = places.length === 0 ? row.length - 1 : chance.pick(places);
  const text = chance.pick(FIGURES);
  row[at] = asField(text, grid.delimiter);
  return `figure ${at} = ${JSON.stringify(text.slice(0, 40))}`;
};
const dropCell: GridStep = (grid, chance) => {
  const row = anyRow(grid, chance);
  row.splice(chance.int(0, row.length - 1), 1);
  return 'drop cell';
};
const addCell: GridStep = (grid, chance) => {
  const row = anyRow(grid, chance);
  row.splice(chance.int(0, row.length), 0, chance.pick(['', 'x', '31', 'a b']));
  return 'add cell';
};
const doubleRow: GridStep = (grid, chance) => {
  grid.rows.splice(chance.int(0, grid.rows.length), 0, [...anyRow(grid, chance)]);
  return 'double row';
};
const dropRow: GridStep = (grid, chance) => {
  grid.rows.splice(chance.int(0, grid.rows.length - 1), 1);
  if (grid.rows.length === 0) grid.rows.push(['']);
  return 'drop row';
};
const blankRow: GridStep = (grid, chance) => {
  grid.rows.splice(
    chance.int(0, grid.rows.length),
    0,
    Array.from({ length: chance.int(1, 20) }, () => ''),
  );
  return 'blank row';
};
const openQuote: GridStep = (grid, chance) => {
  const row = anyRow(grid, chance);
  const at = chance.int(0, row.length - 1);
  row[at] = chance.pick(['"', `"${row[at] ?? ''}`, `${row[at] ?? ''}"`, `"${row[at] ?? ''}"x`, '""']);
  return 'quote';
};
const swapColumns: GridStep = (grid, chance) => {
  const width = grid.rows[0]?.length ?? 1;
  const [a, b] = [chance.int(0, width - 1), chance.int(0, width - 1)];
  for (const row of grid.rows) [row[a], row[b]] = [row[b] ?? '', row[a] ?? ''];
  return `swap ${a} ${b}`;
};
const restyle: GridStep = (grid, chance) => {
  const comma = chance.maybe(0.5);
  grid.delimiter = comma ? ';' : grid.delimiter;
  for (const row of grid.rows.slice(1)) {
    for (const [index, cell] of row.entries()) {
      if (!/^-?\d+(\.\d+)?$/.test(cell)) continue;
      row[index] = comma
        ? cell.replace('.', ',')
        : asField(cell.replace(/^(-?\d+)(\d{3})/, '$1,$2'), grid.delimiter);
    }
  }
  return comma ? 'decimal commas' : 'grouped';
};
const dialect: GridStep = (grid, chance) => {
  grid.delimiter = chance.pick(DELIMITERS);
  grid.lineEnd = chance.pick(LINE_ENDS);
  return `dialect ${JSON.stringify([grid.delimiter, grid.lineEnd])}`;
};

const STEPS: readonly GridStep[] = [
  setCell,
  setCell,
  setFigure,
  setFigure,
  setFigure,
  dropCell,
  addCell,
  doubleRow,
  dropRow,
  blankRow,
  openQuote,
  swapColumns,
  restyle,
  dialect,
];

/** What happens to a text table: hands, other programs and other countries. */
export const mutateCsv: Mutator = (bytes, chance): Mutant | undefined => {
  const grid = gridOf(bytes);
  if (grid === undefined) return undefined;
  const steps = Array.from({ length: chance.int(1, 4) }, () => chance.pick(STEPS)(grid, chance));
  const text = textOf(grid);
  if (chance.maybe(0.85)) return { bytes: Buffer.from(text), steps };
  const encoding = chance.pick(ENCODINGS);
  return { bytes: iconv.encode(text, encoding, { addBOM: chance.maybe(0.5) }), steps: [...steps, encoding] };
};

/** A text that was put together of two encodings. */
export const mixEncodings: Mutator = (bytes, chance) => {
  const text = bytes.toString('utf8');
  const at = chance.int(0, text.length);
  const [a, b] = [chance.pick(ENCODINGS), chance.pick(ENCODINGS)];
  const mixed = Buffer.concat([iconv.encode(text.slice(0, at), a), iconv.encode(text.slice(at), b)]);
  return mutant(mixed, `mixed ${a} | ${b}`);
};
