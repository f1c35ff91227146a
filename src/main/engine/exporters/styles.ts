import type ExcelJS from 'exceljs';
import { COLUMN_KINDS, type ColumnKind } from '#core/workbook/column.ts';
import type { WorkbookLanguage } from '#core/workbook/localised.ts';
import { numberFormat, PRECISIONS, type Precision } from '#core/workbook/number-format.ts';

/** Where a cell of a table comes from: it decides fill and protection. */
export const ORIGINS = ['value', 'formula', 'input'] as const;
export type Origin = (typeof ORIGINS)[number];

/** Names a style of the catalogue. */
export type StyleKey = string;

/** The colours of the workbook; text on its fill has a contrast of 4.5:1 or more. */
export const COLOURS = {
  ink: 'FF1B2733',
  muted: 'FF5B6875',
  navy: 'FF1F3A5F',
  white: 'FFFFFFFF',
  band: 'FFE9EEF4',
  hairline: 'FFD5DCE4',
  input: 'FFFFF7DB',
  inputLine: 'FFC9A227',
  formula: 'FFF3F6FA',
  link: 'FF1A56A8',
  good: 'FF1B5E33',
  goodFill: 'FFE3F3E8',
  bad: 'FF8F1D1D',
  badFill: 'FFFBE4E4',
  warn: 'FF7A4B00',
  warnFill: 'FFFDF0D5',
} as const;

const FONT_NAME: Readonly<Record<WorkbookLanguage, string>> = { en: 'Arial', ja: 'Yu Gothic' };

/** The style of a table's cell. */
export const bodyStyle = (kind: ColumnKind, origin: Origin, precision: Precision): StyleKey =>
  `body ${kind} ${origin} ${precision}`;
/** The style of a total. */
export const totalStyle = (kind: ColumnKind, precision: Precision): StyleKey => `total ${kind} ${precision}`;
/** The style of a header. */
export const headerStyle = (kind: ColumnKind, isInput: boolean): StyleKey =>
  `header ${isRight(kind) ? 'right' : 'left'}${isInput ? ' input' : ''}`;
/** The style of a figure outside of a table. */
export const figureStyle = (
  kind: 'money' | 'quantity' | 'integer',
  precision: Precision,
  isStrong: boolean,
): StyleKey => `figure ${kind} ${precision}${isStrong ? ' strong' : ''}`;

const RIGHT_KINDS: readonly ColumnKind[] = ['integer', 'quantity', 'figure', 'price', 'money', 'percent'];
const isRight = (kind: ColumnKind): boolean => RIGHT_KINDS.includes(kind);

const fill = (argb: string): ExcelJS.Fill => ({ type: 'pattern', pattern: 'solid', fgColor: { argb } });
const line = (style: ExcelJS.BorderStyle, argb: string): Partial<ExcelJS.Border> => ({
  style,
  color: { argb },
});

function alignmentOf(kind: ColumnKind): Partial<ExcelJS.Alignment> {
  return {
    vertical: 'middle',
    horizontal: isRight(kind) ? 'right' : kind === 'date' ? 'center' : 'left',
    ...(isRight(kind) || kind === 'date' ? {} : { indent: 1 }),
    ...(kind === 'wrapped' ? { wrapText: true } : {}),
  };
}

