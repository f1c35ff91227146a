import type { TableModel } from '../column.ts';
import { defineColumn } from '../define-column.ts';

/** How the invoice's quantity was derived from user-days, one row a SKU. */
export const UNIT_BASIS_TABLE = {
  name: 'tblUnitBasis',
  sheet: 'parameters',
  frozenColumns: 0,
  columns: [
    defineColumn('sku', ['SKU', 'SKU'], 'id', 58, ['SKU of the service.', 'サービスのSKU。']),
    defineColumn('basis', ['Unit basis', '数量の基準'], 'text', 22, [
      'What one unit of the invoice is.',
      '請求1単位の意味。',
    ]),
    defineColumn('days', ['Days', '日数'], 'integer', 16, ['Days of the period.', '期間の日数。']),
    defineColumn('decimals', ['Decimals', '小数桁数'], 'integer', 12, [
      'Decimal places; empty where no rounding was needed.',
      '小数桁数。端数処理が不要なら空欄。',
    ]),
    defineColumn('rounding', ['Rounding', '端数処理'], 'text', 16, ['Rounding rule.', '端数処理の方法。']),
    defineColumn('grain', ['Rounded by', '端数処理の単位'], 'text', 16, [
      'Grain at which the invoice rounds.',
      '端数処理を行う単位。',
    ]),
    defineColumn('inferred', ['Origin', '決定方法'], 'text', 14, [
      'Stated by a person, or inferred from the figures.',
      '指定値か、数値からの推定か。',
    ]),
    defineColumn('matching', ['Fits', '適合'], 'integer', 10, [
      'Invoice rows that it explains.',
      '説明できた請求行の数。',
    ]),
    defineColumn('of', ['Of', '対象'], 'integer', 10, [
      'Invoice rows that were tried.',
      '試した請求行の数。',
    ]),
    defineColumn('maxResidual', ['Largest residual', '最大残差'], 'quantity', 16, [
      'Largest quantity difference among those that fit.',
      '適合した行での数量差の最大値。',
    ]),
  ],
} as const satisfies TableModel;

/** The texts that the invoice uses, and what they stand for. */
export const ALIASES_TABLE = {
  name: 'tblAliases',
  sheet: 'parameters',
  frozenColumns: 0,
  columns: [
    defineColumn('from', ['Invoice says', '請求書の表記'], 'id', 58, [
      'What the invoice calls it.',
      '請求書での呼び方。',
    ]),
    defineColumn('field', ['Field', '項目'], 'text', 22, [
      'SKU, customer or subscription.',
      'SKU・顧客・サブスクリプション。',
    ]),
    defineColumn('to', ['Reports say', 'レポートの表記'], 'id', 16, [
      'What the reports call it.',
      'レポートでの呼び方。',
    ]),
  ],
} as const satisfies TableModel;

/** How each column of the invoice was read. */
export const MAPPING_TABLE = {
  name: 'tblMapping',
  sheet: 'parameters',
  frozenColumns: 0,
  columns: [
    defineColumn('column', ['Invoice column', '請求書の列'], 'text', 58, [
      'Header in the file.',
      'ファイルの見出し。',
    ]),
    defineColumn('field', ['Read as', '読み取り項目'], 'text', 22, [
      'What it was read as.',
      '読み取った項目。',
    ]),
    defineColumn('file', ['File', 'ファイル'], 'text', 16, ['File name.', 'ファイル名。']),
  ],
} as const satisfies TableModel;

/** The prices that were expected. */
export const PRICE_BOOK_TABLE = {
  name: 'tblPriceBook',
  sheet: 'parameters',
  frozenColumns: 0,
  columns: [
    defineColumn('sku', ['SKU', 'SKU'], 'id', 58, ['SKU of the service.', 'サービスのSKU。']),
    defineColumn('subscription', ['Subscription', 'サブスクリプション'], 'id', 22, [
      'Empty: any.',
      '空欄はすべて。',
    ]),
    defineColumn('customer', ['Customer', '顧客'], 'id', 16, ['Empty: any.', '空欄はすべて。']),
    defineColumn('validFrom', ['Valid from', '有効開始日'], 'date', 12, [
      'Empty: always.',
      '空欄は制限なし。',
    ]),
    defineColumn('validTo', ['Valid to', '有効終了日'], 'date', 16, ['Empty: always.', '空欄は制限なし。']),
    defineColumn('currency', ['Currency', '通貨'], 'text', 16, ['Currency of the price.', '単価の通貨。']),
    defineColumn('unitPrice', ['Unit price', '単価'], 'price', 14, ['Price of one unit.', '1単位の価格。']),
    defineColumn('sourceRow', ['Source row', '元の行番号'], 'integer', 10, [
      'Row of the price book.',
      '価格表の行番号。',
    ]),
  ],
} as const satisfies TableModel;

