import { defined } from '#core/assert.ts';
import { ZERO } from '#core/decimal/micros.ts';
import { parsePeriod } from '#core/period.ts';
import { rowText } from '#core/reconcile/manual/manual-rules.ts';
import { lineKeyText } from '#core/reconcile/manual/line-key-text.ts';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import { openWorkspace, type Workspace } from '#engine/context.ts';
import { saveAlias, setTolerance } from '#engine/services/change-parameters.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importPriceBook } from '#engine/services/import-price-book.ts';
import { importReport } from '#engine/services/import-report.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { signOff, withdrawSignOff } from '#engine/services/sign-off.ts';
import { judgeLines } from '#engine/services/work/judge-lines.ts';
import { reconcileAgain } from '#engine/services/work/reconcile-again.ts';
import { excludeRows } from '#engine/services/work/set-rules.ts';
import { buildZip, workbookMembers } from '../tabular/zip-builder.ts';
import { plainContext, testPorts } from '../../support/workspace.ts';
import { wholeResult } from '../../support/whole-result.ts';

export const HOSTILE_PERIOD = defined(parsePeriod('2026-10'), 'a month');

/** Stands in every text of the month: what a spreadsheet made of a text can be told by it. */
export const MARK = 'INJECTED';

const [ACME, BETA] = ['0a000000-0000-4000-8000-000000000001', '0a000000-0000-4000-8000-000000000002'];

/** The texts of a month, each beginning with the sign; the name says which field has it. */
export function hostileTexts(sign: string): (field: string) => string {
  return (field) => `${sign}cmd|' /C calc'!${MARK} ${field}`;
}

