import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REPORT_HEADER =
  'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID';
const INVOICE_HEADER =
  'Subscription ID,SKU,Customer External ID,Customer Name,Start Date,End Date,Quantity,Unit Price,Amount,Currency';

/** The one customer whose SKU the invoice and the reports call by different names. */
export const RENAMED = 'Customer 7';

/**
 * A month in which every customer is over-billed by two user-months at 10.00 USD, and one charge goes by the SKU's old
 * name. Writes its report and its invoice, and gives their paths.
 */
export function writeDifferences(folder: string, customers: number): readonly string[] {
  const report = [REPORT_HEADER];
  const invoice = [INVOICE_HEADER];
  let total = 0;
  for (let index = 0; index < customers; index += 1) {
    const id = `22222222-2222-4222-8222-${String(index).padStart(12, '0')}`;
    const isRenamed = `Customer ${index}` === RENAMED;
    const used = 10;
    const billed = isRenamed ? used : used + 2;
    total += billed * 10;
    report.push(
      `Example Telecom,11111111-1111-4111-8111-111111111111,Sub1,Webex Calling,${isRenamed ? 'NEW' : 'A-1'},Calling,2026-10-01,2026-10-31,${used * 31},${id},cust${index}`,
    );
    invoice.push(
      `Sub1,${isRenamed ? 'OLD' : 'A-1'},cust${index},Customer ${index},2026-10-01,2026-10-31,${billed},10.00,${billed * 10}.00,USD`,
    );
  }
  invoice.push(`Total,,,,,,,,${total}.00,USD`);
  const paths = [join(folder, 'customer.csv'), join(folder, 'invoice.csv')] as const;
  writeFileSync(paths[0], `${report.join('\n')}\n`);
  writeFileSync(paths[1], `${invoice.join('\n')}\n`);
  return paths;
}
