import type { ProofInvoiceRow } from '#shared/ipc/contract/result-proof.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import type { Language } from '#shared/messages/language.ts';
import { formatDays } from '../../../lib/format/format.ts';

/** What an invoice row says beside its figures: its text, the days it is charged for, and what is odd about it. */
export function aboutRow(row: ProofInvoiceRow, language: Language): string {
  const { rowFlags } = DOMAIN_WORDS[language];
  return [
    row.description,
    row.chargeStart !== null && row.chargeEnd !== null
      ? formatDays({ start: row.chargeStart, end: row.chargeEnd }, language)
      : null,
    ...row.flags.map((flag) => rowFlags[flag]),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
