import { AppError } from '#core/errors.ts';
import type { DocumentKnowledge } from '#core/invoice/build-document.ts';
import type { InvoiceTable } from '#core/invoice/invoice-table.ts';
import { dateOrderOfLocale } from '#core/mapping/date-text.ts';
import { headerKey } from '#core/mapping/header-key.ts';
import { isFigureField, type FigureField } from '#core/mapping/invoice-field.ts';
import type { InvoiceMapping } from '#core/mapping/invoice-mapping.ts';
import { numberStyleOfLocale, type NumberStyle } from '#core/mapping/number-style.ts';
import { cellText, type SheetRow } from '#core/tabular/table.ts';
import type { InvoiceReadOptions } from './invoice-reading.ts';

function stylesOf(mapping: InvoiceMapping | undefined): Partial<Record<FigureField, NumberStyle>> {
  const styles: Partial<Record<FigureField, NumberStyle>> = {};
  for (const { field, numberStyle } of mapping?.columns ?? []) {
    if (isFigureField(field) && numberStyle !== null) styles[field] = numberStyle;
  }
  return styles;
}

function skipTest(mapping: InvoiceMapping | undefined): (row: SheetRow, table: InvoiceTable) => boolean {
  const rules = (mapping?.skipRows ?? []).map(({ column, equals }) => ({
    column: headerKey(column),
    equals: headerKey(equals),
  }));
  if (rules.length === 0) return () => false;
  return (row, table) =>
    rules.some(({ column, equals }) => {
      const index = table.names.findIndex((name) => headerKey(name) === column);
      return index >= 0 && headerKey(cellText(row.cells[index] ?? '')) === equals;
    });
}

/** What options and mapping decide beforehand. Throws BAD_OPTION for a locale that Tieout does not know. */
export function knowledgeOf({
  mapping,
  locale,
  dateOrder,
  numberStyle: givenStyle,
}: InvoiceReadOptions): DocumentKnowledge {
  const localeStyle = locale === undefined ? undefined : numberStyleOfLocale(locale);
  if (locale !== undefined && localeStyle === undefined) {
    throw new AppError('BAD_OPTION', {
      option: '--locale',
      value: locale,
      accepted: 'en-US, en-GB, de-DE, de-CH, fr-FR, ja-JP, ...',
    });
  }
  return {
    numberStyle: givenStyle ?? localeStyle,
    dateOrder,
    localeDateOrder: locale === undefined ? undefined : dateOrderOfLocale(locale),
    mappingStyles: stylesOf(mapping),
    mappingDateOrder: mapping?.dateOrder ?? undefined,
    mappingCurrency: mapping?.currency ?? undefined,
    isSkipped: skipTest(mapping),
  };
}
