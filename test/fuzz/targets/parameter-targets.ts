import { AppError } from '#core/errors.ts';
import { parseInvoiceMapping } from '#engine/importers/invoice/mapping-file.ts';
import { readAliasFile } from '#engine/importers/parameters/read-alias-file.ts';
import { readPriceBook } from '#engine/importers/parameters/read-price-book.ts';
import { hold } from '../finding.ts';
import { FUZZ_JOB } from '../fuzz-job.ts';
import { fuzzInvoice } from './invoice-target.ts';

/** Reads a file as a price book and as an alias file: prices are exact and positive, fields are known ones. */
export async function fuzzParameters(path: string): Promise<void> {
  const refusals: unknown[] = [];
  try {
    const { entries } = await readPriceBook(path, FUZZ_JOB);
    for (const { unitPrice, currency, sku } of entries) {
      hold(typeof unitPrice === 'bigint' && unitPrice >= 0n, () => `price ${String(unitPrice)}`);
      hold(/^[A-Z]{3}$/.test(currency) && sku !== '', () => `price of ${sku} in ${currency}`);
    }
  } catch (error) {
    refusals.push(error);
  }
  try {
    const { entries } = await readAliasFile(path, FUZZ_JOB);
    for (const alias of entries) {
      hold(['sku', 'customer', 'subscription'].includes(alias.field), () => `alias of ${alias.field}`);
      hold(alias.from !== '' && alias.to !== '', () => 'an alias without a side');
    }
  } catch (error) {
    refusals.push(error);
  }
  const broken = refusals.find((error) => !(error instanceof AppError));
  // No file is both; a file that is neither is refused.
  const refusal = broken ?? (refusals.length === 2 ? refusals[0] : undefined);
  if (refusal instanceof Error) throw refusal;
  hold(refusal === undefined, () => 'something else than an error was thrown');
}

/** Reads a saved mapping, and an invoice by it. */
export async function fuzzMapping(text: string, invoicePath: string): Promise<void> {
  await fuzzInvoice(invoicePath, parseInvoiceMapping(text, 'mapping.json'));
}
