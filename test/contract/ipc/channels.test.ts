import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AppError } from '#core/errors.ts';
import { CHANNELS } from '#shared/ipc/channels.ts';
import { CONTRACT } from '#shared/ipc/contract/contract.ts';
import { edge, OWN_PAGE } from './edge.ts';
import { SAMPLES } from './samples.ts';

const good = () => edge((channel) => ({ ok: true, value: SAMPLES[channel].output }));
const frameOf = (url: string, parent: unknown = null) => ({ url, parent });
const FOREIGN = {
  'a page from elsewhere': frameOf('https://example.com/'),
  'a look-alike host': frameOf('app://tieout.example.com/'),
  'an address that mentions ours': frameOf('https://example.com/?app://tieout'),
  'our host with another scheme': frameOf('https://tieout/'),
  'an address with a user': frameOf('app://x@tieout/'),
  'a page without an address': frameOf('about:blank'),
  'a file': frameOf('file:///app/index.html'),
  'a frame within our page': frameOf('app://tieout/index.html', {}),
};

test('every channel is registered, once, and nothing else is', () => {
  expect([...good().registered.keys()].sort()).toEqual([...CHANNELS].sort());
});

describe.each(CHANNELS)('%s', (channel) => {
  test('answers what fits its schema, and the answer survives the structured clone', async () => {
    const line = good();
    expect(await line.ask(channel, SAMPLES[channel].input)).toEqual({
      ok: true,
      value: SAMPLES[channel].output,
    });
    expect(line.reached).toEqual([channel]);
  });

  test('refuses every sender but the main frame of the own page', async () => {
    const line = good();
    for (const [who, senderFrame] of Object.entries(FOREIGN)) {
      const outcome = await line.ask(channel, SAMPLES[channel].input, {
        senderFrame,
        sender: { mainFrame: senderFrame },
      });
      expect(outcome, who).toMatchObject({ ok: false, error: { code: 'REQUEST_REFUSED' } });
    }
    const gone = { senderFrame: null, sender: { mainFrame: OWN_PAGE.senderFrame } };
    const other = { senderFrame: frameOf('app://tieout/'), sender: { mainFrame: OWN_PAGE.senderFrame } };
    for (const sender of [gone, other]) {
      expect(await line.ask(channel, SAMPLES[channel].input, sender)).toMatchObject({ ok: false });
    }
    expect(line.reached).toEqual([]);
  });

  test('refuses garbage, and never calls its function with it', async () => {
    const line = good();
    const garbage = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true });
    await fc.assert(
      fc.asyncProperty(garbage, async (payload) => {
        if (CONTRACT[channel].input.safeParse(payload).success) return;
        const outcome = await line.ask(channel, payload);
        expect(outcome).toMatchObject({ ok: false, error: { code: 'REQUEST_INVALID' } });
      }),
      { numRuns: 60 },
    );
    expect(line.reached).toEqual([]);
  });

  test('refuses a request with a member that the contract does not name', async () => {
    const line = good();
    const { input } = SAMPLES[channel];
    const payload = { ...(input ?? {}), __proto: 1 };
    expect(await line.ask(channel, payload)).toMatchObject({ error: { code: 'REQUEST_INVALID' } });
  });

  test('an answer that does not fit is a mistake of ours: it gets a number and does not cross', async () => {
    const line = edge(() => ({ ok: true, value: { secret: '/home/keiko' } }));
    const outcome = await line.ask(channel, SAMPLES[channel].input);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'INTERNAL', incidentId: 'abcd1234' } });
    expect(JSON.stringify(outcome)).not.toContain('keiko');
  });

  test('an unknown error gets a number; its message, stack and paths stay', async () => {
    const line = edge(() => {
      throw new Error('SELECT * FROM usage in /home/keiko/tieout.db');
    });
    expect(await line.ask(channel, SAMPLES[channel].input)).toEqual({
      ok: false,
      error: { code: 'INTERNAL', params: { incidentId: 'abcd1234' }, incidentId: 'abcd1234' },
    });
    expect(line.incidents).toHaveLength(1);
  });

  test('an expected error crosses with its code, without folders', async () => {
    const line = edge(() => {
      throw new AppError('FILE_NOT_FOUND', { file: '/home/keiko/books/invoice.xlsx' });
    });
    expect(await line.ask(channel, SAMPLES[channel].input)).toEqual({
      ok: false,
      error: { code: 'FILE_NOT_FOUND', params: { file: 'invoice.xlsx' }, incidentId: null },
    });
  });
});

describe('an oversized request', () => {
  test.each([
    ['too long a text', { token: 'x'.repeat(1_000_001) }],
    ['too many values', { files: Array.from({ length: 5001 }, () => 'x') }],
    ['too deep', JSON.parse('{"a":'.repeat(40) + '1' + '}'.repeat(40)) as unknown],
    ['raw bytes', { token: new Uint8Array(8) }],
    ['a map', new Map([['token', 'x']])],
  ])('is refused before any schema looks at it: %s', async (_what, payload) => {
    const line = good();
    expect(await line.ask('webex:keep-token', payload)).toMatchObject({
      error: { code: 'REQUEST_INVALID' },
    });
    expect(line.refusals).toEqual(['size']);
    expect(line.reached).toEqual([]);
  });
});
