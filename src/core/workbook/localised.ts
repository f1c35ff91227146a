/** A short text of the workbook in each of its languages. */
export interface Localised {
  readonly en: string;
  readonly ja: string;
}

/** The languages that a workbook can be written in. */
export type WorkbookLanguage = keyof Localised;
