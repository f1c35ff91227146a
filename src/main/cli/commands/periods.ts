import { formatMicros } from '#core/decimal/micros.ts';
import { listPeriods, type PeriodList } from '#engine/services/periods.ts';
import { EXIT } from '../exit-codes.ts';
import { periodsText } from '../output/periods-text.ts';
import type { RegisterCommand } from './command.ts';

/** The list as a script reads it. */
const periodsDocument = (list: PeriodList): object => ({
  periods: list.periods.map(({ period, invoices, reports, lastRun }) => ({
    period,
    invoices: invoices.map(({ fileName, number, currency, rows, importedAt }) => ({
      file: fileName,
      number: number ?? null,
      currency: currency ?? null,
      rows,
      importedAt,
    })),
    reports: reports.map(({ fileName, level, rows, userDays, importedAt }) => ({
      file: fileName,
      level,
      rows,
      userDays: formatMicros(userDays),
      importedAt,
    })),
    lastRun:
      lastRun === undefined ? null : { runId: lastRun.id, verdict: lastRun.verdict, at: lastRun.createdAt },
  })),
  withoutPeriod: list.withoutPeriod.map(({ kind, fileName, importedAt }) => ({
    kind,
    file: fileName,
    importedAt,
  })),
});

/** `tieout periods`: what the workspace holds, period by period. */
export const registerPeriods: RegisterCommand = (program, texts, run) => {
  const command = program.command('periods').description(texts.commands.periods);
  command.action(() =>
    run(command, (session) =>
      session.withWorkspace((workspace) => {
        const list = listPeriods(workspace);
        session.print(periodsText(list, session));
        session.printJson(periodsDocument(list));
        return Promise.resolve(EXIT.done);
      }),
    ),
  );
};
