import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ZERO } from '#core/decimal/micros.ts';
import { AppError } from '#core/errors.ts';
import { openWorkspace } from '#engine/context.ts';
import { readPriceBook } from '#engine/importers/parameters/read-price-book.ts';
import { reconcile } from '#engine/services/reconcile.ts';
import { EXIT } from '../exit-codes.ts';
import { checkOutput } from '../options/output-path.ts';
import { printSummary } from '../output/print-summary.ts';
import type { CliSession } from '../session.ts';
import { writeWorkbook } from '../write-workbook.ts';
import { commonOptionsOf, type RegisterCommand } from './command.ts';

const PRACTICE = join('resources', 'practice');
const DEFAULT_OUT = 'tieout-demo';

/** The practice period's folder: above this file, both in the sources and in a build. */
function practiceFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, PRACTICE);
    if (existsSync(join(candidate, 'invoice.xlsx'))) return candidate;
    if (folder === dirname(folder)) throw new AppError('FILE_NOT_FOUND', { file: PRACTICE });
  }
}

/** `tieout demo`: the practice period, from its files to its workbook, in a workspace that is thrown away. */
export const registerDemo: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('demo')
    .description(texts.commands.demo)
    .option('--out <dir>', texts.options.demoOut, DEFAULT_OUT);
  command.action(({ out }: { readonly out: string }) =>
    run(command, (session) => demo(session, session.path(out), commonOptionsOf(command).workspace)),
  );
};

async function demo(
  session: CliSession,
  outFolder: string,
  workspaceOption: string | undefined,
): Promise<number> {
  const practice = practiceFolder();
  await makeFolder(outFolder);
  const out = join(outFolder, `practice-${session.language}.xlsx`);
  await checkOutput(out, [], session.texts);
  const temporary = workspaceOption === undefined ? await mkdtemp(join(tmpdir(), 'tieout-demo-')) : undefined;
  try {
    const folder = temporary ?? session.workspaceFolder;
    const workspace = openWorkspace({ folder, ports: session.ports });
    try {
      const { runId, result } = await session.job(async (context) =>
        reconcile(
          workspace,
          {
            invoices: [join(practice, 'invoice.xlsx')],
            reports: ['partner.csv', 'customer.csv', 'user.csv'].map((file) => join(practice, file)),
            read: {},
            priceBook: await readPriceBook(join(practice, 'price-book.csv'), context),
            parameters: {
              period: undefined,
              unitBasis: 'auto',
              unitDecimals: undefined,
              rounding: undefined,
              roundingGrain: undefined,
              tolerance: { quantity: undefined, amount: undefined, percent: ZERO, cap: undefined },
            },
          },
          context,
        ),
      );
      await writeWorkbook(session, workspace, { run: { id: runId }, out, detail: 'user' });
      session.print(`${session.texts.summary.practice}\n`);
      printSummary(session, result, out);
      session.printJson(result);
      return EXIT.done;
    } finally {
      workspace.close();
    }
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new AppError('OUTPUT_NOT_WRITABLE', { file: folder, reason }, { cause: error });
  }
}
