import { buffer as readAll } from 'node:stream/consumers';
import { basename } from 'node:path';
import yauzl from 'yauzl';
import { currencyDigits } from '#core/currency.ts';
import { sumMicros, type RoundingMode } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import { formatPeriod, periodDays, type Period } from '#core/period.ts';
import { billCustomers, type CustomerBill } from '#core/rebill/bill-customers.ts';
import type { PriceBookEntry, UnitBasis } from '#core/reconcile/parameters.ts';
import { priceLookup } from '#core/reconcile/price-book.ts';
import { sourceLevelFor } from '#core/reconcile/usage-levels.ts';
import type { Language } from '#shared/messages/language.ts';
import type { Workspace } from '../context.ts';
import { writePackage } from '../exporters/package/write-package.ts';
import { rebillWorkbook } from '../exporters/rebill/rebill-workbook.ts';
import { asOutputError, openTarget } from '../exporters/target-file.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { batchesOfPeriod } from '../repositories/batches.ts';
import { usageWithin } from '../repositories/period-usage.ts';
import { openUsageOf } from './open-usage.ts';

/** What customers are billed for, and how. */
export interface RebillRequest {
  readonly period: Period;
  readonly priceBook: readonly PriceBookEntry[];
  readonly priceBookName: string;
  /** Which currency of the price book; undefined where it has one. */
  readonly currency: string | undefined;
  readonly basis: UnitBasis;
  readonly quantityDecimals: number;
  readonly rounding: RoundingMode;
  readonly out: string;
  readonly language: Language;
  readonly appVersion: string;
}

/** What was written. */
export interface RebillOutcome {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly currency: string;
  readonly bills: readonly CustomerBill[];
}

/**
 * Bills the usage that the workspace holds of a period by the partner's own price book, and writes one sheet for each
 * customer. The same usage and prices give the same bytes.
 *
 * Throws PERIOD_NOT_HELD without usage by customer, BAD_OPTION where the price book has several currencies and none is
 * chosen, PRICE_BOOK_AMBIGUOUS, and the errors of writing; then nothing stands at `out`.
 */
export async function rebill(
  workspace: Workspace,
  request: RebillRequest,
  context: JobContext,
): Promise<RebillOutcome> {
  const { database } = workspace;
  const { period } = request;
  const currency = currencyOf(request);
  const reports = batchesOfPeriod(database, 'report', period);
  const usage = await openUsageOf(database, { reports, period }, context);
  try {
    const level = sourceLevelFor('customer', usage.levels);
    if (level === undefined) throw new AppError('PERIOD_NOT_HELD', { period: formatPeriod(period) });
    await context.checkpoint();
    const terms = {
      basis: request.basis,
      days: periodDays(period),
      quantityDecimals: request.quantityDecimals,
      amountDecimals: currencyDigits(currency),
      rounding: request.rounding,
    };
    const prices = priceLookup(request.priceBook, currency);
    const bills = billCustomers(usage.totals(level, 'customer'), usage.names, prices, terms);
    if (bills.length === 0) throw new AppError('PERIOD_NOT_HELD', { period: formatPeriod(period) });
    await context.checkpoint();
    const ofLevel = reports.filter((report) => report.level === level);
    const book = rebillWorkbook(
      {
        bills,
        period,
        currency,
        terms,
        level,
        heldUserDays:
          usage.overlappingRows === 0
            ? sumMicros(ofLevel.map((report) => usageWithin(database, report, period).userDays))
            : sumMicros(bills.map(({ userDays }) => userDays)),
        outsideUserDays: sumMicros(
          usage.outsidePeriod().flatMap((one) => (one.level === level ? [one.userDays] : [])),
        ),
        overlappingRows: usage.overlappingRows,
        priceBookName: request.priceBookName,
        appVersion: request.appVersion,
      },
      request.language,
    );
    const written = await write(Buffer.from(await book.xlsx.writeBuffer()), request.out);
    database.transaction(() => {
      workspace.record('workbook-written', undefined, {
        rebill: formatPeriod(period),
        file: basename(request.out),
        sha256: written.sha256,
      });
    });
    return { path: request.out, ...written, currency, bills };
  } finally {
    usage.close();
  }
}

/** The one currency that is billed. */
function currencyOf({ priceBook, currency }: RebillRequest): string {
  const found = [...new Set(priceBook.map((entry) => entry.currency))].sort();
  const only = found.length === 1 ? found[0] : undefined;
  const chosen = currency ?? only;
  if (chosen !== undefined && found.includes(chosen)) return chosen;
  throw new AppError('BAD_OPTION', {
    option: '--currency',
    value: currency ?? '',
    accepted: found.join(', '),
  });
}

/** Packs the parts anew: exceljs dates them with the time of day. */
async function write(
  content: Buffer,
  out: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const zip = await yauzl.fromBufferPromise(content);
  const parts: { readonly name: string; readonly content: string }[] = [];
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    const text = (await readAll(await zip.openReadStreamPromise(entry))).toString('utf8');
    parts.push({ name: entry.fileName, content: text });
  }
  const target = await openTarget(out, content.length);
  try {
    const written = await writePackage(parts, target.handle);
    await target.commit();
    return written;
  } catch (error) {
    throw asOutputError(error, out);
  } finally {
    await target.discard();
  }
}
