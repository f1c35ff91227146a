/**
 * What an issue of a row or file means and what to do about it, in English. The place and the text stand beside
 * the sentence, so it names neither.
 */
export const ISSUES_EN = {
  // Invoice rows
  AMOUNT_UNPARSABLE:
    'The amount cannot be read; the row is in no sum. Correct the cell and import the file again.',
  QUANTITY_UNPARSABLE:
    'The quantity cannot be read; the row is in no sum. Correct the cell and import the file again.',
  PRICE_UNPARSABLE:
    'The unit price cannot be read; the row is in no sum. Correct the cell and import the file again.',
  DATE_UNPARSABLE:
    'The date cannot be read; the row is in no sum. Correct the cell and import the file again.',
  ROW_UNKNOWN:
    'A row with an amount that is neither a charge nor a known other kind of row; it is in no sum. Say what it is.',
  ROW_EXCLUDED_BY_HAND:
    'A person has taken this charge out of the audit; its amount stays in the invoice total. The text gives the reason.',
  ROW_RECLASSIFIED_BY_HAND: 'A person has given this row another class. The text says from which to which.',
  ROW_SPLIT_BY_HAND: 'A person has split this row; its parts add up to it exactly. The text gives the parts.',
  MATCHED_BY_HAND: 'A person has matched these charges with this usage.',
  MANUAL_RULE_STALE:
    'A match, split, exclusion or class set by hand no longer finds its line or row, so it was not applied. Withdraw it, or set it again.',
  ID_DAMAGED:
    'A number of more than 15 digits that the spreadsheet has cut: the id may be wrong. Store ids as text.',
  ID_INVISIBLE_CHARACTERS:
    'An id holds characters that cannot be seen, or that turn the direction of reading. It is compared as it is written: check the cell where a match is missing.',
  ID_MIXED_SCRIPTS:
    'An id mixes Latin letters with letters of another script that look like them. It is compared as it is written: check the cell where a match is missing.',
  PRECISION_REDUCED: 'More than six decimals; the figure was rounded to six.',
  ID_UNREADABLE:
    'An id is an error value of the spreadsheet; the row is in no sum. Correct the cell and import the file again.',
  WINDOW_REVERSED:
    'The charge window ends before it starts; the row is in no sum. Correct the dates and import the file again.',
  INVOICE_DATE_UNPARSABLE: 'The invoice date cannot be read; the figures of the row are not affected.',
  HIDDEN_SHEET: 'The sheet is hidden in the file; its rows were read all the same.',
  HIDDEN_ROWS: 'Rows are hidden in the file (the text names them); they were read all the same.',
  HIDDEN_COLUMN: 'The column is hidden in the file; it was read all the same.',
  CURRENCY_ASSUMED: 'The file says only "$"; it was read as US dollars.',
  SUBTOTAL_DIFFERS:
    'A subtotal does not equal the sum of any rows next to it. It is in no sum itself; check the rows that it covers.',
  STATED_TOTALS_DIFFER:
    'The file states two different totals; the one below the rows was taken for check T1.',
  STATED_TOTAL_UNREADABLE:
    'A total above the rows or on another sheet cannot be read, so check T1 does without it.',
  TABLE_REPEATED: 'The table holds the same lines as another one of the file; they were counted once.',
  TABLE_LOOKS_REPEATED:
    'Two sheets hold the same lines; both were counted. Check whether the invoice bills them twice.',
  TABLE_NOT_READ:
    'The sheet or file was not read as invoice rows: it has no header that Tieout recognises, no rows, or another one was chosen.',
  INVOICE_NUMBERS_MIXED:
    'The file holds rows of several invoices (the text names them); they were read together.',
  NUMBER_STYLE_CHANGED:
    'The figures are written differently from what the saved mapping says; the file itself was followed.',
  CURRENCY_DIFFERS_FROM_MAPPING:
    'The currency is not that of the saved mapping; the file itself was followed.',
  SKU_MISSING: 'A charge without a SKU cannot be compared with usage.',
  QUANTITY_MISSING: 'A charge without a quantity cannot be compared with usage.',
  AMOUNT_MISSING: 'A charge without an amount cannot be compared with usage.',
  CUSTOMER_AMBIGUOUS:
    'Several customers of the reports carry this id; the row was not assigned to any. Name the right one in the alias file.',
  CUSTOMERS_NOT_MAPPED:
    'No customer of the invoice is known to the reports, so customers were not compared. Map them in the alias file.',

  // Report rows
  ROW_REPAIRED: 'A comma in a text had shifted the cells; the only fitting way to join them was taken.',
  ROW_RAGGED: 'The row has more or fewer cells than the header and no single repair fits; it is in no sum.',
  REPORT_EMPTY: 'The report has a header and no rows.',
  OVERLAPPING_USAGE: 'Two reports hold the same usage; it was counted once.',
  USAGE_OUTSIDE_PERIOD:
    'Report rows whose dates do not lie within the period were left out (number of rows).',
  USAGE_ROWS_QUARANTINED: 'Report rows that cannot be read are in no sum (number of rows).',
  VALUE_MISSING: 'A report row lacks a value without which it cannot be compared; it is in no sum.',
  QUANTITY_AMBIGUOUS:
    'The quantity has a comma, and nothing in the report proves what it means; the row is in no sum.',
  QUANTITY_NEGATIVE: 'A report row takes usage back; it was added up like the others. Check it.',
  CUSTOMER_MISSING: 'A report row names no customer; its usage counts in the totals of the partner only.',
  CONSUMER_MISSING:
    'A USER report row names neither subscriber, user nor workspace; its usage counts in the totals only.',

  // The comparison
  UNIT_BASIS_UNCERTAIN:
    'Fewer than two thirds of the rows fit the inferred unit. Check it, and state it with --unit-basis.',
  UNIT_BASIS_ALTERNATIVE:
    'Another unit would fit more rows; it was not taken, because it is unusual. State it with --unit-basis if it is right.',
  PRICE_UNKNOWN: 'No price is known for this usage, so its variance has no amount. Add it to the price book.',
  PRICE_NOT_IN_BOOK: "The price book has no price for this; the invoice's own price was taken.",
  OVER_FULL_USER: 'More user-days than the period has days for one user and SKU.',
  DUPLICATE_LINE: 'The row repeats an earlier one; both were added up.',
} as const satisfies Readonly<Record<string, string>>;
