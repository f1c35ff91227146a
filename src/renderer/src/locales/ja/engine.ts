import type { ENGINE as ENGLISH } from '../en/engine.ts';
import type { WordsOf } from '../words-of.ts';

/** What is said of the engine, in Japanese. */
export const ENGINE: WordsOf<typeof ENGLISH> = {
  starting: 'ワークスペースを開いています…',
  restarting: 'エンジンが停止したため、再起動しています。完了済みの結果は失われません。',
  failed: 'エンジンが動作していません。',
  restart: 'もう一度起動する',
};
