import { registerBackup } from './backup.ts';
import type { RegisterCommand } from './command.ts';
import { registerBundle } from './bundle.ts';
import { registerDemo } from './demo.ts';
import { registerDoctor } from './doctor.ts';
import { registerExport } from './export.ts';
import { registerFetch } from './fetch.ts';
import { registerImportInvoice } from './import-invoice.ts';
import { registerImportReport } from './import-report.ts';
import { registerPeriods } from './periods.ts';
import { registerRebill } from './rebill.ts';
import { registerReconcile } from './reconcile.ts';
import { registerReports } from './reports.ts';
import { registerRestore } from './restore.ts';
import { registerUnmask } from './unmask.ts';
import { registerVerify } from './verify.ts';
import { registerWipe } from './wipe.ts';

/** Every command, in the order of the help. A new command is one file and one line here. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerReconcile,
  registerImportReport,
  registerImportInvoice,
  registerFetch,
  registerReports,
  registerExport,
  registerRebill,
  registerPeriods,
  registerDoctor,
  registerBackup,
  registerRestore,
  registerBundle,
  registerVerify,
  registerUnmask,
  registerWipe,
  registerDemo,
];
