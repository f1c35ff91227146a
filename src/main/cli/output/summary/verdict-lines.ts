import { ROW_CLASSES } from '#core/invoice/invoice-row.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import { formatShare, groupDecimal } from '#shared/format/decimal-text.ts';
import { DOMAIN_WORDS, wordFor } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { scaled } from './exact.ts';
import { indented, type SummaryContext } from './summary-context.ts';

const WHOLE = 1000n;

/**
 * The share in percent. Credits beside the charges would make it more than all: they then count by their size. The document rounds it to three decimals: a rounded 1 must not say that all was audited. */
function shareText({ coverage, totals }: ResultDocument): string {
  const isPartial = scaled(totals.notAudited) !== 0n || coverage.quarantined > 0;
  const audited = scaled(totals.invoiced);
  const beside = scaled(totals.notAudited);
  if (beside < 0n && audited > 0n) return formatShare(thousandths((audited * WHOLE) / (audited - beside)));
  return coverage.amountShare === '1' && isPartial ? '> 99.9 %' : formatShare(coverage.amountShare);
}

/** `967` as `0.967`. */
const thousandths = (count: bigint): string =>
  count === WHOLE ? '1' : `0.${count.toString().padStart(3, '0')}`;

/** The verdict in words, and beside it how much of the invoice it rests on. */
export function verdictLines(result: ResultDocument, context: SummaryContext): readonly string[] {
  const { texts, style, language } = context;
  const paint = result.verdict === 'tied' ? style.good : style.bad;
  const { coverage } = result;
  const words = DOMAIN_WORDS[language];
  const covered = fillMessage(texts.coverage, {
    audited: groupDecimal(String(coverage.audited)),
    rows: groupDecimal(String(coverage.invoiceRows)),
    share: shareText(result),
  });
  const excluded = ROW_CLASSES.flatMap((rowClass) => {
    const count = coverage.excludedByClass[rowClass] ?? 0;
    return count === 0 ? [] : [`${words.rowClasses[rowClass]} ${groupDecimal(String(count))}`];
  });
  return [
    style.strong(paint(words.verdicts[result.verdict])),
    ...(result.verdictReasons.length === 0
      ? []
      : result.verdictReasons.flatMap((reason) =>
          indented(context, `- ${wordFor(words.verdictReasons, reason)}`, '  '),
        )),
    ...indented(context, covered, '  '),
    ...(excluded.length === 0
      ? []
      : indented(context, fillMessage(texts.excluded, { list: excluded.join(texts.listMark) }), '  ')),
    ...(coverage.quarantined === 0
      ? []
      : indented(
          context,
          style.bad(fillMessage(texts.quarantined, { count: groupDecimal(String(coverage.quarantined)) })),
          '  ',
        )),
  ];
}
