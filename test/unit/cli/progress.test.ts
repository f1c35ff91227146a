import { describe, expect, it } from 'vitest';
import type { JobProgress } from '#engine/jobs/job-context.ts';
import { clockTime, progressText, progressView } from '#cli/output/progress.ts';
import { displayWidth } from '#cli/output/width.ts';

/** A stream that keeps what is written, and a clock that the test moves. */
function desk(
  isTerminal: boolean,
  columns = 80,
): {
  readonly written: string[];
  readonly clock: { now: number };
  readonly view: ReturnType<typeof progressView>;
} {
  const written: string[] = [];
  const clock = { now: 0 };
  const stream = {
    write: (text: string): void => {
      written.push(text);
    },
    flush: () => Promise.resolve(undefined),
    isTerminal,
    columns: () => (isTerminal ? columns : undefined),
  };
  return { written, clock, view: progressView(stream, 'en', () => clock.now) };
}

const rows = (done: number, total = 1000): JobProgress => ({
  phase: 'read-report',
  done,
  total,
  unit: 'rows',
});

describe('progress in a log', () => {
  it('leaves no line for a job of a moment', () => {
    const { written, view, clock } = desk(false);
    view.report(rows(0));
    clock.now = 2900;
    view.report(rows(1000));
    view.clear();
    expect(written).toEqual([]);
  });

  it('writes one line every few seconds', () => {
    const { written, view, clock } = desk(false);
    for (clock.now = 0; clock.now <= 10_000; clock.now += 100) view.report(rows(clock.now / 10));
    expect(written).toEqual([
      'Reading report   30 %  300 / 1,000 rows\n',
      'Reading report   60 %  600 / 1,000 rows\n',
      'Reading report   90 %  900 / 1,000 rows\n',
    ]);
  });
});

describe('progress on a terminal', () => {
  it('redraws one line and takes it away at the end', () => {
    const { written, view } = desk(true);
    view.report(rows(500));
    expect(written[0]).toBe('\r[############------------] Reading report   50 %  500 / 1,000 rows\u001b[K');
    view.clear();
    expect(written[1]).toBe('\r\u001b[K');
    view.clear();
    expect(written).toHaveLength(2);
  });

  it('does not redraw more often than ten times a second', () => {
    const { written, view, clock } = desk(true);
    for (clock.now = 0; clock.now < 1000; clock.now += 1) view.report(rows(clock.now));
    expect(written).toHaveLength(10);
  });

  it('estimates the time left once it knows enough', () => {
    const { written, view, clock } = desk(true);
    view.report(rows(0));
    clock.now = 10_000;
    view.report(rows(100));
    expect(written.at(-1)).toContain('-1:30');
  });

  it('never wraps into a second line', () => {
    const { written, view } = desk(true, 30);
    view.report(rows(500));
    const [line = ''] = written;
    expect(displayWidth(line.replace('\r', ''))).toBeLessThanOrEqual(29);
  });
});

describe('the text of a progress line', () => {
  it('gives no percent where the end is not known', () => {
    expect(progressText({ ...rows(1234), total: undefined }, 'en')).toBe('Reading report  1,234 rows');
  });

  it('counts bytes in the unit that suits them', () => {
    const bytes = (done: number, total: number): JobProgress => ({
      phase: 'backup',
      done,
      total,
      unit: 'bytes',
    });
    expect(progressText(bytes(500, 4000), 'en')).toBe('Backing up   12 %  1 / 4 kB');
    expect(progressText(bytes(1_500_000, 3_000_000), 'ja')).toBe('バックアップ中   50 %  1.5 / 3.0 MB');
  });

  it('shows times as a clock', () => {
    expect([clockTime(900), clockTime(65_000), clockTime(3_725_000)]).toEqual(['0:01', '1:05', '1:02:05']);
  });
});
