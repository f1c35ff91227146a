/** A month that one can check in the head: two customers, one SKU, October 2026 (31 days). */

const HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';
const PARTNER = 'Example Telecom,11111111-1111-4111-8111-111111111111,Sub1,Webex Calling,A-1,Calling';
const DAYS = '2026-10-01,2026-10-31';

/** Customers by external id: their user-days. 310 user-days are 10 user-months. */
export interface Usage {
  readonly acme: string;
  readonly beta: string;
}

export const ACME = '22222222-2222-4222-8222-222222222222';
export const BETA = '33333333-3333-4333-8333-333333333333';

/** A PARTNER report. */
export const partnerReport = (userDays: string): string => `${HEADER}\n${PARTNER},${DAYS},${userDays}\n`;

/** A CUSTOMER report. */
export const customerReport = ({ acme, beta }: Usage): string =>
  `${HEADER},CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID\n` +
  `${PARTNER},${DAYS},${acme},${ACME},acme\n` +
  `${PARTNER},${DAYS},${beta},${BETA},beta\n`;

/** An invoice by customer in user-months at 10.00 USD, with its total. */
export const invoice = (acme: string, beta: string, total: string): string =>
  'Subscription ID,SKU,Customer External ID,Start Date,End Date,Quantity,Unit Price,Amount,Currency\n' +
  `Sub1,A-1,acme,2026-10-01,2026-10-31,${acme},10.00,${amountOf(acme)},USD\n` +
  `Sub1,A-1,beta,2026-10-01,2026-10-31,${beta},10.00,${amountOf(beta)},USD\n` +
  `Total,,,,,,,${total},USD\n`;

/** Ten times a quantity of two decimals, exactly. */
function amountOf(quantity: string): string {
  const [whole = '', fraction = ''] = quantity.split('.');
  const digits = BigInt(whole + fraction.padEnd(2, '0')) * 10n;
  const text = digits.toString().padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}
