import { describe, expect, it } from 'vitest';
import { DEFAULT_RETRY_POLICY, retryAfterMs, retryPauseMs } from '#engine/webex/client/retry.ts';

const answer = (status: number, headers: Record<string, string> = {}) =>
  ({ kind: 'answer', status, headers: new Headers(headers), body: '' }) as const;
const broken = (reason: string, mayHaveArrived: boolean) =>
  ({ kind: 'failure', reason, mayHaveArrived }) as const;
const host = { nowMs: Date.parse('2026-11-02T09:00:00Z'), random: () => 0 };
const pause = (
  method: 'GET' | 'POST' | 'DELETE',
  outcome: Parameters<typeof retryPauseMs>[1],
  repeated = 0,
  random = 0,
): number | undefined =>
  retryPauseMs(method, outcome, repeated, DEFAULT_RETRY_POLICY, { ...host, random: () => random });

describe('Retry-After', () => {
  it('is read as seconds and as a date, one second at least', () => {
    expect(retryAfterMs(new Headers({ 'retry-after': '7' }), host.nowMs)).toBe(7000);
    expect(retryAfterMs(new Headers({ 'retry-after': '0' }), host.nowMs)).toBe(1000);
    expect(retryAfterMs(new Headers({ 'retry-after': 'Mon, 02 Nov 2026 09:00:30 GMT' }), host.nowMs)).toBe(
      30_000,
    );
  });

  it('is undefined when absent or malformed', () => {
    expect(retryAfterMs(new Headers(), host.nowMs)).toBeUndefined();
    expect(retryAfterMs(new Headers({ 'retry-after': 'soon' }), host.nowMs)).toBeUndefined();
  });
});

describe('a GET', () => {
  it.each([423, 429, 500, 502, 503, 504])('is repeated on %i', (status) => {
    expect(pause('GET', answer(status))).toBeGreaterThan(0);
  });

  it.each([200, 204, 301, 400, 401, 403, 404, 409, 410])('is not repeated on %i', (status) => {
    expect(pause('GET', answer(status))).toBeUndefined();
  });

  it('is repeated when the network breaks', () => {
    expect(pause('GET', broken('ECONNRESET', true))).toBeGreaterThan(0);
  });

  it('waits twice as long each time, up to the ceiling, between half and the whole of it', () => {
    expect([0, 1, 2, 3, 4, 5].map((n) => pause('GET', answer(500), n, 1))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000,
    ]);
    expect(pause('GET', answer(500), 3, 0)).toBe(4000);
  });

  it('never comes back before the server has asked for', () => {
    expect(pause('GET', answer(429, { 'retry-after': '20' }), 0, 0)).toBe(20_000);
    expect(pause('GET', answer(429, { 'retry-after': '20' }), 0, 1)).toBe(22_000);
  });

  it('does not wait for a server that asks for hours', () => {
    expect(pause('GET', answer(429, { 'retry-after': '7200' }))).toBeUndefined();
  });

  it('gives up after six repetitions, three where no connection came about', () => {
    expect(pause('GET', answer(500), 6)).toBeUndefined();
    expect(pause('GET', broken('ECONNREFUSED', false), 3)).toBeUndefined();
  });
});

describe.each(['POST', 'DELETE'] as const)('a %s', (method) => {
  it('is repeated only where the first one was not carried out', () => {
    expect(pause(method, answer(429))).toBeGreaterThan(0);
    expect(pause(method, answer(423))).toBeGreaterThan(0);
    expect(pause(method, answer(503, { 'retry-after': '2' }))).toBeGreaterThan(0);
    expect(pause(method, broken('ENOTFOUND', false))).toBeGreaterThan(0);
  });

  it('is not repeated where it may have been', () => {
    expect(pause(method, answer(503))).toBeUndefined();
    expect(pause(method, answer(500))).toBeUndefined();
    expect(pause(method, answer(504))).toBeUndefined();
    expect(pause(method, broken('ECONNRESET', true))).toBeUndefined();
    expect(pause(method, broken('timeout', true))).toBeUndefined();
  });
});
