import type { JobProgress } from '#engine/jobs/job-context.ts';
import type { Language } from '#shared/messages/language.ts';
import { PHASES } from '#shared/messages/phases.ts';
import type { TextStream } from '../host.ts';
import { cutToWidth, displayWidth } from './width.ts';

/** Shows how far a job is. */
export interface ProgressView {
  readonly report: (progress: JobProgress) => void;
  /** Takes the bar off the screen, so that other output starts on a clean line. */
  readonly clear: () => void;
}

const BAR_CELLS = 24;
const REDRAW_MS = 100;
const LINE_EVERY_MS = 3000;
/** Below this, an estimate says nothing. */
const ESTIMATE_AFTER_MS = 2000;

/** `1,234,567` */
const grouped = (count: number): string => count.toString().replace(/\B(?=(\d{3})+$)/g, ',');

/** `1:05`, or `1:02:03` from an hour on. */
export function clockTime(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  const two = (value: number): string => value.toString().padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

const ROWS: Record<Language, string> = { en: 'rows', ja: '行' };

/** What is done, of how much: `1,200 / 4,000 rows`, `1.2 / 4.0 MB`. Empty for steps. */
function counts(progress: JobProgress, language: Language): string {
  const { done, total, unit } = progress;
  if (unit === 'steps') return '';
  const isLarge = (total ?? done) >= 1e6;
  const show = (value: number): string =>
    unit === 'rows' ? grouped(value) : isLarge ? (value / 1e6).toFixed(1) : grouped(Math.ceil(value / 1e3));
  const name = unit === 'rows' ? ROWS[language] : isLarge ? 'MB' : 'kB';
  return `${show(done)}${total === undefined ? '' : ` / ${show(total)}`} ${name}`;
}

/** The text of a progress line, without bar and time. */
export function progressText(progress: JobProgress, language: Language): string {
  const share =
    progress.total === undefined || progress.total === 0
      ? ''
      : `${Math.min(100, Math.floor((progress.done / progress.total) * 100))
          .toString()
          .padStart(3)} %`;
  return [PHASES[language][progress.phase], share, counts(progress, language)]
    .filter((part) => part !== '')
    .join('  ');
}

function bar(progress: JobProgress): string {
  if (progress.total === undefined || progress.total === 0) return '';
  const filled = Math.min(BAR_CELLS, Math.floor((progress.done / progress.total) * BAR_CELLS));
  return `[${'#'.repeat(filled)}${'-'.repeat(BAR_CELLS - filled)}] `;
}

/**
 * On a terminal: one line that redraws itself, with a bar, counts and the estimated time left. Elsewhere: a line
 * every few seconds, so that the log of a scheduled run stays short.
 */
export function progressView(stream: TextStream, language: Language, now: () => number): ProgressView {
  let phase: string | undefined;
  let phaseStart = 0;
  // In a log, a job of a moment leaves no line.
  let lastShown = stream.isTerminal ? -Infinity : now();
  let isDrawn = false;

  const timeLeft = (progress: JobProgress, elapsed: number): string => {
    if (progress.total === undefined || progress.done === 0 || elapsed < ESTIMATE_AFTER_MS) return '';
    const left = (elapsed / progress.done) * Math.max(0, progress.total - progress.done);
    return `  -${clockTime(left)}`;
  };

  const clear = (): void => {
    if (isDrawn) stream.write('\r\u001b[K');
    isDrawn = false;
  };

  const report = (progress: JobProgress): void => {
    const at = now();
    const isNewPhase = progress.phase !== phase;
    if (isNewPhase) {
      phase = progress.phase;
      phaseStart = at;
    }
    if (stream.isTerminal ? !isNewPhase && at - lastShown < REDRAW_MS : at - lastShown < LINE_EVERY_MS)
      return;
    lastShown = at;
    const text = progressText(progress, language);
    if (!stream.isTerminal) {
      stream.write(`${text}\n`);
      return;
    }
    const line = `${bar(progress)}${text}${timeLeft(progress, at - phaseStart)}`;
    const room = (stream.columns() ?? 80) - 1;
    stream.write(`\r${displayWidth(line) > room ? cutToWidth(line, room) : line}\u001b[K`);
    isDrawn = true;
  };

  return { report, clear };
}

/** Shows nothing. */
export const NO_PROGRESS: ProgressView = { report: () => undefined, clear: () => undefined };
