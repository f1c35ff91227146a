import { ROUNDING_MODES, type Micros, type RoundingMode } from '#core/decimal/micros.ts';
import type { Period } from '#core/period.ts';
import {
  ROUNDING_GRAINS,
  type RoundingGrain,
  UNIT_BASES,
  type UnitBasis,
} from '#core/reconcile/parameters.ts';
import { USAGE_LEVELS, type UsageLevel } from '#core/usage/usage-row.ts';
import type { JobContext } from '#engine/jobs/job-context.ts';
import type { ReconcileRequest } from '#engine/services/reconcile.ts';
import type { CliTexts } from '#shared/messages/cli-texts.ts';
import { exitCodeOfVerdict } from '../exit-codes.ts';
import { choiceOption, decimalOption, integerOption, periodOption } from '../options/parsers.ts';
import { checkOutput, workbookOption } from '../options/output-path.ts';
import { addInvoiceReadOptions, type InvoiceReadValues } from '../options/read-options.ts';
import { readValuesToRequest } from '../options/read-request.ts';
import { printResult } from '../output/print-result.ts';
import type { CliSession } from '../session.ts';
import { writeWorkbook } from '../write-workbook.ts';
import type { RegisterCommand } from './command.ts';

/** The options of `reconcile`, read. */
export interface ReconcileValues extends InvoiceReadValues {
  readonly invoice: readonly string[];
  readonly report?: readonly string[];
  readonly period?: Period;
  readonly unitBasis?: UnitBasis | 'auto';
  readonly unitDecimals?: number;
  readonly rounding?: RoundingMode;
  readonly roundingGrain?: RoundingGrain;
  readonly priceBook?: string;
  readonly toleranceQty?: Micros;
  readonly toleranceAmount?: Micros;
  readonly tolerancePct?: Micros;
  readonly toleranceCap?: Micros;
  readonly alias?: string;
  readonly out?: string;
  readonly detail: UsageLevel;
}

/** `tieout reconcile`: holds an invoice against the usage, and says how the two agree. */
export const registerReconcile: RegisterCommand = (program, texts, run) => {
  const { options } = texts;
  const command = program
    .command('reconcile')
    .description(texts.commands.reconcile)
    .requiredOption('--invoice <file...>', options.invoice)
    .option('--report <file...>', options.report)
    .option('--period <period>', options.period, periodOption('--period', texts));
  addInvoiceReadOptions(command, texts)
    .option('--unit-basis <basis>', options.unitBasis, choiceOption('--unit-basis', ['auto', ...UNIT_BASES]))
    .option('--unit-decimals <n>', options.unitDecimals, integerOption('--unit-decimals', 0, 6))
    .option('--rounding <rule>', options.rounding, choiceOption('--rounding', ROUNDING_MODES))
    .option(
      '--rounding-grain <grain>',
      options.roundingGrain,
      choiceOption('--rounding-grain', ROUNDING_GRAINS),
    )
    .option('--price-book <file>', options.priceBook)
    .option('--tolerance-qty <decimal>', options.toleranceQty, decimalOption('--tolerance-qty', texts))
    .option(
      '--tolerance-amount <decimal>',
      options.toleranceAmount,
      decimalOption('--tolerance-amount', texts),
    )
    .option('--tolerance-pct <decimal>', options.tolerancePct, decimalOption('--tolerance-pct', texts))
    .option('--tolerance-cap <decimal>', options.toleranceCap, decimalOption('--tolerance-cap', texts))
    .option('--alias <file.csv>', options.alias)
    .option('--out <file.xlsx>', options.out, workbookOption('--out', texts))
    .option('--detail <level>', options.detail, choiceOption('--detail', USAGE_LEVELS), 'customer')
    .addHelpText('after', () => helpExample(texts));
  command.action((values: ReconcileValues) => run(command, (session) => reconcileAndTell(session, values)));
};

const helpExample = (texts: CliTexts): string =>
  `\n${texts.help.examples}\n` +
  '  tieout reconcile --invoice invoice.xlsx --report partner.csv customer.csv user.csv --out variance.xlsx\n' +
  '  tieout reconcile --invoice invoice.xlsx --period 2026-10 --price-book prices.csv --json\n';

async function toRequest(
  session: CliSession,
  values: ReconcileValues,
  context: JobContext,
): Promise<ReconcileRequest> {
  const { priceBook, alias } = values;
  return {
    invoices: values.invoice.map(session.path),
    reports: (values.report ?? []).map(session.path),
    read: await readValuesToRequest(session, values),
    // What no option states is what the workspace has saved, and else the default.
    parameters: {
      period: values.period,
      unitBasis: values.unitBasis,
      unitDecimals: values.unitDecimals,
      rounding: values.rounding,
      roundingGrain: values.roundingGrain,
      tolerance: {
        quantity: values.toleranceQty,
        amount: values.toleranceAmount,
        percent: values.tolerancePct,
        cap: values.toleranceCap,
      },
    },
    ...(priceBook === undefined ? {} : { priceBook: await readPrices(session.path(priceBook), context) }),
    ...(alias === undefined ? {} : { aliasFile: await readAliases(session.path(alias), context) }),
  };
}

async function readPrices(path: string, context: JobContext): Promise<ReconcileRequest['priceBook']> {
  const { readPriceBook } = await import('#engine/importers/parameters/read-price-book.ts');
  return readPriceBook(path, context);
}

async function readAliases(path: string, context: JobContext): Promise<ReconcileRequest['aliasFile']> {
  const { readAliasFile } = await import('#engine/importers/parameters/read-alias-file.ts');
  return readAliasFile(path, context);
}

async function reconcileAndTell(session: CliSession, values: ReconcileValues): Promise<number> {
  const out = values.out === undefined ? undefined : session.path(values.out);
  const { invoice, report = [], priceBook, alias, mapping } = values;
  const inputs = [...invoice, ...report, priceBook, alias, mapping]
    .filter((path) => path !== undefined)
    .map(session.path);
  if (out !== undefined) await checkOutput(out, inputs, session.texts);
  const { reconcile } = await import('#engine/services/reconcile.ts');
  return session.withWorkspace(async (workspace) => {
    const outcome = await session.job(async (context) =>
      reconcile(workspace, await toRequest(session, values, context), context),
    );
    if (out !== undefined) {
      await writeWorkbook(session, workspace, { run: { id: outcome.runId }, out, detail: values.detail });
    }
    await printResult(session, workspace, outcome, out);
    return exitCodeOfVerdict(outcome.result.verdict);
  });
}