/** The reasons that a reviewer can choose. */
export const REASONS_TABLE = {
  name: 'tblReasons',
  sheet: 'parameters',
  frozenColumns: 0,
  columns: [
    defineColumn(
      'reason',
      ['Reason code', '理由コード'],
      'text',
      58,
      ['Offered on Exceptions.', '「要対応」の選択肢。'],
      { input: true },
    ),
  ],
} as const satisfies TableModel;

/** The files that took part. */
export const SOURCES_TABLE = {
  name: 'tblSources',
  sheet: 'sources',
  frozenColumns: 0,
  columns: [
    defineColumn('kind', ['Kind', '種類'], 'text', 18, ['What the file is.', 'ファイルの種類。']),
    defineColumn('level', ['Level', '階層'], 'text', 16, ['Level of the report.', 'レポートの階層。']),
    defineColumn('file', ['File', 'ファイル'], 'text', 40, ['File name.', 'ファイル名。']),
    defineColumn('rows', ['Rows', '行数'], 'integer', 12, ['Rows that were read.', '読み取った行数。']),
    defineColumn('sha256', ['SHA-256', 'SHA-256'], 'id', 68, [
      'Fingerprint of the bytes: the same file always has the same one.',
      'ファイルの内容から計算した指紋。内容が同じなら必ず同じ値になる。',
    ]),
  ],
} as const satisfies TableModel;

/** What each sheet of this workbook holds. */
export const SHEETS_TABLE = {
  name: 'tblSheets',
  sheet: 'sources',
  frozenColumns: 0,
  columns: [
    defineColumn('sheet', ['Sheet', 'シート'], 'text', 18, [
      'Sheet of this workbook.',
      'このブックのシート。',
    ]),
    defineColumn('rows', ['Rows', '行数'], 'integer', 16, ['Rows of its table.', '表の行数。']),
    defineColumn('shortened', ['Texts shortened', '切り詰めた文字列'], 'text', 40, [
      'Texts longer than a cell can hold: how many, and the first cell.',
      'セルの上限を超えて切り詰めた文字列の数と、最初のセル。',
    ]),
  ],
} as const satisfies TableModel;

/** Remarks about reading that need no action. */
export const NOTES_TABLE = {
  name: 'tblNotes',
  sheet: 'sources',
  frozenColumns: 0,
  columns: [
    defineColumn('code', ['Code', 'コード'], 'id', 18, ['Code of the remark.', '通知のコード。']),
    defineColumn('row', ['Source row', '元の行番号'], 'integer', 16, [
      'Row of the file.',
      'ファイルの行番号。',
    ]),
    defineColumn('file', ['File', 'ファイル'], 'text', 40, ['File and sheet.', 'ファイルとシート。']),
    defineColumn('column', ['Column', '列'], 'text', 12, ['Column of the file.', 'ファイルの列。']),
    defineColumn('note', ['Remark', '内容'], 'wrapped', 68, ['What was noticed.', '通知の内容。']),
  ],
} as const satisfies TableModel;

/** What each column means. */
export const DICTIONARY_TABLE = {
  name: 'tblDictionary',
  sheet: 'sources',
  frozenColumns: 0,
  columns: [
    defineColumn('sheet', ['In sheet', '所在シート'], 'text', 18, [
      'Sheet of this workbook.',
      'このブックのシート。',
    ]),
    defineColumn('origin', ['Content', '内容の種類'], 'text', 16, [
      'Formula or value, or a cell for people to fill.',
      '値・計算式、または記入欄。',
    ]),
    defineColumn('column', ['Column', '列'], 'text', 40, ['Header of the column.', '列の見出し。']),
    defineColumn('kind', ['Type', '型'], 'text', 12, ['Type of its values.', '値の型。']),
    defineColumn('meaning', ['Meaning', '意味'], 'wrapped', 68, ['What the column says.', '列の意味。']),
  ],
} as const satisfies TableModel;

/** What was done, by whom and when. */
export const AUDIT_TABLE = {
  name: 'tblAuditLog',
  sheet: 'audit-log',
  frozenColumns: 1,
  columns: [
    defineColumn('at', ['Time (UTC)', '日時（UTC）'], 'id', 22, ['When, in UTC.', '日時（UTC）。']),
    defineColumn('who', ['Who', '操作者'], 'text', 20, ['User of the operating system.', 'OSのユーザー名。']),
    defineColumn('what', ['What', '操作'], 'text', 28, ['What was done.', '操作の内容。']),
    defineColumn('before', ['Before', '変更前'], 'wrapped', 50, ['State before.', '変更前の状態。']),
    defineColumn('after', ['After', '変更後'], 'wrapped', 50, ['State after.', '変更後の状態。']),
  ],
} as const satisfies TableModel;

/** What can have become of an exception. */
export const WORKFLOWS_TABLE = {
  name: 'tblStatuses',
  sheet: 'parameters',
  frozenColumns: 0,
  columns: [
    defineColumn('workflow', ['Status', '対応状況'], 'text', 58, [
      'Offered on Exceptions.',
      '「要対応」の選択肢。',
    ]),
  ],
} as const satisfies TableModel;
