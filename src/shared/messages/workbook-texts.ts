import type { ColumnKind } from '#core/workbook/column.ts';
import type { SheetId } from '#core/workbook/sheets.ts';
import type { CheckWords } from './domain-words.ts';
import type { Language } from './language.ts';
import { WORKBOOK_TEXTS_EN } from './workbook-texts.en.ts';
import { WORKBOOK_TEXTS_JA } from './workbook-texts.ja.ts';

/** What stands at the top of a sheet. */
export interface SheetTexts {
  readonly title: string;
  readonly description: string;
}

type TableSheetId = Exclude<SheetId, 'summary' | 'parameters' | 'sources'>;
type Texts<Key extends string> = Readonly<Record<Key, string>>;

/** Every text of the workbook that is no column header and no word of the domain. `{name}` is filled in. */
export interface WorkbookTexts extends Texts<
  | 'documentTitle'
  | 'page'
  | 'none'
  | 'total'
  | 'unknown'
  | 'overallOk'
  | 'overallCheck'
  | 'overallLabel'
  | 'overallTextLabel'
  | 'linkToRows'
  | 'someDiffer'
  | 'changedSince'
  | 'priceUnknown'
  | 'noCause'
  | 'place'
  | 'morePlaces'
  | 'suggestion'
  | 'coverage'
  | 'coverageQuarantined'
  | 'listSeparator'
  | 'noVariances'
> {
  readonly dispositions: Texts<'audited' | 'notCompared' | 'quarantined'>;
  readonly usageDispositions: Texts<'compared' | 'otherLevel' | 'outside' | 'overlapping'>;
  readonly ownChecks: Readonly<Record<'rows' | 'amounts' | 'variance' | 'userDays', CheckWords>>;
  readonly exceptionKinds: Texts<'variance' | 'error' | 'warning'>;
  readonly sides: Texts<'invoice' | 'usage' | 'suggestion'>;
  readonly sheets: Readonly<Record<TableSheetId, SheetTexts>>;
  readonly stacked: Readonly<Record<'parameters' | 'sources', SheetTexts>>;
  readonly contents: Readonly<Record<SheetId, string>>;
  readonly columnKinds: Readonly<Record<ColumnKind, string>>;
  readonly parameters: Texts<
    | 'periodTitle'
    | 'periodStart'
    | 'periodEnd'
    | 'periodDays'
    | 'currency'
    | 'digits'
    | 'digitsNote'
    | 'settingsTitle'
    | 'unitBasis'
    | 'unitDecimals'
    | 'rounding'
    | 'roundingGrain'
    | 'toleranceQuantity'
    | 'toleranceAmount'
    | 'tolerancePercent'
    | 'toleranceCap'
    | 'defaultQuantity'
    | 'defaultAmount'
    | 'noCap'
    | 'inferred'
    | 'stated'
    | 'toleranceTitle'
    | 'ownTolerance'
    | 'unitBasisTitle'
    | 'reasonsTitle'
    | 'workflowsTitle'
    | 'aliasesTitle'
    | 'mappingTitle'
    | 'priceBookTitle'
  >;
  readonly sourcesSheet: Texts<
    'filesTitle' | 'sheetsTitle' | 'notesTitle' | 'dictionaryTitle' | 'shortened' | 'input' | 'content'
  >;
  readonly summary: Texts<
    | 'title'
    | 'subtitle'
    | 'maskedUsers'
    | 'maskedUsersAndCustomers'
    | 'invoice'
    | 'run'
    | 'partner'
    | 'invoiceNumber'
    | 'invoiceDate'
    | 'periodStart'
    | 'periodEnd'
    | 'currency'
    | 'runId'
    | 'generated'
    | 'appVersion'
    | 'resultHash'
    | 'detail'
    | 'files'
    | 'fileCount'
    | 'bridge'
    | 'contents'
    | 'top'
    | 'signOff'
    | 'colourKey'
    | 'keyInput'
    | 'keyFormula'
    | 'keyValue'
    | 'protection'
  >;
  readonly verdict: Texts<'nil' | 'over' | 'under' | 'withReasons'>;
  readonly bridge: Texts<
    | 'total'
    | 'stated'
    | 'notStated'
    | 'amount'
    | 'rows'
    | 'notAudited'
    | 'less'
    | 'audited'
    | 'quantityEffect'
    | 'priceEffect'
    | 'lineRounding'
    | 'unitRounding'
    | 'unexplained'
    | 'expected'
    | 'variance'
  >;
  readonly top: Texts<'what' | 'sku' | 'amount' | 'class' | 'cause'>;
  readonly signOff: Texts<
    'prepared' | 'reviewed' | 'approved' | 'name' | 'date' | 'signature' | 'stamp' | 'note'
  >;
}

/** The texts by language. */
export const WORKBOOK_TEXTS: Readonly<Record<Language, WorkbookTexts>> = {
  en: WORKBOOK_TEXTS_EN,
  ja: WORKBOOK_TEXTS_JA,
};
