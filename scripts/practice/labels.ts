import { plainText } from './amounts.ts';
import type { Label } from './discrepancies.ts';
import type { SheetRow } from './invoice.ts';
import { PERIOD } from './month.ts';

/** labels.json: what was seeded, in the terms of the result document, so that a test can hold a run against it. */
export function writeLabels(labels: readonly Label[], rows: readonly SheetRow[]): string {
  const rowOf = (charge: Label['charges'][number]): number =>
    rows.findIndex((row) => row.charge === charge) + 1;
  const discrepancies = labels.map((label, index) => ({
    id: `P${String(index + 1).padStart(2, '0')}`,
    kind: label.kind,
    customer: label.customer,
    subscriptionId: label.subscriptionId,
    sku: label.sku,
    class: label.class,
    explanation: label.explanation,
    direction: label.variance > 0n ? 'over' : 'under',
    varianceAmount: plainText(label.variance, 4),
    invoiceRows: label.charges.map(rowOf),
    en: label.en,
    ja: label.ja,
  }));
  const total = labels.reduce((sum, { variance }) => sum + variance, 0n);
  const document = {
    schema: 'tieout.practice/1',
    period: PERIOD,
    currency: 'USD',
    verdict: 'variances',
    varianceOfAllDiscrepancies: plainText(total, 4),
    discrepancies,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
