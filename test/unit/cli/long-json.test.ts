import { describe, expect, it } from 'vitest';
import type { CliHost, TextStream } from '#cli/host.ts';
import { openSession } from '#cli/open-session.ts';

/** A reader that takes what is queued only when it is waited for. */
function slowReader(): {
  readonly stream: TextStream;
  readonly text: () => string;
  readonly most: () => number;
} {
  let queued = '';
  let taken = '';
  let most = 0;
  return {
    stream: {
      write: (text) => {
        queued += text;
        most = Math.max(most, queued.length);
      },
      flush: () => {
        taken += queued;
        queued = '';
        return Promise.resolve(undefined);
      },
      isTerminal: false,
      columns: () => undefined,
    },
    text: () => taken + queued,
    most: () => most,
  };
}

function sessionTo(stdout: TextStream, json: boolean): ReturnType<typeof openSession> {
  const host: CliHost = {
    argv: [],
    env: {},
    platform: 'linux',
    homeFolder: '/home/keiko',
    currentFolder: '/home/keiko',
    stdout,
    stderr: slowReader().stream,
    ask: () => Promise.resolve(undefined),
    now: () => 0,
    signal: new AbortController().signal,
  };
  return openSession(host, { json }, 'en');
}

/** A hundred texts of some 100 KB, each asked for only when it is written. */
function* longTexts(): Generator<string> {
  for (let item = 0; item < 100; item += 1) yield JSON.stringify({ item, text: 'x'.repeat(100_000) });
}

describe('a long document on standard output', () => {
  it('is whole, and never waits in memory for a slow reader', async () => {
    const reader = slowReader();
    await sessionTo(reader.stream, true).printLongJson(
      { lines: [], verdict: 'tied' },
      { lines: longTexts() },
    );
    const document = JSON.parse(reader.text()) as { lines: { item: number }[]; verdict: string };
    expect(document.lines.map(({ item }) => item)).toEqual(Array.from({ length: 100 }, (_, item) => item));
    expect(document.verdict).toBe('tied');
    expect(reader.most()).toBeLessThan(1_300_000);
  });

  it('is nothing without --json', async () => {
    const reader = slowReader();
    await sessionTo(reader.stream, false).printLongJson({ lines: [] }, { lines: longTexts() });
    expect(reader.text()).toBe('');
  });
});
