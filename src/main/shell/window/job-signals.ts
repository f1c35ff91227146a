import { Notification, type BrowserWindow } from 'electron';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Language } from '#shared/messages/language.ts';
import { SHELL_TEXTS } from '../texts/shell-texts.ts';

/** The progress on the icon of the taskbar: 0 to 1; 2 where the end is not known; -1 for none. */
export function taskbarProgress({ state, progress }: JobSnapshot): number {
  if (state !== 'running' && state !== 'cancelling') return -1;
  const total = progress?.total ?? 0;
  if (!progress || total === 0) return 2;
  return Math.min(1, progress.done / total);
}

/** What a notification says of a job that has ended while nobody looked; undefined where nothing is to be said. */
export function jobNotice(
  job: JobSnapshot,
  language: Language,
): { readonly title: string; readonly body: string } | undefined {
  if (job.state !== 'completed' && job.state !== 'failed') return undefined;
  const { kind } = job;
  // Looking into a file is a step of a person's own work: its end is on the screen that asked for it.
  if (kind === 'inspect' || kind === 'fit-units' || kind === 'replay-template') return undefined;
  const texts = SHELL_TEXTS[language].notifications;
  const [first = '', ...rest] = job.files;
  const files = rest.length === 0 ? first : `${first} +${String(rest.length)}`;
  return { title: texts[job.state], body: fillMessage(texts[kind], { files }) };
}

/** Shows a job on the taskbar, and tells its end to a person who looks elsewhere. */
export function signalJob(job: JobSnapshot, window: BrowserWindow | undefined, language: Language): void {
  if (!window || window.isDestroyed()) return;
  window.setProgressBar(taskbarProgress(job));
  if (window.isFocused()) return;
  const notice = jobNotice(job, language);
  if (notice && Notification.isSupported()) new Notification(notice).show();
}