const csvField = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csvLine = (cells: readonly string[]): string => `${cells.map(csvField).join(',')}\r\n`;
const xmlAttribute = (text: string): string =>
  text.replace(/[&<>"\u0000-\u001f]/g, (character) => `&#${character.charCodeAt(0)};`);

/** A workbook with one sheet of texts and numbers, its name as it is given. */
function workbookOf(sheet: string, rows: readonly (readonly (string | number)[])[]): Buffer {
  const cell = (value: string | number): string =>
    typeof value === 'number'
      ? `<c><v>${value}</v></c>`
      : `<c t="inlineStr"><is><t xml:space="preserve">${xmlAttribute(value)}</t></is></c>`;
  const members = workbookMembers({
    sheet: `<sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData>`,
  });
  return buildZip(
    members.map((member) =>
      member.name === 'xl/workbook.xml'
        ? {
            ...member,
            content: String(member.content).replace('name="Sheet 1"', `name="${xmlAttribute(sheet)}"`),
          }
        : member,
    ),
  );
}

const INVOICE_HEADER = [
  'Invoice Number',
  'Line',
  'Subscription ID',
  'SKU',
  'Service Name',
  'Customer ID',
  'Customer Name',
  'User ID',
  'Description',
  'Start Date',
  'End Date',
  'Quantity',
  'UOM',
  'Unit Price',
  'Amount',
  'Currency',
];

/** A month whose every text begins with a sign. */
export interface HostileMonth {
  readonly workspace: Workspace;
  readonly result: ResultDocument;
  readonly text: (field: string) => string;
  /** The name of the price book's file. */
  readonly priceBook: string;
}

/**
 * Imports, reconciles, works on and signs a month in `folder`. Three users: one as used, one billed twice as much, one
 * under an alias; a credit, a row that is excluded, usage that nobody billed, totals, and a row that can't be read unless
 * `isReadable`: then the month is signed, and the signature withdrawn.
 *
 * `writeFile` puts bytes under a name that begins with the sign, and gives back the path.
 */
export async function hostileMonth(
  sign: string,
  folder: string,
  writeFile: (name: string, content: string | Uint8Array) => string,
  isReadable: boolean,
): Promise<HostileMonth> {
  const text = hostileTexts(sign);
  const fileName = (what: string): string => `${sign}${MARK} ${what}`;
  const workspace = openWorkspace({
    folder,
    ports: { ...testPorts(), userName: () => text('account') },
  });
  const context = plainContext();
  const used = (user: string, sku: string, customer: string, days: string): string =>
    csvLine([
      text('partner name'),
      '52cf576d-60a8-407a-b22c-467c51591908',
      text('subscription'),
      text('service'),
      sku,
      text('usage description'),
      '2026-10-01',
      '2026-10-31',
      days,
      customer,
      text(customer === ACME ? 'external acme' : 'external beta'),
      text(user),
      '',
      '',
      text('location'),
      text('unknown column'),
    ]);
  const report =
    csvLine([
      'PARTNER_NAME',
      'PARTNER_ORG_ID',
      'SUBSCRIPTION_ID',
      'SERVICE_NAME',
      'SKU',
      'DESCRIPTION',
      'CONSUMPTION_START_DATE',
      'CONSUMPTION_END_DATE',
      'QUANTITY',
      'CUSTOMER_ORG_ID',
      'CUSTOMER_EXTERNAL_ID',
      'SUBSCRIBER_ID',
      'USER_ID',
      'WORKSPACE_ID',
      'LOCATION_ID',
      text('unknown header'),
    ]) +
    used('user 1', text('sku'), ACME, '31') +
    used('user 2', text('sku'), ACME, '31') +
    used('user 3', text('sku new'), BETA, '15.5') +
    used('user 4', text('sku unbilled'), BETA, '-3.25');
  await importReport(workspace, { path: writeFile(fileName('user.csv'), report) }, context);

  const billed = (
    line: string,
    user: string,
    sku: string,
    customer: string,
    quantity: number | string,
    amount: number,
    description = 'description',
  ): readonly (string | number)[] => [
    text('invoice number'),
    text(`line ${line}`),
    text('subscription'),
    sku,
    text('service'),
    customer,
    text(customer === ACME ? 'acme' : 'beta'),
    user === '' ? '' : text(user),
    text(description),
    '2026-10-01',
    '2026-10-31',
    quantity,
    text('uom'),
    typeof quantity === 'number' ? 10.25 : '10.25',
    amount,
    'USD',
    text('remark'),
  ];
  const rows = [
    [...INVOICE_HEADER, text('unknown header')],
    billed('1', 'user 1', text('sku'), ACME, 1, 10.25),
    billed('2', 'user 2', text('sku'), ACME, 2, 20.5),
    billed('3', 'user 3', text('sku old'), BETA, 0.5, 5.13),
    billed('4', 'user 5', text('sku excluded'), BETA, 1, 10.25),
    billed('5', 'user 1', text('sku'), ACME, -1, -10.25, 'credit'),
    // Without an amount that the total would miss.
    ...(isReadable ? [] : [billed('6', 'user 6', text('sku'), ACME, text('quantity'), 0)]),
    ['Total', '', '', '', '', '', '', '', '', '', '', '', '', '', 35.88, 'USD'],
  ];
  const { sourceId } = await importInvoice(
    workspace,
    { path: writeFile(fileName('invoice.xlsx'), workbookOf(`${sign}${MARK} sheet`, rows)) },
    context,
  );
  const priceBook = fileName('prices.csv');
  const prices =
    csvLine(['SKU', 'UNIT_PRICE', 'CURRENCY', 'SUBSCRIPTION_ID', 'CUSTOMER_ORG_ID']) +
    csvLine([text('sku'), '10.25', 'USD', text('subscription'), '']) +
    csvLine([text('sku new'), '10.25', 'USD', '', text('external beta')]);
  await importPriceBook(workspace, { path: writeFile(priceBook, prices), name: priceBook }, context);
  saveAlias(workspace, { field: 'sku', from: text('sku old'), to: text('sku new') });
  setTolerance(workspace, { quantity: undefined, amount: ZERO, percent: ZERO, cap: undefined });

  const run = await reconcilePeriod(workspace, { period: HOSTILE_PERIOD }, context);
  if (isReadable) signAndWithdraw(workspace, run.runId, text);
  excludeRows(workspace, {
    runId: run.runId,
    rows: [rowText({ source: sourceId, sheet: `${sign}${MARK} sheet`, row: 5 })],
    reason: 'OTHER',
    note: text('exclusion note'),
  });
  const result = await wholeResult(workspace, reconcileAgain(workspace, run.runId, context));
  const keys = result.lines.filter(isOff).map(lineKeyText);
  judgeLines(workspace, {
    runId: result.runId,
    lines: { keys },
    judgement: { status: 'disputed', reason: 'OTHER', note: text('note'), assignee: text('assignee') },
  });
  return { workspace, result, text, priceBook };
}

const isOff = (line: LineDocument): boolean => line.class !== 'none' && line.class !== 'credit';

/** Names, notes and reasons that stand in the audit log of the runs after. */
function signAndWithdraw(workspace: Workspace, runId: string, text: (field: string) => string): void {
  const part = { period: HOSTILE_PERIOD, role: 'prepared', runId } as const;
  signOff(workspace, { ...part, name: text('signed by'), note: text('signature note') });
  withdrawSignOff(workspace, { ...part, reason: text('withdrawn because') });
}
