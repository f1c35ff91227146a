import type { TableModel } from '../column.ts';
import { defineColumn } from '../define-column.ts';

/** The tie-outs T1 to T10, and the workbook's own W checks. */
export const CHECKS_TABLE = {
  name: 'tblChecks',
  sheet: 'checks',
  frozenColumns: 2,
  columns: [
    defineColumn('id', ['Check', '番号'], 'id', 8, ['Number of the check.', 'チェックの番号。']),
    defineColumn('name', ['What is held together', '照合内容'], 'wrapped', 46, [
      'The two figures that must agree.',
      '一致すべき2つの数値。',
    ]),
    defineColumn('left', ['Left', '左辺'], 'figure', 18, ['First figure.', '1つ目の数値。']),
    defineColumn('right', ['Right', '右辺'], 'figure', 18, ['Second figure.', '2つ目の数値。']),
    defineColumn('difference', ['Difference', '差額'], 'figure', 16, ['Left less right.', '左辺－右辺。']),
    defineColumn('tolerance', ['Tolerance', '許容差'], 'figure', 13, [
      'Largest difference that still counts as agreement; stands on Parameters.',
      '一致とみなす差の上限（パラメーターに記載）。',
    ]),
    defineColumn('failing', ['Parts that differ', '不一致の数'], 'integer', 11, [
      'How many keys, or rows, differ on their own: differences that cancel out in the sum still count.',
      '個別に不一致となったキーまたは行の数。合計で相殺される差も数える。',
    ]),
    defineColumn('status', ['Status', '結果'], 'status', 13, [
      'OK within tolerance, CHECK outside, NO DATA where a side is missing.',
      '許容内はOK、超過は要確認、片側が無ければデータなし。',
    ]),
    defineColumn('consequence', ['If it fails', '不一致のとき'], 'wrapped', 60, [
      'What a difference means and what to do.',
      '不一致の意味と対応。',
    ]),
  ],
} as const satisfies TableModel;
