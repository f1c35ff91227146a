import { describe, expect, it } from 'vitest';
import { copyTable } from '../../../../src/renderer/src/ui/data-grid/copy-table.ts';
import type { GridColumn } from '../../../../src/renderer/src/ui/data-grid/grid-column.ts';

interface Row {
  readonly id: string;
  readonly amount: string;
}
const COLUMNS: readonly GridColumn<Row>[] = [
  { id: 'id', title: 'Customer', width: 1, cell: () => null, copy: ({ id }) => ({ text: id, kind: 'text' }) },
  {
    id: 'amount',
    title: 'Amount',
    unit: 'USD',
    band: 'Invoice',
    width: 1,
    cell: () => null,
    copy: ({ amount }) => ({ text: amount, kind: 'number' }),
  },
];

describe('a copied table', () => {
  it('has heads with band and unit, tabs between cells and figures as plain decimals', () => {
    const { text } = copyTable(COLUMNS, [{ id: '00123', amount: '-1234.5' }]);
    expect(text).toBe('Customer\tInvoice Amount (USD)\r\n00123\t-1234.5');
  });

  it('marks ids as text and figures as numbers for Excel', () => {
    const { html } = copyTable(COLUMNS, [{ id: '00123', amount: '-1234.5' }]);
    expect(html).toContain(`<td style="mso-number-format:'\\@'">00123</td>`);
    expect(html).toContain('<td x:num="-1234.5">-1234.5</td>');
  });

  it('lets no text become a formula, a cell or markup', () => {
    const { text, html } = copyTable(COLUMNS, [{ id: '=1+1\t<b>&', amount: '1' }]);
    expect(text.split('\r\n')[1]).toBe("'=1+1 <b>&\t1");
    expect(html).toContain('=1+1\t&lt;b&gt;&amp;</td>');
  });

  it.each([' =1+1', '\u200b=1+1', '\u00a0@x', '＝1+1', '\t+1'])(
    'lets no formula hide behind what a spreadsheet drops: %j',
    (id) => {
      const [, cells = ''] = copyTable(COLUMNS, [{ id, amount: '-1' }]).text.split('\r\n');
      expect(cells).toMatch(/^'.*\t-1$/);
    },
  );

  it('takes a figure that is none for the text that it is', () => {
    const { text, html } = copyTable(COLUMNS, [{ id: 'a', amount: '=1+1' }]);
    expect(text.split('\r\n')[1]).toBe("a\t'=1+1");
    expect(html).not.toContain('x:num="=');
  });

  it('leaves an unknown figure empty, not zero', () => {
    expect(copyTable(COLUMNS, [{ id: 'a', amount: '' }]).text.endsWith('a\t')).toBe(true);
  });
});
