import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defined } from '#core/assert.ts';
import { AppError } from '#core/errors.ts';
import { parsePeriod } from '#core/period.ts';
import { USAGE_LEVELS } from '#core/usage/usage-row.ts';
import type { Workspace } from '#engine/context.ts';
import { practiceFiles } from '#engine/practice-files.ts';
import { EXIT } from '../exit-codes.ts';
import { checkOutput } from '../options/output-path.ts';
import { fetchText } from '../output/fetch-text.ts';
import { printResult } from '../output/print-result.ts';
import type { CliSession } from '../session.ts';
import { writeWorkbook } from '../write-workbook.ts';
import { commonOptionsOf, type RegisterCommand } from './command.ts';

/** Webex makes reports of past days only, whatever the date of this computer. */
const PRACTICE_NOW = '2026-11-02T09:00:00.000Z';
const DEFAULT_OUT = 'tieout-demo';

/** `tieout demo`: the practice period, from its files to its workbook, in a workspace that is thrown away. */
export const registerDemo: RegisterCommand = (program, texts, run) => {
  const command = program
    .command('demo')
    .description(texts.commands.demo)
    .option('--out <dir>', texts.options.demoOut, DEFAULT_OUT)
    .option('--online', texts.webex.options.demoOnline);
  command.action(({ out, online }: { readonly out: string; readonly online?: boolean }) =>
    run(command, (session) =>
      demo(
        online === true ? atPracticeTime(session) : session,
        { outFolder: session.path(out), online: online === true },
        commonOptionsOf(command).workspace,
      ),
    ),
  );
};

async function demo(
  session: CliSession,
  { outFolder, online }: { readonly outFolder: string; readonly online: boolean },
  workspaceOption: string | undefined,
): Promise<number> {
  const { openWorkspace } = await import('#engine/context.ts');
  const { readPriceBook } = await import('#engine/importers/parameters/read-price-book.ts');
  const { reconcile } = await import('#engine/services/reconcile.ts');
  const practice = practiceFiles();
  await makeFolder(outFolder);
  const out = join(outFolder, `practice-${session.language}.xlsx`);
  await checkOutput(out, [], session.texts);
  const temporary = workspaceOption === undefined ? await mkdtemp(join(tmpdir(), 'tieout-demo-')) : undefined;
  try {
    const folder = temporary ?? session.workspaceFolder;
    const workspace = openWorkspace({ folder, ports: session.ports });
    try {
      if (online) await fetchPractice(session, workspace);
      const outcome = await session.job(async (context) =>
        reconcile(
          workspace,
          {
            invoices: [practice.invoice],
            reports: online ? [] : practice.reports,
            read: {},
            priceBook: await readPriceBook(practice.priceBook, context),
            parameters: {},
          },
          context,
        ),
      );
      await writeWorkbook(session, workspace, { run: { id: outcome.runId }, out, detail: 'user' });
      session.print(`${session.texts.summary.practice}\n`);
      await printResult(session, workspace, outcome, out);
      return EXIT.done;
    } finally {
      workspace.close();
    }
  } finally {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}

/** The session as it would be two days after the practice period. */
function atPracticeTime(session: CliSession): CliSession {
  const offsetMs = Date.parse(PRACTICE_NOW) - Date.now();
  const clock = (): string => new Date(Date.now() + offsetMs).toISOString();
  return { ...session, ports: { ...session.ports, clock } };
}

/** Gets the reports as a month-end does, from an emulator of Webex that has a bad day. */
async function fetchPractice(session: CliSession, workspace: Workspace): Promise<void> {
  const { withEmulatedWebex } = await import('../emulated-webex.ts');
  const { fetchReports } = await import('#engine/services/fetch-reports.ts');
  const period = defined(parsePeriod('2026-10'), 'a month');
  const fetched = await withEmulatedWebex(session, (connection) =>
    session.job((context) => fetchReports(workspace, connection, { period, levels: USAGE_LEVELS }, context)),
  );
  session.print(`${fetchText(fetched, session)}\n`);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new AppError('OUTPUT_NOT_WRITABLE', { file: folder, reason }, { cause: error });
  }
}
