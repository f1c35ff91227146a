import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportWorkbook } from '#engine/exporters/export-workbook.ts';
import { quietContext, readParts, temporaryFolder, writeMonth } from '../../support/workbook-file.ts';
import { workbookMonth } from '../../support/workbook-month.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

describe('the package', () => {
  let parts: ReadonlyMap<string, string> = new Map();
  const part = (name: string): string => parts.get(name) ?? '';
  const matching = (pattern: RegExp): readonly (readonly [string, string])[] =>
    [...parts].filter(([name]) => pattern.test(name));
  beforeAll(async () => {
    parts = await readParts(await writeMonth(workbookMonth(), folder.path));
  });

  it('holds well-formed XML in every part', () => {
    for (const [name, text] of parts) {
      const parser = new SaxesParser({ xmlns: true });
      parser.on('error', (error) => {
        throw new Error(`${name}: ${error.message}`);
      });
      parser.write(text).close();
    }
    expect(parts.size).toBeGreaterThan(20);
  });

  it('holds no macro, no external link and no connection', () => {
    expect(
      [...parts.keys()].filter((name) => /vba|macro|external|connection|embed|activeX/i.test(name)),
    ).toEqual([]);
    expect([...parts].filter(([, text]) => text.includes('TargetMode="External"'))).toEqual([]);
    expect(part('[Content_Types].xml')).not.toMatch(/macroEnabled/);
  });

  it('declares a content type for each part and a target for each relation', () => {
    const types = part('[Content_Types].xml');
    for (const name of parts.keys()) {
      if (name.endsWith('.rels') || name === '[Content_Types].xml') continue;
      expect(types, name).toContain(`PartName="/${name}"`);
    }
    for (const [name, text] of matching(/\.rels$/)) {
      const base = path.posix.dirname(path.posix.dirname(name));
      for (const [, target] of text.matchAll(/Target="([^"]*)"/g)) {
        const resolved = target!.startsWith('/') ? target!.slice(1) : path.posix.join(base, target!);
        expect(parts.has(resolved), `${name} -> ${resolved}`).toBe(true);
      }
    }
  });

  it('gives each table its own id, its own name and unique headers that its cells repeat', () => {
    const tables = matching(/^xl\/tables\//).map(([, text]) => text);
    const attribute = (name: string): readonly (string | undefined)[] =>
      tables.map((text) => new RegExp(`<table [^>]*\\b${name}="([^"]*)"`).exec(text)?.[1]);
    expect(new Set(attribute('id')).size).toBe(tables.length);
    expect(new Set(attribute('name')).size).toBe(tables.length);
    for (const text of tables) {
      const headers = [...text.matchAll(/<tableColumn id="\d+" name="([^"]*)"/g)].map(([, name]) =>
        name!.toLowerCase(),
      );
      expect(new Set(headers).size).toBe(headers.length);
    }
    for (const [sheet, text] of matching(/^xl\/worksheets\/_rels\//)) {
      const body = part(sheet.replace('_rels/', '').replace('.rels', ''));
      for (const [, target] of text.matchAll(/Target="\.\.\/tables\/([^"]*)"/g)) {
        for (const [, name] of part(`xl/tables/${target}`).matchAll(
          /<tableColumn id="\d+" name="([^"]*)"/g,
        )) {
          expect(body, sheet).toContain(`<t>${name}</t>`);
        }
      }
    }
  });

  it('has no table without rows', () => {
    for (const [name, text] of matching(/^xl\/tables\//)) {
      const [, first, last] = /<autoFilter ref="[A-Z]+(\d+):[A-Z]+(\d+)"/.exec(text) ?? [];
      expect(Number(last), name).toBeGreaterThan(Number(first));
    }
  });

  it('asks for a full calculation on load and still stores every result', () => {
    expect(part('xl/workbook.xml')).toMatch(/<calcPr[^>]*fullCalcOnLoad="1"/);
    for (const [name, text] of matching(/^xl\/worksheets\/sheet/)) {
      expect(text.includes('</f></c>'), name).toBe(false);
    }
  });

  it('calculates with names instead of constants', () => {
    const formulas = matching(/^xl\/worksheets\/sheet/).flatMap(([, text]) =>
      [...text.matchAll(/<f>([^<]*)<\/f>/g)].map(([, formula]) => formula!),
    );
    const withoutTexts = formulas.map((formula) =>
      formula
        .replaceAll(/&quot;.*?&quot;/g, '')
        .replaceAll(/\[[^\]]*\]/g, '')
        .replaceAll(/SUBTOTAL\(109,/g, '')
        .replaceAll(/\$?[A-Z]+\$?\d+/g, '')
        .replaceAll(/Tolerance_T\d+|tblUsage\w*/g, ''),
    );
    // 0 as a sign, as "exact match", as "nothing": no other number stands in a formula.
    expect(withoutTexts.filter((formula) => /[1-9]/.test(formula))).toEqual([]);
  });

  it('stays within what Excel can hold', () => {
    for (const [, text] of matching(/^xl\/worksheets\/sheet/)) {
      for (const [, sheetText] of text.matchAll(/<t(?: xml:space="preserve")?>([^<]*)<\/t>/g)) {
        expect(sheetText!.length).toBeLessThanOrEqual(32_767 * 6);
      }
    }
    for (const [, name] of part('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)) {
      expect(name!.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[[\]:*?/\\]/);
    }
  });
});

describe('the same run', () => {
  const write = async (name: string): Promise<Buffer> => {
    const month = workbookMonth();
    const file = path.join(folder.path, name);
    await exportWorkbook(
      month.result,
      month.sources,
      { language: 'ja', detail: 'user' },
      file,
      quietContext(),
    );
    return readFileSync(file);
  };

  it('gives the same bytes twice', async () => {
    expect((await write('first.xlsx')).equals(await write('second.xlsx'))).toBe(true);
  });

  it('gives the same bytes in another time zone', async () => {
    const zone = process.env['TZ'];
    try {
      process.env['TZ'] = 'Asia/Tokyo';
      const tokyo = await write('tokyo.xlsx');
      process.env['TZ'] = 'America/Los_Angeles';
      expect((await write('los-angeles.xlsx')).equals(tokyo)).toBe(true);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('is told by its size and fingerprint', async () => {
    const month = workbookMonth();
    const file = path.join(folder.path, 'told.xlsx');
    const written = await exportWorkbook(
      month.result,
      month.sources,
      { language: 'en', detail: 'partner' },
      file,
      quietContext(),
    );
    const bytes = readFileSync(file);
    expect(written).toEqual({
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });
});
