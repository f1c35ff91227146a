import { describe, expect, it } from 'vitest';
import { redactStack, redactText } from '#shared/log/redact.ts';

describe('what a log keeps of a message', () => {
  it.each([
    ['Amount 12,345.60 differs', 'Amount # differs'],
    ['No customer "株式会社サンプル" in 3 rows', 'No customer "…" in # rows'],
    ["Cannot read 'Acme Corp'", 'Cannot read "…"'],
    ['Unexpected token A, "{"name":Acme, "x"..." is no JSON', 'Unexpected token A, "…" is no JSON'],
    ["open '/data/Acme's books/x.csv'", 'open "…"'],
    ["It can't be read: 'Acme", 'It can\'t be read: "…"'],
    ['mail keiko@example.jp now', 'mail (mail) now'],
    ['Authorization: Bearer abc.def', 'Authorization: Bearer …'],
    ['GET https://example.com/report?sig=abc failed', 'GET (address) failed'],
    ['token NDUzZTQ4YjAtODYzNS00ZjY0LWI0 rejected', 'token … rejected'],
    ['open /home/keiko/books/x.csv', 'open ~/books/x.csv'],
  ])('is its words: %s', (message, kept) => {
    expect(redactText(message, '/home/keiko')).toBe(kept);
  });

  it('is where it happened, without the message', () => {
    const stack =
      'Error: secret 42\nmore secret\n    at f (/home/keiko/app/cli.js:1:2)\n    at g (node:fs:3:4)';
    expect(redactStack(stack, '/home/keiko')).toEqual([
      '    at f (~/app/cli.js:1:2)',
      '    at g (node:fs:3:4)',
    ]);
  });
});
