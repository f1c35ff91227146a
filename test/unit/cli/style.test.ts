import { describe, expect, it } from 'vitest';
import { styleFor } from '#cli/output/style.ts';

const stream = (isTerminal: boolean): Parameters<typeof styleFor>[0] => ({
  write: () => undefined,
  flush: () => Promise.resolve(undefined),
  isTerminal,
  columns: () => undefined,
});

describe('colours', () => {
  it('are there on a terminal', () => {
    expect(styleFor(stream(true), {}).bad('CHECK')).toBe('\u001b[31mCHECK\u001b[39m');
  });

  it('are not in a pipe or a file', () => {
    expect(styleFor(stream(false), {}).bad('CHECK')).toBe('CHECK');
  });

  it('are not where NO_COLOR holds anything, nor on a dumb terminal', () => {
    expect(styleFor(stream(true), { NO_COLOR: '1' }).good('OK')).toBe('OK');
    expect(styleFor(stream(true), { NO_COLOR: '' }).good('OK')).not.toBe('OK');
    expect(styleFor(stream(true), { TERM: 'dumb' }).good('OK')).toBe('OK');
  });
});
