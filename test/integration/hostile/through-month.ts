import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { defined } from '#core/assert.ts';
import { parsePeriod } from '#core/period.ts';
import type { ResultDocument } from '#core/reconcile/result-document.ts';
import type { UnitBasis } from '#core/reconcile/parameters.ts';
import { exportRun } from '#engine/services/export.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importReport } from '#engine/services/import-report.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { readWorkbook, sheetOf, tableRows, type ReadCell } from '../../support/workbook-file.ts';
import {
  plainContext,
  temporaryFolder,
  temporaryWorkspace,
  writeTemporary,
} from '../../support/workspace.ts';
import { wholeResult } from '../../support/whole-result.ts';

/** The header of the invoices that go through. */
export const INVOICE_HEADER = [
  'Subscription ID',
  'SKU',
  'Customer External ID',
  'Description',
  'Start Date',
  'End Date',
  'Quantity',
  'Unit Price',
  'Amount',
  'Currency',
] as const;

/** A cell of a workbook that openpyxl writes: a text, a number, a day, or a number under a date format. */
export type BookCell = string | number | { readonly day: string } | { readonly serial: number };

const WRITE = `
import sys, json, datetime, openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904
spec = json.load(sys.stdin)
book = openpyxl.Workbook()
if spec['epoch'] == 1904: book.epoch = CALENDAR_MAC_1904
sheet = book.active
for r, row in enumerate(spec['rows'], 1):
    for c, value in enumerate(row, 1):
        cell = sheet.cell(r, c)
        if isinstance(value, dict) and 'day' in value: cell.value = datetime.date.fromisoformat(value['day'])
        elif isinstance(value, dict): cell.value = value['serial']; cell.number_format = 'yyyy-mm-dd'
        elif isinstance(value, str): cell.value = value; cell.data_type = 's'
        else: cell.value = value
book.save(sys.argv[1])
`;

/** An .xlsx that openpyxl writes. */
export function bookOf(rows: readonly (readonly BookCell[])[], epoch: 1900 | 1904 = 1900): string {
  const path = join(temporaryFolder(), 'invoice.xlsx');
  execFileSync('/usr/bin/python3', ['-c', WRITE, path], { input: JSON.stringify({ rows, epoch }) });
  return path;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A CSV file. */
export const csvOf = (name: string, rows: readonly (readonly string[])[]): string =>
  writeTemporary(name, rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join(''));

/** A usage row: subscription, SKU, the customer's external id, first and last day, user-days. */
export type UsageText = readonly [string, string, string, string, string, string];

/** A CUSTOMER report. */
export const reportOf = (rows: readonly UsageText[]): string =>
  csvOf('customer.csv', [
    [
      'SUBSCRIPTION_ID',
      'SKU',
      'CUSTOMER_EXTERNAL_ID',
      'CONSUMPTION_START_DATE',
      'CONSUMPTION_END_DATE',
      'QUANTITY',
      'PARTNER_ORG_ID',
      'CUSTOMER_ORG_ID',
    ],
    ...rows.map((row) => [...row, '52cf576d-60a8-407a-b22c-467c51591908', '']),
  ]);

/** What a month comes to in its workbook. */
export interface ThroughMonth {
  readonly result: ResultDocument;
  /** The rows of a table by header. */
  readonly table: (name: string) => readonly Readonly<Record<string, ReadCell | undefined>>[];
  /** The texts of the sheet of what needs a person. */
  readonly exceptions: readonly string[];
}

/** Imports an invoice and a report, reconciles them and reads the workbook back with openpyxl. */
export async function throughMonth(month: {
  readonly invoice: string;
  readonly report: string;
  readonly locale?: string;
  readonly period?: string;
  readonly unitBasis?: UnitBasis;
}): Promise<ThroughMonth> {
  const workspace = temporaryWorkspace();
  const context = plainContext();
  await importReport(workspace, { path: month.report }, context);
  await importInvoice(
    workspace,
    { path: month.invoice, ...(month.locale === undefined ? {} : { locale: month.locale }) },
    context,
  );
  const { runId } = await reconcilePeriod(
    workspace,
    {
      period: defined(parsePeriod(month.period ?? '2026-10'), 'a period'),
      ...(month.unitBasis === undefined ? {} : { given: { unitBasis: month.unitBasis } }),
    },
    context,
  );
  const out = join(temporaryFolder(), 'variance.xlsx');
  await exportRun(
    workspace,
    {
      run: { id: runId },
      out,
      language: 'en',
      detail: 'customer',
      appVersion: '0',
      describeIssue: ({ code, text }) => `${code}: ${text ?? ''}`,
    },
    context,
  );
  const book = readWorkbook(out);
  return {
    result: await wholeResult(workspace, { runId }),
    table: (name) => tableRows(book, name),
    exceptions: Object.values(sheetOf(book, 'Exceptions').cells).flatMap(({ v }) =>
      typeof v === 'string' ? [v] : [],
    ),
  };
}
