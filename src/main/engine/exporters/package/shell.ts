import ExcelJS from 'exceljs';
import { buffer as readAll } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { columnLetter } from '#core/tabular/table.ts';
import type { WorkbookLanguage } from '#core/workbook/localised.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { COLOURS, type StyleKey } from '../styles.ts';

/** The number that the file format gives to the paper. */
const A4 = 9;

/** What the workbook says about itself. */
export interface WorkbookProperties {
  readonly title: string;
  readonly subject: string;
  readonly language: WorkbookLanguage;
  /** UTC, ISO 8601: when the run was made. Never the time of the export, so that it can be repeated. */
  readonly madeAt: string;
  readonly appVersion: string;
  readonly footer: { readonly run: string; readonly page: string };
}

/** The parts of a package: everything but the rows. */
export interface Shell {
  /** Part name to text. */
  readonly parts: ReadonlyMap<string, string>;
  readonly styleIds: ReadonlyMap<StyleKey, number>;
}

const MARKS = {
  good: { fill: COLOURS.goodFill, ink: COLOURS.good },
  bad: { fill: COLOURS.badFill, ink: COLOURS.bad },
  warn: { fill: COLOURS.warnFill, ink: COLOURS.warn },
  muted: { fill: 'FFF0F2F4', ink: COLOURS.muted },
} as const;

/**
 * Lets exceljs write the package around the rows: styles, tables, views, validations, conditional formats, protection,
 * print setup, properties and relations. Its sheets hold no rows but one cell for each style on the first sheet, from
 * which the positions of the styles are read back.
 */
export async function buildShell(
  plans: readonly SheetPlan[],
  styles: ReadonlyMap<StyleKey, Partial<ExcelJS.Style>>,
  properties: WorkbookProperties,
): Promise<Shell> {
  const workbook = new ExcelJS.Workbook();
  setProperties(workbook, properties);
  for (const plan of plans) addSheet(workbook, plan, properties);
  const first = workbook.worksheets[0];
  if (!first) throw new Error('A workbook has at least one sheet');
  const keys = [...styles.keys()];
  keys.forEach((key, index) => {
    first.getCell(index + 1, 1).style = { ...styles.get(key) };
  });
  const parts = await readParts(Buffer.from(await workbook.xlsx.writeBuffer()));
  return { parts, styleIds: readStyleIds(parts.get('xl/worksheets/sheet1.xml') ?? '', keys) };
}

function setProperties(workbook: ExcelJS.Workbook, properties: WorkbookProperties): void {
  const made = new Date(properties.madeAt);
  workbook.creator = `Tieout ${properties.appVersion}`;
  workbook.lastModifiedBy = workbook.creator;
  workbook.created = made;
  workbook.modified = made;
  workbook.title = properties.title;
  workbook.subject = properties.subject;
  // exceljs writes it, its types leave it out.
  Object.assign(workbook, { language: properties.language });
  workbook.calcProperties.fullCalcOnLoad = true;
}

const escapeFooter = (text: string): string => text.replaceAll('&', '&&');

