import { parsePeriod, type Period } from '#core/period.ts';
import { defined } from '#core/assert.ts';
import { ACME, BETA, invoice } from '../support/small-month.ts';

/** The month of the ordeals: Acme agrees, Beta is billed 5 user-months and used 4. */
export const OCTOBER: Period = defined(parsePeriod('2026-10'), 'a month');

const HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,' +
  'CONSUMPTION_END_DATE,QUANTITY,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,USER_ID';
const PARTNER = 'Example Telecom,11111111-1111-4111-8111-111111111111,Sub1,Webex Calling,A-1,Calling';

/** A USER report: a row for each user and day, so that it is read and stored in several pieces. */
export function userReport(): string {
  const users = [
    ...Array.from({ length: 10 }, (_, index) => `${ACME},acme,a-${String(index)}`),
    ...Array.from({ length: 4 }, (_, index) => `${BETA},beta,b-${String(index)}`),
  ];
  const rows = users.flatMap((user) =>
    Array.from({ length: 31 }, (_, day) => {
      const date = `2026-10-${String(day + 1).padStart(2, '0')}`;
      return `${PARTNER},${date},${date},1,${user}`;
    }),
  );
  return `${[HEADER, ...rows].join('\n')}\n`;
}

/** Its invoice, with its total. */
export const monthInvoice = (): string => invoice('10.00', '5.00', '150.00');
