import stringWidth from 'string-width';

/** How many cells of a terminal a text takes: a Japanese character takes two, a colour code none. */
export const displayWidth = (text: string): number => stringWidth(text);

/** Pads to a width in cells; a text that is wider stays whole. */
export const padEndToWidth = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - displayWidth(text)));

/** Pads on the left, for figures. */
export const padStartToWidth = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - displayWidth(text))) + text;

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Cuts a text to a width in cells, marked with `…`. For progress and hints, never for figures. */
export function cutToWidth(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    const cells = displayWidth(segment);
    if (used + cells > width - 1) break;
    kept += segment;
    used += cells;
  }
  return `${kept}…`;
}

/** Full-width or half-width kana, kanji and Japanese punctuation, between which a line may break. */
const BREAKABLE = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/u;
/** What never starts a line in Japanese typography. */
const NO_LINE_START = /^[、。，．）」』】〉》・：；？！ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ)\],.:;!?%]/u;

/** A word in katakana stays whole. */
const KATAKANA = /^[\u30a0-\u30ff\uff66-\uff9f]/u;

/** The pieces of a text between which a line may break: words with their following spaces, Japanese characters. */
function pieces(text: string): readonly string[] {
  const result: string[] = [];
  for (const { segment } of GRAPHEMES.segment(text)) {
    const last = result.at(-1);
    const joins =
      last !== undefined &&
      (NO_LINE_START.test(segment) ||
        segment === ' ' ||
        (!last.endsWith(' ') && !BREAKABLE.test(segment) && !BREAKABLE.test(last.slice(-1))) ||
        (KATAKANA.test(segment) && KATAKANA.test(last.slice(-1))) ||
        /[（「『【〈《]$/u.test(last));
    if (joins) result[result.length - 1] = last + segment;
    else result.push(segment);
  }
  return result;
}

/** Breaks a text into lines of at most `width` cells; a word that is longer stands on a line of its own. */
export function wrapToWidth(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const piece of pieces(paragraph)) {
      if (line !== '' && displayWidth((line + piece).trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += piece;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}
