import type { WorkbookLanguage } from '#core/workbook/localised.ts';
import type {
  DifferencesBelow,
  LineSums,
  VarianceLayout,
  VarianceRow,
} from '#core/workbook/lay-out-lines.ts';
import type { RowSums } from '#core/workbook/row-sums.ts';
import type { SheetId } from '#core/workbook/sheets.ts';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { DomainWords } from '#shared/messages/domain-words.ts';
import type { WorkbookTexts } from '#shared/messages/workbook-texts.ts';
import type { Overall } from './overall.ts';
import type { WorkbookSources, WorkbookOptions } from './workbook-sources.ts';

/** A detail table as other sheets refer to it. */
export interface DetailTable {
  /** The tables that hold its rows, in order: more than one where they fill several sheets. Empty: not in the book. */
  readonly parts: readonly { readonly table: string; readonly sheetName: string; readonly rows: number }[];
  /** Whether other sheets sum it up by a formula in each row. */
  readonly hasFormulas: boolean;
}

/** What a sheet is laid out from. Sums are filled while the source rows stream past, before they are read. */
export interface Book {
  readonly result: ResultDocument;
  readonly sources: WorkbookSources;
  readonly options: WorkbookOptions;
  readonly language: WorkbookLanguage;
  readonly texts: WorkbookTexts;
  readonly words: DomainWords;
  readonly currencyDecimals: number;
  readonly layout: VarianceLayout;
  readonly sums: RowSums;
  /** What all compared lines come to. */
  readonly lineSums: LineSums;
  /** Amounts and counts of the invoice rows by how they were treated. */
  readonly dispositions: Map<string, { amount: bigint; rows: number }>;
  readonly invoice: DetailTable;
  readonly usage: Readonly<Record<UsageLevel, DetailTable>>;
  /** The report level that the lines of each grain were read from; undefined: none is held. */
  readonly usageLevelOf: (grain: UsageLevel) => UsageLevel | undefined;
  /** Lines that ask for a decision, the largest first. */
  readonly ranked: readonly LineDocument[];
  /** What of them is below each row that adds up others. */
  readonly differencesBelow: ReadonlyMap<VarianceRow, Readonly<DifferencesBelow>>;
  /** The state of the checks as each sheet's title line says it. */
  readonly overall: Overall;
  readonly sheetNameOf: (id: SheetId) => string;
  /** Texts that did not fit their cells, by sheet name. */
  readonly shortened: Map<string, { count: number; first: string }>;
}
