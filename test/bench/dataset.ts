import { createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { decimalText, toAmount, toUserMonths, userDaysText } from '../../scripts/practice/amounts.ts';
import { type Random, seededRandom } from '../../scripts/practice/random.ts';

/** How large a month to make. */
export interface DatasetSize {
  readonly users: number;
  readonly lines: number;
}

/** Which month the files are of: `2026-10`, and its days. */
export interface DatasetMonth {
  readonly name: string;
  readonly days: number;
}

/** The files of a month, and what they hold. */
export interface Dataset {
  readonly invoice: string;
  readonly reports: readonly string[];
  readonly reportRows: number;
  readonly invoiceLines: number;
}

/** What all the rows of one customer and SKU share. */
interface Key {
  readonly customer: string;
  readonly externalId: string;
  readonly location: string;
  readonly sku: (typeof SKUS)[number];
}

const SEED = 100_000;
const SUBSCRIPTION = 'Sub900001';
const OCTOBER: DatasetMonth = { name: '2026-10', days: 31 };
const SKUS = [
  { code: 'A-WX-CALL', service: 'WEBEX_CALLING', name: 'Webex Calling', price: 825n },
  { code: 'A-WX-SUITE', service: 'WEBEX_SUITE', name: 'Webex Suite', price: 1450n },
  { code: 'A-WX-MEET', service: 'WEBEX_MEETINGS', name: 'Webex Meetings', price: 625n },
  { code: 'A-WX-COMMON', service: 'COMMON_AREA_CALLING', name: 'Common Area Calling', price: 240n },
] as const;
/** Every such line is billed wrongly, so that there is something to explain. */
const WRONG_EVERY = 50;

const dayOf = ({ name }: DatasetMonth, day: number): string => `${name}-${String(day).padStart(2, '0')}`;

/** Writes PARTNER, CUSTOMER and USER reports and an invoice at customer grain. The same size gives the same rows. */
export async function writeDataset(folder: string, size: DatasetSize, month = OCTOBER): Promise<Dataset> {
  mkdirSync(folder, { recursive: true });
  const random = seededRandom(SEED);
  const keys = makeKeys(size.lines, random);
  const partner = ['Example Telecom', random.uuid()].join(',');
  const sums = await writeUsers(join(folder, 'user.csv'), keys, size.users, partner, random, month);
  await writeCustomers(join(folder, 'customer.csv'), keys, sums, partner, month);
  await writePartner(join(folder, 'partner.csv'), keys, sums, partner, month);
  await writeInvoice(join(folder, 'invoice.xlsx'), keys, sums, month);
  return {
    invoice: join(folder, 'invoice.xlsx'),
    reports: ['partner.csv', 'customer.csv', 'user.csv'].map((name) => join(folder, name)),
    reportRows: SKUS.length + keys.length + size.users,
    invoiceLines: keys.length,
  };
}

function makeKeys(lines: number, random: Random): readonly Key[] {
  const keys: Key[] = [];
  for (let index = 0; keys.length < lines; index += 1) {
    const customer = {
      customer: random.uuid(),
      externalId: `C-${String(100_000 + index)}`,
      location: random.uuid(),
    };
    for (const sku of SKUS) if (keys.length < lines) keys.push({ ...customer, sku });
  }
  return keys;
}

/** A text file written line by line, without holding it in memory. */
async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const stream = createWriteStream(path);
  let block = '';
  for (const line of lines) {
    block += `${line}\r\n`;
    if (block.length < 1 << 16) continue;
    if (!stream.write(block)) await once(stream, 'drain');
    block = '';
  }
  stream.end(block);
  await once(stream, 'close');
}

const SERVICE_HEADER = 'SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY';

const service = ({ sku }: Key, month: DatasetMonth, firstDay: number, halfDays: bigint): string =>
  [
    ...[sku.service, sku.code, sku.name],
    ...[dayOf(month, firstDay), dayOf(month, month.days), userDaysText(halfDays)],
  ].join(',');

