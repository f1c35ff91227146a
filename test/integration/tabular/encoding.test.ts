import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import iconv from 'iconv-lite';
import { cellText } from '#core/tabular/table.ts';
import { errorOf, readContent } from './support.ts';

/** What iconv-lite calls the encodings: other software than the one under test. */
const CODEC = { shift_jis: 'cp932', 'euc-jp': 'eucjp', 'windows-1252': 'win1252' } as const;
type Legacy = keyof typeof CODEC;

const encode = (text: string, encoding: Legacy): Buffer => iconv.encode(text, CODEC[encoding]);

/** The encoding that is detected, and the cells of the first row. */
async function detected(content: Uint8Array): Promise<{ encoding: string | undefined; cells: unknown }> {
  const { file, tables } = await readContent('table.csv', content);
  return { encoding: file.encoding, cells: tables[0]?.[0]?.cells };
}

describe('the encoding of a text', () => {
  it.each<[string, Legacy, string]>([
    // The table of the domain rules.
    ['short headers', 'shift_jis', '処理区分,件数\r\n'],
    ['other short headers', 'shift_jis', '点検連番,型式\r\n'],
    ['one Japanese name in ASCII', 'shift_jis', 'customer,sku,quantity\r\n田中,A-1,12\r\nAcme,A-2,3\r\n'],
    ['short headers', 'euc-jp', '処理区分,件数\n'],
    ['German umlauts', 'windows-1252', 'Kunde;Straße\r\nMüller;Größe\r\n'],
    ['French accents', 'windows-1252', 'Société,Numéro\r\nÉnergie générale,n° 12\r\n'],
    // Headers that no dictionary of ours has.
    ['unseen headers', 'shift_jis', '契約番号,品目,利用者数,税抜金額\r\n'],
    ['unseen headers', 'euc-jp', '契約番号,品目,利用者数,税抜金額\n'],
    ['one kanji', 'shift_jis', 'id,円\r\n'],
    ['characters of CP932 that the standard lacks', 'shift_jis', '①㈱髙﨑,№,～,Ⅲ\r\n'],
    ['half-width kana among kanji', 'shift_jis', 'ｻｰﾋﾞｽ名,ﾕｰｻﾞｰ数,金額\r\n'],
    ['half-width kana alone', 'shift_jis', 'ﾀﾅｶ ﾀﾛｳ,ﾔﾏﾀﾞ ﾊﾅｺ\r\n'],
    ['katakana', 'shift_jis', 'サブスクリプション,ユーザー\r\n'],
    ['katakana', 'euc-jp', 'サブスクリプション,ユーザー\n'],
    ['hiragana', 'euc-jp', 'お客さま,ご利用\n'],
    ['kana of bank transfers after Latin text', 'shift_jis', 'Cisco,ｼｽｺｼｽﾃﾑｽﾞ(ｶ\r\n'],
    ['an apostrophe of Word', 'windows-1252', 'Joe’s Diner,12\r\n'],
    ['a dash and quotes of Word', 'windows-1252', '2026 – 2027,“quoted”\r\n'],
    ['a euro sign', 'windows-1252', 'price in €,12\r\n'],
    ['a pound sign', 'windows-1252', '£12,a\r\n'],
    ['a degree sign', 'windows-1252', '25 °C,b\r\n'],
    ['a single accent', 'windows-1252', 'Café,1\r\n'],
    ['an upper-case accent', 'windows-1252', 'Étage,1\r\n'],
    ['Spanish', 'windows-1252', 'Compañía,Descripción,¿Cuántos?\r\n'],
    ['Scandinavian', 'windows-1252', 'Ångström AS,Blåbærsyltetøy\r\n'],
  ])('is found for %s in %s', async (_name, encoding, text) => {
    const result = await detected(encode(text, encoding));
    expect(result).toEqual({
      encoding,
      cells: text.split(/\r?\n/)[0]?.split(/[,;]/),
    });
  });

  it.each<[string, Buffer, string]>([
    ['UTF-8', Buffer.from('請求書,1\n'), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from('\uFEFF請求書,1\n'), 'utf-8'],
    ['plain ASCII', Buffer.from('請求書,1\n'.replace('請求書', 'invoice')), 'utf-8'],
    ['UTF-16 LE with a mark', Buffer.from('\uFEFF請求書,1\n', 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with a mark', Buffer.from('\uFEFF請求書,1\n', 'utf16le').swap16(), 'utf-16be'],
    ['UTF-16 LE without a mark', Buffer.from('請求書,1,2,3\n'.repeat(9), 'utf16le'), 'utf-16le'],
    ['UTF-16 BE without a mark', Buffer.from('請求書,1,2,3\n'.repeat(9), 'utf16le').swap16(), 'utf-16be'],
    ['ISO-2022-JP', Buffer.from('\u001b$B@A5a=q\u001b(B,1\n', 'latin1'), 'iso-2022-jp'],
  ])('is found for %s', async (_name, content, encoding) => {
    const result = await detected(content);
    expect(result.encoding).toBe(encoding);
    expect((result.cells as string[])[0]).toMatch(/^(請求書|invoice)$/);
  });

  it.each<[string, Buffer]>([
    ['UTF-8 that is cut off within a character', Buffer.from('顧客,金額\nテスト').subarray(0, -1)],
    [
      'UTF-8 with a few broken bytes',
      Buffer.concat([Buffer.from('顧客名称一覧\n'), Buffer.from([0x93, 0x0a])]),
    ],
    ['Shift_JIS that is cut off within a character', encode('顧客,金額', 'shift_jis').subarray(0, -1)],
    [
      'UTF-16 with half a character',
      Buffer.concat([Buffer.from('\uFEFFa,b\n', 'utf16le'), Buffer.from([0x41])]),
    ],
    [
      'two encodings in one file',
      Buffer.concat([encode('請求明細\n', 'shift_jis'), Buffer.from('請求明細\n')]),
    ],
    ['bytes that read equally well as kanji of EUC-JP and as half-width kana', encode('顧客\n', 'euc-jp')],
  ])('is not guessed for %s', async (_name, content) => {
    const error = await errorOf(readContent('table.csv', content));
    expect(error.code).toBe('FILE_ENCODING_UNKNOWN');
    expect(error.params['file']).toBe('table.csv');
  });

  it('follows a header word of the caller where the bytes alone do not tell', async () => {
    const { file } = await readContent('t.csv', encode('顧客\n', 'euc-jp'), { headerWords: ['顧客'] });
    expect(file.encoding).toBe('euc-jp');
  });

  it('is what a person chose, by any usual name', async () => {
    const content = encode('ﾃｽﾄ,Ä\n', 'windows-1252');
    expect((await readContent('t.csv', content, { encoding: 'CP1252' })).file.encoding).toBe('windows-1252');
    const kana = await readContent('t.csv', encode('ﾃｽ\n', 'shift_jis'), { encoding: 'Windows-31J' });
    expect(kana.tables[0]?.[0]?.cells).toEqual(['ﾃｽ']);
  });

  it('is refused where the file does not decode in the one that a person chose', async () => {
    const error = await errorOf(
      readContent('t.csv', encode('Müller\n', 'windows-1252'), { encoding: 'utf-8' }),
    );
    expect(error.code).toBe('FILE_ENCODING_UNKNOWN');
  });

  it('is refused where a person chose one that is not offered', async () => {
    const error = await errorOf(readContent('t.csv', 'a,b\n', { encoding: 'klingon' }));
    expect([error.code, error.params['detail']]).toEqual(['FILE_ENCODING_UNKNOWN', 'klingon']);
  });

  it('keeps characters whole that stand across the blocks in which a file is read', async () => {
    const line = `${'日本語テキスト'.repeat(20)},${'x'.repeat(13)}\n`;
    const content = encode(line.repeat(3000), 'shift_jis');
    expect(content.length).toBeGreaterThan(600 * 1024);
    const { tables } = await readContent('t.csv', content);
    expect(tables[0]?.length).toBe(3000);
    expect(new Set(tables[0]?.map((row) => row.cells.map(cellText).join(',')))).toEqual(
      new Set([line.trimEnd()]),
    );
  });

  it('never turns Japanese text into something else: it is read exactly, or refused', async () => {
    // Rows 16 to 47 of JIS X 0208 and the kana: what people write.
    const decoder = new TextDecoder('euc-jp');
    const kanji = fc
      .tuple(fc.integer({ min: 0xb0, max: 0xce }), fc.integer({ min: 0xa1, max: 0xfe }))
      .map((bytes) => decoder.decode(Uint8Array.from(bytes)));
    const kana = fc.integer({ min: 0x30a1, max: 0x30f4 }).map((code) => String.fromCharCode(code));
    const word = fc
      .array(fc.oneof(kanji, kana), { minLength: 1, maxLength: 6 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.constantFrom<Legacy>('shift_jis', 'euc-jp'),
        async (words, encoding) => {
          const content = encode(`${words.join(',')}\n`, encoding);
          // A kanji or two can be valid UTF-8 by chance (¡ is 臓 in EUC-JP); valid UTF-8 is UTF-8, by rule.
          fc.pre(!isUtf8(content));
          const outcome = await readContent('t.csv', content).then(
            ({ tables }) => tables[0]?.[0]?.cells,
            (error: unknown) => (error as { code: string }).code,
          );
          expect([words, 'FILE_ENCODING_UNKNOWN']).toContainEqual(outcome);
        },
      ),
      { numRuns: 150 },
    );
  });
});