/** Every style that the workbook uses, in a fixed order. */
export function styleCatalogue(
  language: WorkbookLanguage,
  currencyDecimals: number,
): ReadonlyMap<StyleKey, Partial<ExcelJS.Style>> {
  const font = (more: Partial<ExcelJS.Font> = {}): Partial<ExcelJS.Font> => ({
    name: FONT_NAME[language],
    size: 10,
    color: { argb: COLOURS.ink },
    ...more,
  });
  const format = (kind: ColumnKind, precision: Precision): string =>
    numberFormat(kind, precision, currencyDecimals, language);
  const styles = new Map<StyleKey, Partial<ExcelJS.Style>>();
  for (const kind of COLUMN_KINDS) {
    for (const precision of PRECISIONS) {
      for (const origin of ORIGINS) {
        styles.set(bodyStyle(kind, origin, precision), {
          font: font(kind === 'link' ? { color: { argb: COLOURS.link }, underline: true } : {}),
          // A formula in a cell of format "text" would turn into its own text when a person edits it.
          numFmt:
            origin === 'formula' && format(kind, precision) === '@' ? 'General' : format(kind, precision),
          alignment: alignmentOf(kind),
          border: { bottom: line('hair', origin === 'input' ? COLOURS.inputLine : COLOURS.hairline) },
          ...(origin === 'input'
            ? { fill: fill(COLOURS.input), protection: { locked: false } }
            : origin === 'formula' && kind !== 'link'
              ? { fill: fill(COLOURS.formula) }
              : {}),
        });
      }
      styles.set(totalStyle(kind, precision), {
        font: font({ bold: true }),
        numFmt: format(kind, precision) === '@' ? 'General' : format(kind, precision),
        alignment: alignmentOf(kind),
        fill: fill(COLOURS.band),
        border: { top: line('thin', COLOURS.navy), bottom: line('double', COLOURS.navy) },
      });
    }
  }
  for (const side of ['left', 'right'] as const) {
    for (const suffix of ['', ' input']) {
      styles.set(`header ${side}${suffix}`, {
        font: font({ bold: true, color: { argb: suffix === '' ? COLOURS.white : COLOURS.ink } }),
        fill: fill(suffix === '' ? COLOURS.navy : 'FFF0D98A'),
        alignment: { horizontal: side, vertical: 'middle', wrapText: true, indent: side === 'left' ? 1 : 0 },
        border: { bottom: line('thin', COLOURS.navy) },
      });
    }
  }
  for (const kind of ['money', 'quantity', 'integer'] as const) {
    for (const precision of PRECISIONS) {
      const base = {
        numFmt: format(kind, precision),
        alignment: { horizontal: 'right', vertical: 'middle' },
      } as const;
      styles.set(figureStyle(kind, precision, false), {
        ...base,
        font: font(),
        fill: fill(COLOURS.formula),
        border: { bottom: line('hair', COLOURS.hairline) },
      });
      styles.set(figureStyle(kind, precision, true), {
        ...base,
        font: font({ bold: true }),
        fill: fill(COLOURS.band),
        border: { top: line('thin', COLOURS.navy), bottom: line('thin', COLOURS.navy) },
      });
    }
  }
  const named: Readonly<Record<string, Partial<ExcelJS.Style>>> = {
    plain: { font: font(), alignment: { vertical: 'middle' } },
    wrapped: { font: font(), alignment: { vertical: 'top', wrapText: true } },
    title: {
      font: font({ size: 16, bold: true, color: { argb: COLOURS.navy } }),
      alignment: { vertical: 'middle' },
    },
    'sheet-title': {
      font: font({ size: 13, bold: true, color: { argb: COLOURS.navy } }),
      alignment: { vertical: 'middle' },
    },
    subtitle: { font: font({ size: 11, color: { argb: COLOURS.muted } }), alignment: { vertical: 'middle' } },
    muted: { font: font({ size: 9, color: { argb: COLOURS.muted } }), alignment: { vertical: 'middle' } },
    'muted-wrapped': {
      font: font({ size: 9, color: { argb: COLOURS.muted } }),
      alignment: { vertical: 'middle', horizontal: 'left', wrapText: true, indent: 1 },
    },
    section: {
      font: font({ size: 11, bold: true, color: { argb: COLOURS.navy } }),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 0 },
      border: { bottom: line('medium', COLOURS.navy) },
    },
    label: {
      font: font({ color: { argb: COLOURS.muted } }),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
      border: { bottom: line('hair', COLOURS.hairline) },
    },
    'label-indented': {
      font: font(),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 2 },
      border: { bottom: line('hair', COLOURS.hairline) },
    },
    fact: {
      font: font(),
      numFmt: '@',
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1, shrinkToFit: true },
      border: { bottom: line('hair', COLOURS.hairline) },
    },
    'fact-date': {
      font: font(),
      numFmt: format('date', 'usual'),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
      border: { bottom: line('hair', COLOURS.hairline) },
    },
    'fact-strong': {
      font: font({ bold: true }),
      fill: fill(COLOURS.band),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
      border: { top: line('thin', COLOURS.navy), bottom: line('thin', COLOURS.navy) },
    },
    status: { font: font({ bold: true }), alignment: { vertical: 'middle', horizontal: 'left' } },
    link: {
      font: font({ color: { argb: COLOURS.link }, underline: true }),
      alignment: { vertical: 'middle' },
    },
    'verdict-good': {
      font: font({ size: 14, bold: true, color: { argb: COLOURS.good } }),
      fill: fill(COLOURS.goodFill),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
    },
    'verdict-warn': {
      font: font({ size: 14, bold: true, color: { argb: COLOURS.warn } }),
      fill: fill(COLOURS.warnFill),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
    },
    'verdict-bad': {
      font: font({ size: 14, bold: true, color: { argb: COLOURS.bad } }),
      fill: fill(COLOURS.badFill),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
    },
    'verdict-good-sub': {
      font: font({ color: { argb: COLOURS.good } }),
      fill: fill(COLOURS.goodFill),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
    },
    'verdict-warn-sub': {
      font: font({ color: { argb: COLOURS.warn } }),
      fill: fill(COLOURS.warnFill),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
    },
    'verdict-bad-sub': {
      font: font({ color: { argb: COLOURS.bad } }),
      fill: fill(COLOURS.badFill),
      alignment: { vertical: 'middle', horizontal: 'left', indent: 1 },
    },
    'sign-head': {
      font: font({ bold: true }),
      fill: fill(COLOURS.band),
      alignment: { vertical: 'middle', horizontal: 'center' },
      border: box(),
    },
    'sign-label': {
      font: font({ color: { argb: COLOURS.muted } }),
      alignment: { vertical: 'middle' },
      border: box(),
    },
    'sign-input': {
      font: font(),
      fill: fill(COLOURS.input),
      alignment: { vertical: 'middle', horizontal: 'center', wrapText: true },
      protection: { locked: false },
      border: box(),
    },
    'sign-date': {
      font: font(),
      numFmt: format('date', 'usual'),
      fill: fill(COLOURS.input),
      alignment: { vertical: 'middle', horizontal: 'center' },
      protection: { locked: false },
      border: box(),
    },
    'key-input': {
      font: font({ size: 9 }),
      fill: fill(COLOURS.input),
      alignment: { vertical: 'middle' },
      border: box(),
    },
    'key-formula': {
      font: font({ size: 9 }),
      fill: fill(COLOURS.formula),
      alignment: { vertical: 'middle' },
      border: box(),
    },
    'key-value': { font: font({ size: 9 }), alignment: { vertical: 'middle' }, border: box() },
  };
  for (const [key, style] of Object.entries(named)) styles.set(key, style);
  return styles;
}

function box(): Partial<ExcelJS.Borders> {
  const side = line('thin', COLOURS.hairline);
  return { top: side, bottom: side, left: side, right: side };
}
