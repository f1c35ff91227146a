import type { CrashReporter } from 'electron';

/** Crash reports stay on this computer (in the app's data folder): they may hold pieces of a person's files. */
export function keepCrashReportsHere(crashReporter: Pick<CrashReporter, 'start'>): void {
  crashReporter.start({ uploadToServer: false, compress: true });
}
