import { displayWidth, padEndToWidth, padStartToWidth } from './width.ts';

/** How a column's texts stand: whole numbers to the right, decimals with their points below each other. */
export type Alignment = 'left' | 'right' | 'decimal';

/** Pads decimals behind, so that their points line up once they stand to the right. Other texts stay. */
export function alignPoints(texts: readonly string[]): readonly string[] {
  const decimalsOf = (text: string): number => {
    const match = /^[+-]?[\d,]+(\.\d+)?$/.exec(text);
    return match === null ? -1 : (match[1] ?? '').length;
  };
  const longest = Math.max(0, ...texts.map(decimalsOf));
  return texts.map((text) => {
    const decimals = decimalsOf(text);
    return decimals < 0 ? text : text + ' '.repeat(longest - decimals);
  });
}

/**
 * Lines of a table whose columns line up in a terminal, two spaces apart. Width counts cells, so Japanese and
 * Latin texts line up alike. The last column is not padded.
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
  indent = '',
): readonly string[] {
  const columns = alignments.map((alignment, column) => {
    const texts = rows.map((row) => row[column] ?? '');
    const aligned = alignment === 'decimal' ? alignPoints(texts) : texts;
    const width = Math.max(0, ...aligned.map(displayWidth));
    return aligned.map((text) =>
      alignment === 'left' ? padEndToWidth(text, width) : padStartToWidth(text, width),
    );
  });
  return rows.map((_row, index) =>
    (indent + columns.map((column) => column[index] ?? '').join('  ')).trimEnd(),
  );
}
