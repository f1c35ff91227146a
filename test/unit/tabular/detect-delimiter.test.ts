import { describe, expect, it } from 'vitest';
import { delimiterDirective, detectDelimiter } from '#engine/importers/tabular/text/detect-delimiter.ts';

describe('detectDelimiter', () => {
  it.each([
    [',', 'a,b,c\n1,2,3\n'],
    [';', 'Kunde;Menge;Preis\nAcme;1,5;2,00\nBeta;2,5;3,00\n'],
    ['\t', 'a\tb\n1,234.00\t2\n5,678.00\t3\n'],
    ['|', 'a|b|c\n1|2|3\n'],
    [',', '"a;b","c;d"\n"1;2","3;4"\n'],
    [';', 'FROM;TO\n"Acme, Inc.";Acme\nBeta, Ltd.;Beta\nGamma, K.K.;Gamma\n'],
    [',', 'INVOICE 2026-10\n\nfrom: Cisco; to: Partner\nsub,sku,qty\n1,2,3\n4,5,6\n7,8,9\n,,12\n'],
    [';', '1,5;2,5\n3,5;4,5\n'],
    [',', 'one column\nof text\n'],
    [',', 'id,"text; with, marks"\n1,"a; b, c"\n2,"d\n; e"\n'],
  ])('finds %j', (delimiter, text) => {
    expect(detectDelimiter(text)).toBe(delimiter);
  });

  it('is not misled by a sample that ends within quotes', () => {
    expect(detectDelimiter('a;b;c\n1;2;3\n4;"5,6,7')).toBe(';');
  });
});

describe('delimiterDirective', () => {
  it.each([
    ['sep=;\r\na;b', ';', 7],
    ['SEP=|\na|b', '|', 6],
    ['sep=\t\na\tb', '\t', 6],
    ['"sep=,"\na,b', ',', 8],
  ])('reads %j', (text, delimiter, length) => {
    expect(delimiterDirective(text)).toEqual({ delimiter, length });
  });

  it.each(['sep=;;\n', 'separator\n', 'a,sep=;\n', 'sep\n'])('finds none in %j', (text) => {
    expect(delimiterDirective(text)).toBeUndefined();
  });
});
