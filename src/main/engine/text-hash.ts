import { createHash } from 'node:crypto';

/** Texts are gathered up to about so many characters: each is too short to be handed over on its own. */
const GATHERED = 32_768;

/** sha256 over many short texts, one after the other. */
export interface TextHash {
  readonly add: (text: string) => void;
  /** Lower-case hex; nothing can be added afterwards. */
  readonly digest: () => string;
}

/** Opens a hash over texts. */
export function openTextHash(): TextHash {
  const hash = createHash('sha256');
  let gathered = '';
  return {
    add: (text) => {
      gathered += text;
      if (gathered.length < GATHERED) return;
      hash.update(gathered);
      gathered = '';
    },
    digest: () => hash.update(gathered).digest('hex'),
  };
}