function addSheet(workbook: ExcelJS.Workbook, plan: SheetPlan, properties: WorkbookProperties): void {
  const sheet = workbook.addWorksheet(plan.name, {
    properties: { defaultRowHeight: 15 },
    views: [
      {
        ...(plan.frozen.rows > 0 || plan.frozen.columns > 0
          ? { state: 'frozen', xSplit: plan.frozen.columns, ySplit: plan.frozen.rows }
          : { state: 'normal' }),
        showGridLines: plan.showGridLines,
        zoomScale: 100,
      },
    ],
    pageSetup: {
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: plan.fitsOnePage === true ? 1 : 0,
      horizontalCentered: true,
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
      ...(plan.repeatedRows > 0 ? { printTitlesRow: `1:${plan.repeatedRows}` } : {}),
      ...(plan.lastPrintedColumn === undefined
        ? {}
        : // exceljs puts a `$` before each end, but none before the row.
          { printArea: `A$1:${columnLetter(plan.lastPrintedColumn)}$${plan.lastRow}` }),
    },
    headerFooter: {
      // The space keeps a run id that begins with a digit from becoming part of the font size.
      oddFooter: `&L&8&A&C&8${properties.footer.page} &P/&N&R&8 ${escapeFooter(properties.footer.run)}`,
    },
  });
  // exceljs's enum of papers exists in its types alone.
  Object.assign(sheet.pageSetup, { paperSize: A4 });
  plan.columnWidths.forEach((width, index) => {
    sheet.getColumn(index + 1).width = width;
  });
  // Without a password: a guard rail against slips, not security.
  void sheet.protect('', {
    selectLockedCells: true,
    selectUnlockedCells: true,
    formatColumns: true,
    formatRows: true,
    sort: true,
    autoFilter: true,
  });
  for (const table of plan.tables) {
    sheet.addTable({
      name: table.name,
      ref: `A${table.headerRow}`,
      headerRow: true,
      totalsRow: false,
      columns: table.model.columns.map((column) => ({ name: column.header[properties.language] })),
      rows: [table.model.columns.map(() => '')],
    });
  }
  for (const { range, rule } of plan.inputRules) addInputRule(sheet, range, rule, properties.language);
  plan.markRules.forEach(({ range, formula, mark }, index) => {
    const { fill, ink } = MARKS[mark];
    sheet.addConditionalFormatting({
      ref: range,
      rules: [
        {
          type: 'expression',
          priority: index + 1,
          formulae: [formula],
          style: {
            font: { color: { argb: ink }, bold: mark !== 'muted' },
            fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: fill }, fgColor: { argb: fill } },
          },
        },
      ],
    });
  });
}

/** Due dates lie after this: whatever is smaller was not meant as a date. */
const EARLIEST_DUE = new Date(Date.UTC(2000, 0, 1));

/** exceljs can validate a whole range at once; its types know single cells only. */
interface RangeValidations {
  readonly dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void };
}

function addInputRule(
  sheet: ExcelJS.Worksheet,
  range: string,
  rule: SheetPlan['inputRules'][number]['rule'],
  language: WorkbookLanguage,
): void {
  const validations = (sheet as ExcelJS.Worksheet & RangeValidations).dataValidations;
  const isJapanese = language === 'ja';
  validations.add(
    range,
    rule.kind === 'list'
      ? {
          type: 'list',
          allowBlank: true,
          formulae: [rule.name],
          showErrorMessage: true,
          errorStyle: 'stop',
          errorTitle: isJapanese ? '一覧から選択' : 'Choose from the list',
          error: isJapanese
            ? '一覧にある値を選んでください。一覧は「パラメーター」シートにあります。'
            : 'Choose one of the listed values. The list stands on the Parameters sheet.',
        }
      : {
          type: 'date',
          operator: 'greaterThan',
          allowBlank: true,
          formulae: [EARLIEST_DUE],
          showErrorMessage: true,
          errorStyle: 'stop',
          errorTitle: isJapanese ? '日付' : 'A date',
          error: isJapanese ? '日付を入力してください。' : 'Enter a date.',
        },
  );
}

async function readParts(bytes: Buffer): Promise<ReadonlyMap<string, string>> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const parts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    parts.set(entry.fileName, (await readAll(await zip.openReadStreamPromise(entry))).toString('utf8'));
  }
  return parts;
}

function readStyleIds(sheet: string, keys: readonly StyleKey[]): ReadonlyMap<StyleKey, number> {
  const ids = new Map<StyleKey, number>();
  keys.forEach((key, index) => {
    const match = new RegExp(`<c r="A${index + 1}" s="(\\d+)"`).exec(sheet);
    if (!match) throw new Error(`The shell holds no style ${key}`);
    ids.set(key, Number(match[1]));
  });
  return ids;
}
