import { basename } from 'node:path';
import {
  ROUNDING_MODES,
  formatMicros,
  formatPicos,
  sumMicros,
  sumPicos,
  type RoundingMode,
} from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';
import { UNIT_BASES, type UnitBasis } from '#core/reconcile/parameters.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { EXIT } from '../exit-codes.ts';
import { checkOutput, workbookOption } from '../options/output-path.ts';
import { choiceOption, integerOption, periodOption } from '../options/parsers.ts';
import { VERSION } from '../version.ts';
import type { RegisterCommand } from './command.ts';

interface RebillValues {
  readonly period: Period;
  readonly priceBook: string;
  readonly out: string;
  readonly currency?: string;
  readonly unitBasis: UnitBasis;
  readonly unitDecimals: number;
  readonly rounding: RoundingMode;
}

/** `tieout rebill`: one billing sheet a customer, from the held usage and the partner's own price book. */
export const registerRebill: RegisterCommand = (program, texts, run) => {
  const { options } = texts;
  const command = program
    .command('rebill')
    .description(texts.commands.rebill)
    .requiredOption('--period <period>', options.periodNeeded, periodOption('--period', texts))
    .requiredOption('--price-book <file>', options.salesPriceBook)
    .requiredOption('--out <file.xlsx>', options.outNeeded, workbookOption('--out', texts))
    .option('--currency <code>', options.currency)
    .option(
      '--unit-basis <basis>',
      options.unitBasisBilled,
      choiceOption('--unit-basis', UNIT_BASES),
      'user-months',
    )
    .option('--unit-decimals <n>', options.unitDecimals, integerOption('--unit-decimals', 0, 6), 2)
    .option('--rounding <rule>', options.rounding, choiceOption('--rounding', ROUNDING_MODES), 'half-up');
  command.action((values: RebillValues) =>
    run(command, async (session) => {
      const path = session.path(values.out);
      const priceBook = session.path(values.priceBook);
      await checkOutput(path, [priceBook], session.texts);
      const { rebill } = await import('#engine/services/rebill.ts');
      const { readPriceBook } = await import('#engine/importers/parameters/read-price-book.ts');
      return session.withWorkspace(async (workspace) => {
        const written = await session.job(async (context) =>
          rebill(
            workspace,
            {
              period: values.period,
              priceBook: (await readPriceBook(priceBook, context)).entries,
              priceBookName: basename(priceBook),
              currency: values.currency,
              basis: values.unitBasis,
              quantityDecimals: values.unitDecimals,
              rounding: values.rounding,
              out: path,
              language: session.language,
              appVersion: VERSION,
            },
            context,
          ),
        );
        const { bills, currency } = written;
        const unbilled = formatMicros(sumMicros(bills.map(({ unpricedUserDays }) => unpricedUserDays)));
        const amount = formatPicos(sumPicos(bills.map((bill) => bill.amount)));
        const words = session.texts.rebill;
        session.print(
          fillMessage(words.written, {
            path,
            customers: groupDecimal(String(bills.filter(({ customer }) => customer !== undefined).length)),
            amount: groupDecimal(amount),
            currency,
          }),
        );
        if (unbilled !== '0') {
          session.print(session.style.bad(fillMessage(words.unbilled, { userDays: groupDecimal(unbilled) })));
        }
        session.printJson({
          path,
          bytes: written.bytes,
          sha256: written.sha256,
          currency,
          amount,
          unbilledUserDays: unbilled,
          customers: bills.map((bill) => ({
            customerOrgId: bill.customer?.orgId ?? null,
            customerExternalId: bill.customer?.externalId ?? null,
            userDays: formatMicros(bill.userDays),
            unbilledUserDays: formatMicros(bill.unpricedUserDays),
            amount: formatPicos(bill.amount),
            lines: bill.lines.length,
          })),
        });
        return EXIT.done;
      });
    }),
  );
};