/** The rows go round the keys, so that every key has its share. Gives the half days of each key. */
async function writeUsers(
  path: string,
  keys: readonly Key[],
  users: number,
  partner: string,
  random: Random,
  month: DatasetMonth,
): Promise<readonly bigint[]> {
  const { days } = month;
  const sums = keys.map(() => 0n);
  function* lines(): Iterable<string> {
    yield `PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,SUBSCRIBER_ID,USER_ID,WORKSPACE_ID,${SERVICE_HEADER},LOCATION_ID`;
    for (let index = 0; index < users; index += 1) {
      const at = index % keys.length;
      const key = keys[at];
      if (!key) return;
      const isPart = random.chance(10);
      const firstDay = isPart ? 2 + random.below(days - 3) : 1;
      const halfDays = BigInt((days + 1 - firstDay) * 2 - (isPart ? random.below(2) : 0));
      sums[at] = (sums[at] ?? 0n) + halfDays;
      const person = `${random.uuid()},${random.uuid()},`;
      yield `${partner},${SUBSCRIPTION},${key.customer},${key.externalId},${person},${service(key, month, firstDay, halfDays)},${key.location}`;
    }
  }
  await writeLines(path, lines());
  return sums;
}

async function writeCustomers(
  path: string,
  keys: readonly Key[],
  sums: readonly bigint[],
  partner: string,
  month: DatasetMonth,
): Promise<void> {
  function* lines(): Iterable<string> {
    yield `PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,CUSTOMER_ORG_ID,CUSTOMER_EXTERNAL_ID,${SERVICE_HEADER},LOCATION_ID`;
    for (const [at, key] of keys.entries()) {
      yield `${partner},${SUBSCRIPTION},${key.customer},${key.externalId},${service(key, month, 1, sums[at] ?? 0n)},${key.location}`;
    }
  }
  await writeLines(path, lines());
}

async function writePartner(
  path: string,
  keys: readonly Key[],
  sums: readonly bigint[],
  partner: string,
  month: DatasetMonth,
): Promise<void> {
  function* lines(): Iterable<string> {
    yield `PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,${SERVICE_HEADER}`;
    for (const sku of SKUS) {
      const first = keys.find((key) => key.sku === sku);
      if (!first) continue;
      const sum = keys.reduce((total, key, at) => (key.sku === sku ? total + (sums[at] ?? 0n) : total), 0n);
      yield `${partner},${SUBSCRIPTION},${service(first, month, 1, sum)}`;
    }
  }
  await writeLines(path, lines());
}

/** User-months with two decimals; every fiftieth line bills one user-month too many, and the total states the sum. */
async function writeInvoice(
  path: string,
  keys: readonly Key[],
  sums: readonly bigint[],
  month: DatasetMonth,
): Promise<void> {
  const window = [dayOf(month, 1), dayOf(month, month.days)];
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false });
  const sheet = workbook.addWorksheet('Invoice');
  const header = [
    'Subscription ID',
    'SKU',
    'Description',
    'Customer ID',
    'Charge Start Date',
    'Charge End Date',
    'Quantity',
    'Unit Price',
    'Extended Amount',
    'Currency',
  ];
  sheet.addRow(header).commit();
  let total = 0n;
  for (const [at, key] of keys.entries()) {
    const quantity = toUserMonths(sums[at] ?? 0n, BigInt(month.days)) + (at % WRONG_EVERY === 0 ? 100n : 0n);
    const amount = toAmount(quantity, key.sku.price);
    total += amount;
    const figures = [quantity, key.sku.price, amount].map((value) => Number(decimalText(value, 2)));
    sheet
      .addRow([SUBSCRIPTION, key.sku.code, key.sku.name, key.externalId, ...window, ...figures, 'USD'])
      .commit();
  }
  sheet
    .addRow([undefined, undefined, 'Total', ...Array<undefined>(5), Number(decimalText(total, 2))])
    .commit();
  await workbook.commit();
}
