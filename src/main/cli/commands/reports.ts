import type { RegisterCommand } from './command.ts';
import { registerReportsCreate } from './reports-create.ts';
import { registerReportsDelete } from './reports-delete.ts';
import { registerReportsDownload } from './reports-download.ts';
import { registerReportsList } from './reports-list.ts';
import { registerReportsShow } from './reports-show.ts';

/** `tieout reports ...`: the reports at Webex themselves. Only a deletion touches the workspace: its audit log. */
export const registerReports: RegisterCommand = (program, texts, run) => {
  const { about, options } = texts.webex;
  const reports = program
    .command('reports')
    .description(about.reports)
    .addHelpText('after', `\n${options.environment}`);
  for (const register of [
    registerReportsList,
    registerReportsCreate,
    registerReportsShow,
    registerReportsDownload,
    registerReportsDelete,
  ]) {
    register(reports, texts, run);
  }
};
