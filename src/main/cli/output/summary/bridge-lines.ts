import type { ComponentsDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import { formatAmount, formatSignedAmount } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { alignColumns } from '../table.ts';
import { scaled, unscaled } from './exact.ts';
import { section, type SummaryContext } from './summary-context.ts';

const COMPONENTS = [
  'quantity',
  'price',
  'lineRounding',
  'unitRounding',
  'unexplained',
] as const satisfies readonly (keyof ComponentsDocument)[];

/** The way from what the invoice asks to what the usage says, so that each step adds up. */
export function bridgeLines(result: ResultDocument, context: SummaryContext): readonly string[] {
  const { texts } = context;
  const { totals } = result;
  const currency = result.currency ?? undefined;
  const amount = (text: string): string => formatAmount(text, currency);
  const signed = (text: string): string => formatSignedAmount(text, currency);
  const variance = scaled(totals.variance);
  const varianceTitle = variance > 0n ? texts.overBilled : variance < 0n ? texts.underBilled : texts.variance;
  const rows = [
    [texts.invoiceTotal, amount(unscaled(scaled(totals.invoiced) + scaled(totals.notAudited)))],
    [texts.notAudited, amount(totals.notAudited)],
    [texts.audited, amount(totals.invoiced)],
    [texts.expected, amount(totals.expected)],
    [varianceTitle, signed(totals.variance)],
    ...COMPONENTS.filter((component) => scaled(totals.components[component]) !== 0n).map((component) => [
      `  ${texts.components[component]}`,
      signed(totals.components[component]),
    ]),
  ];
  const title = currency === undefined ? texts.bridge : fillMessage(texts.bridgeIn, { currency });
  return section(context, title, alignColumns(rows, ['left', 'decimal'], '  '));
}
