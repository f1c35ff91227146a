import type { PALETTE as ENGLISH } from '../en/palette.ts';
import type { WordsOf } from '../words-of.ts';

/** The command palette and the list of shortcuts, in Japanese. */
export const PALETTE: WordsOf<typeof ENGLISH> = {
  open: 'コマンド',
  placeholder: '実行したい操作を入力してください',
  nothing: '該当するコマンドはありません。',
  shortcuts: 'キーボードショートカット',
  showShortcuts: 'キーボードショートカットを表示',
  goTo: '{{screen}}へ移動',
  compact: '行をコンパクトに表示',
  comfortable: '行を標準の高さで表示',
  light: 'ライト表示',
  dark: 'ダーク表示',
  speakEnglish: 'English',
  speakJapanese: '日本語',
  nextPane: '次のペイン',
  previousPane: '前のペイン',
  back: '戻る',
  groups: { go: '移動', work: '作業', view: '表示', help: 'ヘルプ' },
  keys: { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' },
};
