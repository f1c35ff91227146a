import { decimalText } from './amounts.ts';
import { OLD_SUITE_PRICE, PRODUCTS } from './catalogue.ts';
import { DISCREPANCIES } from './discrepancies.ts';
import { layOutInvoice } from './invoice.ts';
import { writeLabels } from './labels.ts';
import { billMonth, makeMonth } from './month.ts';
import { seededRandom } from './random.ts';
import { csv, writeReports } from './reports.ts';
import { writeInvoiceWorkbook } from './workbook.ts';

const SEED = 20261031;

/** The files of the practice period by name. Always the same bytes. */
export async function practiceFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const random = seededRandom(SEED);
  const partnerOrgId = random.uuid();
  const month = makeMonth(random, new Set(DISCREPANCIES.map(({ customer }) => customer)));
  const withCustomers = DISCREPANCIES.map((discrepancy) => ({
    discrepancy,
    customer: month.customers.find(({ externalId }) => externalId === discrepancy.customer),
  }));
  for (const { discrepancy, customer } of withCustomers) {
    if (customer) discrepancy.arrange?.(month, customer);
  }
  billMonth(month);
  const [anyone] = month.customers;
  if (!anyone) throw new Error('The catalogue has no customers');
  // The stray customer is in no catalogue; its discrepancy needs none.
  const labels = withCustomers.map(({ discrepancy, customer }) =>
    discrepancy.spoil(month, customer ?? anyone),
  );
  const rows = layOutInvoice(month);
  const reports = writeReports(month, partnerOrgId);
  const text = (content: string): Uint8Array => new TextEncoder().encode(content);
  return new Map([
    ['invoice.xlsx', await writeInvoiceWorkbook(rows)],
    ['partner.csv', text(reports.partner)],
    ['customer.csv', text(reports.customer)],
    ['user.csv', text(reports.user)],
    ['price-book.csv', text(priceBook())],
    ['labels.json', text(writeLabels(labels, rows))],
  ]);
}

/** The prices, with the one that changed on 1 October. */
function priceBook(): string {
  const rows = Object.values(PRODUCTS).map(({ sku, unitPrice }) => [
    sku,
    decimalText(unitPrice, 2),
    'USD',
    sku === PRODUCTS.suite.sku ? '2026-10-01' : '2026-01-01',
    '',
  ]);
  return csv([
    ['SKU', 'UNIT_PRICE', 'CURRENCY', 'VALID_FROM', 'VALID_TO'],
    [PRODUCTS.suite.sku, decimalText(OLD_SUITE_PRICE, 2), 'USD', '2026-01-01', '2026-09-30'],
    ...rows,
  ]);
}
