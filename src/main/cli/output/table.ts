import { displayWidth, padEndToWidth, padStartToWidth } from './width.ts';

/** On which side a column's texts stand; figures stand right, so that their digits line up. */
export type Alignment = 'left' | 'right';

/**
 * Lines of a table whose columns line up in a terminal, two spaces apart. Width counts cells, so Japanese and
 * Latin texts line up alike. The last column is not padded.
 */
export function alignColumns(
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[],
  indent = '',
): readonly string[] {
  const widths = alignments.map((_alignment, column) =>
    Math.max(0, ...rows.map((row) => displayWidth(row[column] ?? ''))),
  );
  return rows.map((row) =>
    (
      indent +
      alignments
        .map((alignment, column) => {
          const text = row[column] ?? '';
          const width = widths[column] ?? 0;
          return alignment === 'right' ? padStartToWidth(text, width) : padEndToWidth(text, width);
        })
        .join('  ')
    ).trimEnd(),
  );
}
