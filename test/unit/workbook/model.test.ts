import { describe, expect, it } from 'vitest';
import { references } from '#core/workbook/formula.ts';
import type { TableModel } from '#core/workbook/column.ts';
import { SHEET_IDS, SHEET_NAMES } from '#core/workbook/sheets.ts';
import { CHECKS_TABLE } from '#core/workbook/tables/checks-table.ts';
import { EXCEPTIONS_TABLE } from '#core/workbook/tables/exceptions-table.ts';
import { INVOICE_TABLE } from '#core/workbook/tables/invoice-table.ts';
import { MATCHES_TABLE } from '#core/workbook/tables/matches-table.ts';
import * as referenceTables from '#core/workbook/tables/reference-tables.ts';
import { USAGE_TABLES } from '#core/workbook/tables/usage-tables.ts';
import { BY_CUSTOMER_TABLE, BY_SKU_TABLE, BY_USER_TABLE } from '#core/workbook/tables/variance-tables.ts';

const TABLES: readonly TableModel[] = [
  CHECKS_TABLE,
  EXCEPTIONS_TABLE,
  INVOICE_TABLE,
  MATCHES_TABLE,
  BY_SKU_TABLE,
  BY_CUSTOMER_TABLE,
  BY_USER_TABLE,
  ...Object.values(USAGE_TABLES),
  ...Object.values(referenceTables),
];

describe('the sheets', () => {
  it.each(['en', 'ja'] as const)('have names that Excel accepts (%s)', (language) => {
    const names = SHEET_IDS.map((id) => SHEET_NAMES[id][language]);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(28);
      expect(name).not.toMatch(/[[\]:*?/\\']/);
    }
  });
});

describe('the tables', () => {
  it('have names of their own that no formula mistakes for a cell', () => {
    const names = TABLES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^tbl[A-Z][A-Za-z]{3,}$/);
  });

  it.each(['en', 'ja'] as const)('have headers that differ within a table (%s)', (language) => {
    for (const table of TABLES) {
      const headers = table.columns.map(({ header }) => header[language].toLowerCase());
      expect(new Set(headers).size, table.name).toBe(headers.length);
    }
  });

  it('explain each column in both languages', () => {
    for (const { name, columns } of TABLES) {
      for (const { id, meaning } of columns) {
        expect(
          [meaning.en, meaning.ja].every((text) => text.length > 1),
          `${name}.${id}`,
        ).toBe(true);
      }
    }
  });
});

describe('a formula', () => {
  it('calls columns by the header of its language', () => {
    expect(references(BY_SKU_TABLE, 'en').cell('invoicedAmount')).toBe(
      'tblBySku[[#This Row],[Invoiced amount]]',
    );
    expect(references(BY_SKU_TABLE, 'ja').column('invoicedAmount')).toBe('tblBySku[請求金額]');
  });

  it('escapes what has a meaning in a reference', () => {
    const table: TableModel<'odd'> = {
      ...CHECKS_TABLE,
      name: 'tblOdd',
      columns: [
        {
          id: 'odd',
          header: { en: "O'Neil [#1] @", ja: '奇' },
          width: 1,
          kind: 'text',
          meaning: { en: '', ja: '' },
        },
      ],
    };
    expect(references(table, 'en').column('odd')).toBe("tblOdd[O''Neil '['#1'] '@]");
  });
});
