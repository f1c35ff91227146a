import { absolute, formatPicos, picos } from '#core/decimal/micros.ts';
import type { Verdict } from '#core/reconcile/result-document.ts';
import { exact } from '#core/workbook/exact.ts';
import { wordFor } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from '../book.ts';

/** How a verdict looks. */
export function verdictTone(verdict: Verdict): 'good' | 'warn' | 'bad' {
  switch (verdict) {
    case 'tied':
      return 'good';
    case 'variances':
      return 'warn';
    case 'blocked':
    case 'not-reconcilable':
      return 'bad';
  }
}

/** The verdict in words: what it is, by how much, or why not. */
export function verdictSentence({ result, words, texts }: Book): string {
  const { verdict, verdictReasons, totals, currency } = result;
  const name = words.verdicts[verdict];
  if (verdict === 'blocked' || verdict === 'not-reconcilable') {
    const reasons = verdictReasons
      .map((code) => wordFor(words.verdictReasons, code))
      .join(texts.listSeparator);
    return reasons === '' ? name : fillMessage(texts.verdict.withReasons, { name, reasons });
  }
  const variance = exact(totals.variance);
  const amount = `${currency ?? ''} ${grouped(formatPicos(absolute(variance)))}`.trim();
  if (variance === 0n) return fillMessage(texts.verdict.nil, { name });
  return fillMessage(variance > 0n ? texts.verdict.over : texts.verdict.under, { name, amount });
}

/** What the verdict rests on. "100 %" is said only when it is exactly that. */
export function coverageSentence({ result, texts }: Book): string {
  const { coverage, totals } = result;
  const charges = coverage.audited + coverage.quarantined + (coverage.excludedByClass.charge ?? 0);
  return fillMessage(coverage.quarantined > 0 ? texts.coverageQuarantined : texts.coverage, {
    audited: coverage.audited.toString(),
    charges: charges.toString(),
    rows: coverage.invoiceRows.toString(),
    excluded: coverage.excluded.toString(),
    quarantined: coverage.quarantined.toString(),
    share: shareText(coverage.amountShare, exact(totals.notAudited) !== 0n || coverage.quarantined > 0),
  });
}

/** A share in percent, one decimal, cut off; never 100 while something is left out. */
export function shareText(share: string, isPartial: boolean): string {
  const tenths = (exact(share) * 1000n) / 10n ** 12n;
  if (tenths === 1000n) return isPartial ? '> 99.9' : '100';
  return formatPicos(picos((tenths * 10n ** 12n) / 10n));
}

/** Thousands separated, for a figure within a sentence. */
export const grouped = (decimal: string): string => {
  const [whole = '', fraction] = decimal.split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction.padEnd(2, '0')}`;
};
