/** Texts of figures: honest in some country, dishonest in every one, or at the edge of what can be held. */
export const FIGURES: readonly string[] = [
  '0', '-0', '+0', '0.0', '00012', '1', '31', '-31', '31-', '(31)', '△31', '▲31', '−31', '1.000', '1,000', '1.000,50',
  '1,000.50', '1 000', "1'000.5", '1,00,000', '0.1', '0.2', '0.30000000000000004', '.5', ',5', '5.', '1e3', '1E+18',
  '1.914E+18', 'NaN', 'Infinity', '-Infinity', '0x1F', '1_000', '１２３', '１，２３４．５', '１２３．', '٣١', '٣٫٥', '۳۱',
  '१२', '5²', '10①', '½', '5⁄2', '31\u202e', '\u202e13', '3\u200b1', '\u200e31\u200f', '31\u0000', '￥1,000', '1,000円', '$5', '5%',
  '999999999999', '1000000000000', '1000000000000000', '9007199254740993', '999999999.999999', '0.0000001',
  '0.0000005', '1234567890.1234567', '1'.repeat(400), `0.${'3'.repeat(400)}`, '--5', '+-5', '(-5)', '5)', '(5',
  '=1+1', '#REF!', 'TRUE', '', ' ', '\u3000', '\u00a05', '1\u00a0000', '1\u202f000', '1,2,3', '1.2.3', '12,34', '1.23.456,7',
];

/** Texts of dates. */
export const DATES: readonly string[] = [
  '2026-10-01', '2026/10/01', '10/01/2026', '01.10.2026', '2026-02-29', '2028-02-29', '1900-02-29', '2100-02-29', '0000-00-00',
  '9999-12-31', '10000-01-01', '20261001', '令和8年10月1日', 'R8.10.1', '2026年10月1日', 'Oct 1, 2026', '1-Oct-26', '60', '59',
  '-1', '2958465', '2958466', '46296', '46296.5', '2026-10-01T24:00:00Z', '2026-1-1', '２０２６-１０-０１', '31/31/2026', '',
];

/** Texts of ids, names and descriptions. */
export const TEXTS: readonly string[] = [
  '=HYPERLINK("http://x","y")', '+1', '-1', '@SUM(A1)', '\tx', "'00123", '="00123"', '00123', '1.914E+18',
  '1914000000000000000', 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8x', 'а-wx-call', 'A-WX-CALL\u202e', 'A\u200bWX',
  'constructor', '__proto__', 'toString', '<script>', '</table>', '&lt;', '"', '""', '"a"b', 'x'.repeat(40_000), '\ufffd',
  '合計', 'Total', 'Grand total', 'Subtotal', '小計', '消費税', 'Credit', '髙﨑', '😀', 'e\u0301', '\u0000', 'a,b', 'a;b', 'a\nb', 'a\r\nb',
];

/** Runs that a careless expression searches again from each of their characters. */
export const RUNS: readonly string[] = [' ', '=', '0', '(', '\n', '.', '-', "'", 'a', 'ー', '１', 'Y2lzY29zcGFyazovL='].map(
  (part) => `${part === 'Y2lzY29zcGFyazovL=' ? 'Y2lzY29zcGFyazovL3VzL09SR0FOSVpBVElPTi8x' : ''}${part.slice(-1).repeat(300_000)}x`,
);
