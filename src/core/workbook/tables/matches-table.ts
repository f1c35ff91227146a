import type { TableModel } from '../column.ts';
import { defineColumn } from '../define-column.ts';

/** Which rows were held against which: one row a member of a match. */
export const MATCHES_TABLE = {
  name: 'tblMatches',
  sheet: 'matches',
  frozenColumns: 2,
  columns: [
    defineColumn('row', ['Row', '行ID'], 'id', 11, [
      'The compared row: all members of one match share it.',
      '突合の単位となる行。',
    ]),
    defineColumn('side', ['Side', '区分'], 'status', 14, [
      'Invoice, usage, or a pairing that is only suggested.',
      '請求、利用、または候補。',
    ]),
    defineColumn('match', ['Match', '突合結果'], 'status', 22, [
      'How the two sides were brought together.',
      '対応付けの結果。',
    ]),
    defineColumn('rule', ['Rule', 'ルール'], 'text', 34, [
      'The rule that paired them.',
      '対応付けたルール。',
    ]),
    defineColumn('score', ['Score', 'スコア'], 'quantity', 9, [
      '0 to 1, for suggestions: never confirmed by itself.',
      '候補の類似度（0～1）。自動では確定しない。',
    ]),
    defineColumn('rows', ['Rows', '行数'], 'integer', 9, [
      'How many source rows this stands for.',
      '対応する元の行数。',
    ]),
    defineColumn('file', ['File', 'ファイル'], 'text', 28, [
      'File, or the report level.',
      'ファイル、またはレポートの階層。',
    ]),
    defineColumn('sheet', ['Sheet', 'シート'], 'text', 18, ['Sheet of the file.', 'ファイル内のシート。']),
    defineColumn('sourceRow', ['Source row', '元の行番号'], 'integer', 11, [
      'Row of the file.',
      'ファイルの行番号。',
    ]),
    defineColumn('candidate', ['Candidate', '候補'], 'text', 60, [
      'What is suggested: subscription, SKU, customer, user.',
      '候補のサブスクリプション・SKU・顧客・ユーザー。',
    ]),
  ],
} as const satisfies TableModel;
