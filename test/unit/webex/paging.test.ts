import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { nextLink, nextPageUrl } from '#engine/webex/client/paging.ts';

const first = new URL(
  'https://webexapis.com/v1/wholesale/billing/reports?billingStartDate=2026-10-01&max=100',
);

describe('the Link header', () => {
  it('is read for rel="next" among several links', () => {
    expect(
      nextLink('<https://a/1>; rel="prev", <https://a/3?x=1,2;y>; rel="next", <https://a/0>; rel="first"'),
    ).toBe('https://a/3?x=1,2;y');
  });

  it('is read without quotes, with other parameters and with several relations', () => {
    expect(nextLink('<https://a/2>; title="a, b"; rel=next')).toBe('https://a/2');
    expect(nextLink('<https://a/2>;REL="last next"')).toBe('https://a/2');
  });

  it('yields nothing where there is no next', () => {
    expect(nextLink(null)).toBeUndefined();
    expect(nextLink('')).toBeUndefined();
    expect(nextLink('<https://a/1>; rel="nextish"')).toBeUndefined();
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        nextLink(text);
      }),
    );
  });
});

describe('the address of the next page', () => {
  it('loses max=null and gets the size of the first page back', () => {
    const url = nextPageUrl(
      'https://webexapis.com/v1/wholesale/billing/reports?max=null&offset=100',
      first,
      first,
    );
    expect(url?.searchParams.get('max')).toBe('100');
    expect(url?.searchParams.get('offset')).toBe('100');
  });

  it('gets back the filters that the link has dropped, and keeps those that it changed', () => {
    const url = nextPageUrl('/v1/wholesale/billing/reports?offset=100&max=50', first, first);
    expect(url?.href).toBe(
      'https://webexapis.com/v1/wholesale/billing/reports?offset=100&max=50&billingStartDate=2026-10-01',
    );
  });
});
