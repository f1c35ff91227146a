/** First and last lead byte of the common kanji (level 1 of JIS X 0208) in EUC-JP, and of every trail byte. */
const FIRST_LEAD = 0xb0;
const LAST_LEAD = 0xcf;
const FIRST_TRAIL = 0xa1;
const LAST_TRAIL = 0xfe;

let levelOne: ReadonlySet<string> | undefined;

/**
 * Whether a character is one of the 2,965 common kanji (JIS X 0208, level 1). Real Japanese is made of them; what
 * comes out of a wrong decoding is spread over the rare ones as well.
 */
export function isCommonKanji(character: string): boolean {
  levelOne ??= readLevelOne();
  return levelOne.has(character);
}

function readLevelOne(): ReadonlySet<string> {
  const decoder = new TextDecoder('euc-jp');
  const kanji = new Set<string>();
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead += 1) {
    for (let trail = FIRST_TRAIL; trail <= LAST_TRAIL; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (character !== '�') kanji.add(character);
    }
  }
  return kanji;
}
