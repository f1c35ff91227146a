import { describe, expect, it } from 'vitest';
import { headerAt, proposeHeader } from '#core/mapping/header-detection.ts';
import {
  fitMapping,
  MAPPING_SCHEMA,
  neededPosition,
  type InvoiceMapping,
} from '#core/mapping/invoice-mapping.ts';
import type { SheetRow } from '#core/tabular/table.ts';

const row = (number: number, ...cells: readonly string[]): SheetRow => ({
  row: number,
  hidden: false,
  cells,
});

const mapping = (columns: InvoiceMapping['columns']): InvoiceMapping => ({
  schema: MAPPING_SCHEMA,
  headerFingerprint: '',
  headers: [],
  sheet: { rule: 'recognised' },
  header: { row: 1, rows: 1 },
  columns,
  dateOrder: null,
  encoding: null,
  delimiter: null,
  currency: null,
  skipRows: [],
});
const fit = (columns: InvoiceMapping['columns'], names: readonly string[]): ReturnType<typeof fitMapping> =>
  fitMapping(mapping(columns), names, () => undefined);

describe('a mapped column', () => {
  it('needs a position only where its name does not tell it', () => {
    expect(neededPosition('Qty', 1, ['SKU', 'Qty'])).toBeUndefined();
    expect(neededPosition('Qty', 1, ['SKU', 'Qty', 'Qty'])).toBe(2);
    expect(neededPosition('', 2, ['SKU', 'Qty', ''])).toBe(3);
  });

  it('of a name that stands twice is found by its position', () => {
    const column = { name: 'Qty', field: 'quantity', numberStyle: null, position: 3 } as const;
    expect(fit([column], ['SKU', 'Qty', 'Qty'])).toMatchObject({ fits: true, columns: [{ column: 2 }] });
  });

  it('of a name that stands twice is no fit where its position holds another column now', () => {
    const column = { name: 'Qty', field: 'quantity', numberStyle: null, position: 3 } as const;
    expect(fit([column], ['Qty', 'Qty', 'SKU'])).toMatchObject({
      fits: false,
      difference: { missing: ['Qty'] },
    });
  });

  it('without a name is no fit where a name stands there now', () => {
    const column = { name: '', field: 'sku', numberStyle: null, position: 1 } as const;
    expect(fit([column], ['', 'Qty']).fits).toBe(true);
    expect(fit([column], ['Code', 'Qty']).fits).toBe(false);
  });

  it('moves with its name, whatever its position was', () => {
    const column = { name: 'Qty', field: 'quantity', numberStyle: null, position: 3 } as const;
    expect(fit([column], ['Qty', 'SKU'])).toMatchObject({ fits: true, columns: [{ column: 0 }] });
  });
});

describe('a header that a person points at', () => {
  const rows = [
    row(1, '請求書'),
    row(3, '契約', '', '金額'),
    row(4, '番号', '品', 'いくら'),
    row(5, '1', 'A', '2'),
  ];

  it('is the row, or it and the one below', () => {
    expect(headerAt(rows, 4, 1)?.names).toEqual(['番号', '品', 'いくら']);
    expect(headerAt(rows, 3, 2)?.names).toEqual(['契約 番号', '契約 品', '金額 いくら']);
  });

  it('is none where there is no such row', () => {
    expect(headerAt(rows, 2, 1)).toBeUndefined();
    expect(headerAt(rows, 5, 2)).toBeUndefined();
  });

  it('is proposed above the first figures, where no name is known', () => {
    expect(proposeHeader(rows)?.row).toBe(4);
    expect(proposeHeader([row(1, 'nur', 'ein', 'Text')])).toBeUndefined();
  });
});
