import { describe, expect, it } from 'vitest';
import { inspect } from 'node:util';
import { AppError } from '#core/errors.ts';
import { parsePlainDate } from '#core/period.ts';
import { checkFetchDates } from '#core/webex/check-fetch-dates.ts';
import { defined } from '#core/assert.ts';
import { parseApiUrl } from '#engine/webex/client/api-url.ts';
import { cleanServerText } from '#engine/webex/client/clean-text.ts';
import { readServerFailure } from '#engine/webex/client/error-body.ts';
import { withoutLinks } from '#engine/webex/client/json.ts';
import { checkDownloadLink, downloadRule } from '#engine/webex/download/download-link.ts';
import { encodeOrganizationId } from '#engine/webex/organization-id.ts';
import { pastedToken } from '#engine/webex/auth/token-source.ts';
import { codeChallenge, createCodeProof } from '#engine/webex/auth/pkce.ts';
import { readReport } from '#engine/webex/reports/report.ts';
import { isRunning } from '#engine/webex/reports/report-state.ts';
import { reveal, secret } from '#engine/webex/secret.ts';

const codeOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
  return 'none';
};
const date = (text: string) => defined(parsePlainDate(text), 'the test writes real dates');

describe('a secret', () => {
  it('does not show in JSON, in a text, or under inspection', () => {
    const wrapped = secret('s3cr3t-value');
    const shown = [
      JSON.stringify({ wrapped }),
      JSON.stringify([wrapped]),
      inspect(wrapped, { depth: 9, showHidden: true }),
    ];
    for (const text of shown) expect(text).not.toContain('s3cr3t');
    expect(reveal(wrapped)).toBe('s3cr3t-value');
  });
});

describe('the address of the API', () => {
  it.each([
    'https://webexapis.com/v1',
    'http://127.0.0.1:8080/v1',
    'http://localhost:1/v1/',
    'http://[::1]:2',
  ])('may be %s', (text) => {
    expect(codeOf(() => parseApiUrl(text))).toBe('none');
  });

  it.each([
    'http://webexapis.com/v1',
    'http://127.0.0.1.evil.example/v1',
    'http://localhost.evil.example/',
    'ftp://localhost/',
    'https://user:pass@webexapis.com/v1',
    'https://webexapis.com/v1?token=x',
    'webexapis.com/v1',
    '',
  ])('may not be %s', (text) => {
    expect(codeOf(() => parseApiUrl(text))).toBe('API_URL_INVALID');
  });

  it('is refused without quoting credentials in it', () => {
    try {
      parseApiUrl('http://name:hunter2@host/v1?key=hunter3');
    } catch (error) {
      expect(String(error)).not.toMatch(/hunter/);
    }
    expect.hasAssertions();
  });
});

describe('the link of a download', () => {
  const rule = downloadRule(new URL('https://webexapis.com/v1'), undefined);
  it.each([
    'https://billing-reports-int-us-east-1.webexcontent.com/a.csv?Signature=x',
    'https://webexcontent.com/a',
  ])('may be %s', (text) => {
    expect(codeOf(() => checkDownloadLink(secret(text), rule))).toBe('none');
  });

  it.each([
    'http://billing-reports.webexcontent.com/a.csv',
    'https://webexcontent.com.evil.example/a',
    'https://evilwebexcontent.com/a',
    'https://u:p@a.webexcontent.com/a',
    'http://127.0.0.1:9/a',
    'file:///etc/passwd',
    'nonsense',
  ])('may not be %s', (text) => {
    expect(codeOf(() => checkDownloadLink(secret(text), rule))).toBe('DOWNLOAD_HOST_REFUSED');
  });

  it('may lead to this machine only where the API runs there as well', () => {
    const local = downloadRule(new URL('http://127.0.0.1:1/v1'), undefined);
    expect(codeOf(() => checkDownloadLink(secret('http://127.0.0.1:9/a'), local))).toBe('none');
  });

  it('may lead to the hosts of a setting instead', () => {
    const other = downloadRule(new URL('https://webexapis.com/v1'), 'reports.example.gov');
    expect(codeOf(() => checkDownloadLink(secret('https://x.reports.example.gov/a'), other))).toBe('none');
    expect(codeOf(() => checkDownloadLink(secret('https://a.webexcontent.com/a'), other))).toBe(
      'DOWNLOAD_HOST_REFUSED',
    );
  });
});

