import { type Cents, percentOf } from './amounts.ts';
import { PARTNER_NAME, PRODUCTS } from './catalogue.ts';
import { type Charge, type Month, PERIOD } from './month.ts';

/** A cell of the invoice: text, a scaled number with its places, or a date. */
export type InvoiceCell =
  string | { readonly value: bigint; readonly places: number } | { readonly date: string } | undefined;

/** A row of the invoice sheet, with what it looks like. */
export interface SheetRow {
  readonly cells: readonly InvoiceCell[];
  readonly look: 'banner' | 'text' | 'group' | 'header' | 'charge' | 'subtotal' | 'total' | 'blank';
  readonly charge?: Charge;
}

/** The header's names; the row above groups some of them. */
export const COLUMNS = [
  'Line',
  'Subscription ID',
  'SKU',
  'Description',
  'Customer ID',
  'Customer Name',
  'Charge Start Date',
  'Charge End Date',
  'Quantity',
  'UOM',
  'Unit Price',
  'Extended Amount',
] as const;
const AMOUNT_COLUMN = COLUMNS.indexOf('Extended Amount');
const DESCRIPTION_COLUMN = COLUMNS.indexOf('Description');

const TAX_PERCENT = 10n;
const OUTAGE_CREDIT: Cents = -12_000n;
const SETUP_FEE: Cents = 45_000n;

const money = (value: Cents): InvoiceCell => ({ value, places: 2 });

/** A row with a label and an amount, nothing else. */
function sumRow(look: SheetRow['look'], label: string, amount: Cents): SheetRow {
  const cells = COLUMNS.map((_, column): InvoiceCell => {
    if (column === DESCRIPTION_COLUMN) return label;
    return column === AMOUNT_COLUMN ? money(amount) : undefined;
  });
  return { cells, look };
}

const blank: SheetRow = { cells: [], look: 'blank' };

/**
 * The invoice as a sheet: a banner, a header of two rows, the charges SKU by SKU with a subtotal each, a one-time fee,
 * a credit, tax and the grand total.
 */
export function layOutInvoice(month: Month): readonly SheetRow[] {
  const rows: SheetRow[] = [
    {
      cells: ['Webex Wholesale invoice (practice data: every name, code and price is invented)'],
      look: 'banner',
    },
    { cells: [`Bill to: ${PARTNER_NAME}`], look: 'text' },
    { cells: ['Invoice number: PR-2026-10-0042'], look: 'text' },
    { cells: ['Invoice date: 2026-11-01'], look: 'text' },
    { cells: [`Billing period: ${PERIOD.start} to ${PERIOD.end}`], look: 'text' },
    { cells: ['Currency: USD'], look: 'text' },
    blank,
    {
      cells: COLUMNS.map((name) => {
        if (name === 'Customer ID') return 'Customer';
        if (name === 'Charge Start Date') return 'Charge window';
        return name === 'Quantity' ? 'Charge' : undefined;
      }),
      look: 'group',
    },
    { cells: COLUMNS, look: 'header' },
  ];
  let line = 0;
  for (const product of Object.values(PRODUCTS)) {
    const charges = month.charges.filter((candidate) => candidate.product === product);
    for (const charge of charges) rows.push(chargeRow(charge, (line += 1)));
    const sum = charges.reduce((total, { amount }) => total + amount, 0n);
    rows.push(sumRow('subtotal', `Subtotal for ${product.description}`, sum), blank);
  }
  rows.push(
    sumRow('text', 'Setup Assist Express (one-time charge)', SETUP_FEE),
    sumRow('text', 'Credit: service interruption in September 2026', OUTAGE_CREDIT),
  );
  const net = month.charges.reduce((total, { amount }) => total + amount, 0n) + SETUP_FEE + OUTAGE_CREDIT;
  const tax = percentOf(net, TAX_PERCENT);
  rows.push(
    sumRow('subtotal', 'Subtotal before tax', net),
    sumRow('text', `Tax (${String(TAX_PERCENT)} %)`, tax),
    sumRow('total', 'Grand total', net + tax),
  );
  return rows;
}

function chargeRow(charge: Charge, line: number): SheetRow {
  return {
    cells: [
      { value: BigInt(line), places: 0 },
      charge.subscriptionId,
      charge.product.sku,
      charge.product.description,
      charge.externalId,
      charge.customerName,
      { date: charge.start },
      { date: charge.end },
      { value: charge.quantity, places: 2 },
      'User',
      money(charge.unitPrice),
      money(charge.amount),
    ],
    look: 'charge',
    charge,
  };
}
