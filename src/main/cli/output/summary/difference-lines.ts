import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import { formatSignedAmount, groupDecimal } from '#shared/format/decimal-text.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { explanationSentence } from '#shared/messages/explanations.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { alignColumns } from '../table.ts';
import { displayWidth, padEndToWidth } from '../width.ts';
import { magnitude } from './exact.ts';
import { placeLines } from './places.ts';
import { indented, section, type SummaryContext } from './summary-context.ts';

const MOST_DIFFERENCES = 10;

/** Largest amount first; keys without a price come last, in the document's order. */
function bySize(a: LineDocument, b: LineDocument): number {
  const [left, right] = [a.variance.amount, b.variance.amount];
  if (left === null || right === null) return (left === null ? 1 : 0) - (right === null ? 1 : 0);
  const difference = magnitude(right) - magnitude(left);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** What a line is about: SKU, subscription, customer, user. */
function keyText(line: LineDocument, { texts }: SummaryContext): string {
  const customer = line.customerExternalId ?? line.customerOrgId;
  return [
    line.sku,
    line.subscriptionId === null ? '' : fillMessage(texts.subscription, { id: line.subscriptionId }),
    customer === null ? '' : fillMessage(texts.customer, { id: customer }),
    line.consumerId === null ? '' : fillMessage(texts.consumer, { id: line.consumerId }),
  ]
    .filter((part) => part !== '')
    .join(' / ');
}

/** The lines outside tolerance, largest first. */
export const differencesOf = (result: ResultDocument): readonly LineDocument[] =>
  result.lines.filter(({ withinTolerance }) => !withinTolerance).sort(bySize);

function differenceLines(line: LineDocument, amount: string, context: SummaryContext): readonly string[] {
  const { texts, style, language } = context;
  const indent = ' '.repeat(displayWidth(amount) + 4);
  const quantities = fillMessage(texts.quantities, {
    invoiced: groupDecimal(line.invoiced.quantity),
    used: groupDecimal(line.usage.quantity),
  });
  const causes = line.explanations.map((explanation) => explanationSentence(explanation, language));
  const places =
    line.invoiced.rows.length > 0
      ? line.invoiced.rows
      : line.explanations.flatMap(({ evidence }) => evidence);
  return [
    `  ${style.strong(amount)}  ${DOMAIN_WORDS[language].classes[line.class]}: ${keyText(line, context)}`,
    ...indented(context, quantities, indent),
    ...causes.flatMap((cause) => indented(context, cause, indent)),
    ...placeLines(places, context).flatMap((place) =>
      indented(context, place, indent).map((text) => style.faint(text)),
    ),
  ];
}

/** The ten largest differences: amount, cause, and the rows they stand in. */
export function differencesLines(result: ResultDocument, context: SummaryContext): readonly string[] {
  const { texts } = context;
  const currency = result.currency ?? undefined;
  const differences = differencesOf(result);
  // Beside any other verdict "no difference" would read as "all clear".
  if (differences.length === 0) return result.verdict === 'tied' ? ['', texts.noDifferences] : [];
  const shown = differences.slice(0, MOST_DIFFERENCES);
  const amounts = alignColumns(
    shown.map(({ variance }) => [
      variance.amount === null ? texts.unknownAmount : formatSignedAmount(variance.amount, currency),
    ]),
    ['decimal'],
  );
  const width = Math.max(...amounts.map(displayWidth));
  const title = fillMessage(texts.differences, {
    shown: String(shown.length),
    count: String(differences.length),
  });
  return section(
    context,
    title,
    shown.flatMap((line, index) =>
      differenceLines(line, padEndToWidth(amounts[index] ?? '', width), context),
    ),
  );
}