describe('the dates of a report', () => {
  const today = date('2026-11-02');
  const check = (start: string, end: string, day = today) =>
    codeOf(() => {
      checkFetchDates({ start: date(start), end: date(end) }, day);
    });

  it('may end yesterday and begin five years ago to the day', () => {
    expect(check('2026-10-01', '2026-11-01')).toBe('none');
    expect(check('2021-11-02', '2021-11-30')).toBe('none');
  });

  it('may not touch today, the future, or what is older', () => {
    expect(check('2026-10-01', '2026-11-02')).toBe('FETCH_DATES_NOT_PAST');
    expect(check('2026-12-01', '2026-12-31')).toBe('FETCH_DATES_NOT_PAST');
    expect(check('2021-11-01', '2021-11-30')).toBe('FETCH_DATES_TOO_OLD');
  });

  it('may not be reversed', () => {
    expect(check('2026-10-31', '2026-10-01')).toBe('FETCH_DATES_REVERSED');
  });

  it('take 29 February for the 28th five years earlier', () => {
    expect(check('2023-02-28', '2023-03-01', date('2028-02-29'))).toBe('none');
    expect(check('2023-02-27', '2023-03-01', date('2028-02-29'))).toBe('FETCH_DATES_TOO_OLD');
  });
});

describe('a report of the API', () => {
  it('is read with unknown fields, values and statuses, and shown without its link', () => {
    const read = readReport({
      id: 'Y2lz',
      billingStartDate: '2026-10-01',
      billingEndDate: '2026-10-31T00:00:00Z',
      type: 'Location',
      status: 'QUEUED_FOR_LATER',
      category: 'SOMETHING_NEW',
      tempDownloadURL: 'https://a.webexcontent.com/x.csv?Signature=abc',
      mirrorLink: 'https://b/x.csv?Expires=1&Signature=abc&Key-Pair-Id=k',
      nested: { deep: [{ anotherDownloadUrl: 'https://c' }] },
      errors: null,
    });
    expect(read).toMatchObject({
      type: 'LOCATION',
      status: 'QUEUED_FOR_LATER',
      billingEndDate: '2026-10-31',
    });
    expect(read && isRunning(read)).toBe(true);
    expect(JSON.stringify(read)).not.toMatch(/abc|https:\/\/c/);
  });

  it('takes error codes as numbers and as texts, and reportType for type', () => {
    const read = readReport({
      id: 'x',
      reportType: 'USER',
      status: 'FAILED',
      errors: [{ code: 2024, description: 'gone' }, { code: '2025' }],
    });
    expect(read?.type).toBe('USER');
    expect(read?.errors.map((error) => error.code)).toEqual(['2024', '2025']);
  });

  it('is no report without an id', () => {
    expect(readReport({ status: 'COMPLETED' })).toBeUndefined();
  });
});

describe('what a server says', () => {
  it('is cut of links, tokens, control characters and length', () => {
    const text = cleanServerText(
      `no\u001b[31m access\nto https://h.example/a.csv?Expires=1&Signature=QUJD with Bearer ${'x'.repeat(80)} ${'word '.repeat(99)}`,
    );
    for (const bad of ['QUJD', 'xxxx', '\u001b', '\n']) expect(text).not.toContain(bad);
    expect(text.length).toBeLessThanOrEqual(300);
    expect(text).toContain('https://h.example/a.csv');
  });

  it('is read from the body, the tracking id from the header first', () => {
    const body =
      '{"message":"no","errors":[{"description":"Billing Report not found.","errorCode":"2024"}],"trackingId":"B"}';
    const read = readServerFailure(
      new Headers({ trackingid: 'H', 'content-type': 'application/json' }),
      body,
    );
    expect(read).toEqual({ code: '2024', detail: 'no Billing Report not found.', trackingId: 'H' });
  });

  it('is named and not quoted where it is HTML', () => {
    const read = readServerFailure(
      new Headers({ 'content-type': 'text/html; charset=x' }),
      '<html>secret page</html>',
    );
    expect(read).toEqual({ code: '', detail: 'text/html', trackingId: '' });
  });

  it('loses links in any depth, by name and by look', () => {
    expect(withoutLinks({ a: [{ tempDownloadURL: 'x', b: 1 }], c: 'https://h/?signature=1' })).toEqual({
      a: [{ b: 1 }],
      c: '[link]',
    });
  });
});

describe('tokens and ids', () => {
  it('refuse a token that no header could hold, without quoting it', () => {
    expect(codeOf(() => pastedToken('abc\ndef'))).toBe('TOKEN_MALFORMED');
    expect(codeOf(() => pastedToken('  '))).toBe('TOKEN_MALFORMED');
    expect(codeOf(() => pastedToken(' Bearer abc '))).toBe('none');
  });

  it('encode a bare organisation id and leave others alone', () => {
    const encoded = 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi81MmNmNTc2ZC02MGE4LTQwN2EtYjIyYy00NjdjNTE1OTE5MDg';
    expect(encodeOrganizationId('52CF576D-60a8-407a-b22c-467c51591908')).toBe(encoded);
    expect(encodeOrganizationId(encoded)).toBe(encoded);
  });

  it('make the challenge of RFC 7636', () => {
    expect(codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    );
    expect(reveal(createCodeProof().verifier)).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});
