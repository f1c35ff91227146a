import type { ErrorCode } from '#core/errors.ts';
import type { ErrorSentence } from './error-sentence.ts';
import { WORKSPACE_ERRORS_EN } from './workspace-errors.en.ts';
import { PERIOD_ERRORS_EN } from './period-errors.en.ts';
import { IMPORT_ERRORS_EN } from './import-errors.en.ts';
import { WORK_ERRORS_EN } from './work-errors.en.ts';
import { WEBEX_ERRORS_EN } from './webex-errors.en.ts';

const NOTHING_CHANGED = 'Nothing was changed.';
const RESULT_KEPT = 'No partial file was left behind; a file of that name from before is as it was.';

/** Errors in English. A part in [brackets] stands only where its values are known. */
export const ERRORS_EN = {
  USAGE: {
    happened: 'The command is incomplete[: {detail}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'See "tieout --help", or "tieout COMMAND --help" for one command.',
  },
  BAD_OPTION: {
    happened: 'The value "{value}" of {option} cannot be used.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Accepted: {accepted}.',
  },
  OPTION_UNKNOWN: {
    happened: 'There is no option {option}.',
    unchanged: NOTHING_CHANGED,
    remedy: '[Did you mean {suggestion}? ]Show all options with --help.',
  },
  OPTION_MISSING: {
    happened: 'The option {option} is needed and was not given.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Add it to the command; --help shows an example.',
  },
  OPTION_TWICE: {
    happened: 'The option {option} was given twice.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Give it once: which of the two is meant cannot be told.',
  },
  OPTION_VALUE_MISSING: {
    happened: 'The option {option} was given without its value.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Write the value after the option.',
  },
  ARGUMENT_MISSING: {
    happened: 'The argument {argument} is missing.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Add it after the command; --help shows how.',
  },
  ARGUMENT_UNEXPECTED: {
    happened: 'The command does not take {argument}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Leave it out, or put quotation marks around a name that holds spaces.',
  },
  COMMAND_UNKNOWN: {
    happened: 'There is no command "{command}".',
    unchanged: NOTHING_CHANGED,
    remedy: '[Did you mean "{suggestion}"? ]Show all commands with "tieout --help".',
  },
  NOT_IMPLEMENTED_HERE: {
    happened: 'This version cannot do that[: {what}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'See "tieout --help" for what it can do.',
  },

  FILE_NOT_FOUND: {
    happened: 'There is no file {file}[ ({path})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Check the name and the folder.',
  },
  FILE_UNREADABLE: {
    happened: 'The file {file} cannot be read[: {reason}][ ({detail})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Check that you may read it, and that no other program keeps it locked.',
  },
  FILE_EMPTY: {
    happened: 'The file {file} is empty.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Download or save it again.',
  },
  FILE_FORMAT_UNKNOWN: {
    happened: 'The file {file} is not a table that can be read[: it looks like {found}].',
    unchanged: NOTHING_CHANGED,
    remedy:
      'Give the spreadsheet or CSV file itself (.xlsx, .csv, .tsv, .xls, .xlsb, .ods, or a .zip of them).',
  },
  FILE_DAMAGED: {
    happened: 'The file {file} is damaged or incomplete[ ({detail})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Download it again, or open it in Excel, save it, and give the saved file.',
  },
  FILE_TOO_LARGE: {
    happened: 'The file {file} is larger than can be read safely[ (limit: {limit})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Split it, or save it as CSV, which can be read row by row.',
  },
  FILE_ENCODING_UNKNOWN: {
    happened: 'The character encoding of {file} cannot be told with certainty[ ({detail})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Save it as "CSV UTF-8" and give that file.',
  },
  FILE_ALREADY_IMPORTED: {
    happened: 'The file {file} has been imported before[, on {importedAt}][, as {name}].',
    unchanged: 'It was not added a second time; nothing was changed.',
    remedy: 'Nothing needs to be done: its rows are already in the workspace.',
  },
  FILE_GIVEN_TWICE: {
    happened: 'The same file was given twice: {file}[ and {other}] have the same content.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Give each file once.',
  },
  PASSWORD_NEEDED: {
    happened: 'The file {file} is protected with a password.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Put the password into a text file of its own and name that file with --password-file.',
  },
  PASSWORD_WRONG: {
    happened: 'The password does not open {file}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Check the password file: it must hold the password alone, on one line.',
  },
  ARCHIVE_UNSAFE: {
    happened: 'The file {file} is out of the ordinary, so it was not read[: {reason}][ ({detail})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'If the file is what you expect, unpack or re-save it yourself and give the files within.',
  },
  ENCRYPTION_UNKNOWN: {
    happened: 'The file {file} is encrypted in a way that cannot be opened here.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Open it in Excel, save it as .xlsx without a password (or with one), and give that file.',
  },
  ARCHIVE_NESTED: {
    happened: 'The archive {file} holds another archive: {member}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Unpack the inner archive yourself and give the files within.',
  },
  ARCHIVE_ENCRYPTED: {
    happened: 'The archive {file} is protected with a password.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Unpack it with its password and give the files within.',
  },
  TEXT_NUL: {
    happened: 'Line {row} of {file} holds zero bytes: the file was not written completely, or it is no text.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Download or save it again.',
  },
  TEXT_QUOTE_OPEN: {
    happened: 'In {file}, a quotation mark opens in the record that begins on line {row} and never closes.',
    unchanged: NOTHING_CHANGED,
    remedy: 'If the file was cut off, download it again; otherwise correct that line.',
  },
  TEXT_LINE_TOO_LONG: {
    happened: 'In {file}, the record that begins on line {row} is longer than {limit} characters.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Check that the file is a table, and that every quotation mark on that line is closed.',
  },
  SHEET_NOT_FOUND: {
    happened: 'The file {file} has no sheet "{sheet}"[; it has: {candidates}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Name one of its sheets with --sheet.',
  },
  SHEET_AMBIGUOUS: {
    happened: 'Several sheets of {file} could be the invoice: {candidates}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Name the right one with --sheet.',
  },
  SHEET_TOO_LARGE: {
    happened: 'The sheet[ "{sheet}"] of {file} has more cells than can be read safely[ (limit: {limit})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Delete the empty rows and columns below and beside the table, save, and try again.',
  },
  FORMULA_WITHOUT_VALUE: {
    happened:
      'The file {file} holds a formula without its result[: sheet "{sheet}"][, row {row}][, column {column}][ ({formula})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Open the file in Excel, save it, and try again: saving stores the results.',
  },

  REPORT_COLUMN_MISSING: {
    happened: 'The report {file} lacks the column {columns}[; its columns are: {found}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Give the CSV file as Webex delivers it, with its header line.',
  },
  REPORT_COLUMN_TWICE: {
    happened: 'The report {file} has the column {column} twice.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Give the CSV file as Webex delivers it.',
  },
  REPORT_DATE_AMBIGUOUS: {
    happened:
      'The dates of {file} can be read in two ways[, row {row}][, column {column}][: "{text}"][ is {readings}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Say the order with --date-order mdy or --date-order dmy.',
  },

  HEADER_NOT_FOUND: {
    happened: 'No header row was recognised in {file}[, sheet "{sheet}"].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Name the sheet with --sheet, or describe the columns in a --mapping file.',
  },
  HEADER_CHANGES: {
    happened: 'A second header with other columns stands in {file}[, sheet "{sheet}"], row {row}[: {found}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Put each table on a sheet or in a file of its own.',
  },
  COLUMN_MISSING: {
    happened: 'No column for {columns} was found in {file}[, sheet "{sheet}"][; its columns are: {found}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Say which column holds it in a --mapping file.',
  },
  COLUMN_AMBIGUOUS: {
    happened: 'Several columns of {file}[, sheet "{sheet}",] could be {field}: {candidates}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Say which one it is in a --mapping file.',
  },
  NUMBER_STYLE_AMBIGUOUS: {
    happened:
      'The numbers of {file} can be read in two ways[, sheet "{sheet}"][, row {row}][, column {column}][: "{text}"][ is {readings}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Say how they are written with --locale, such as --locale en-US or --locale de-DE.',
  },
  DATE_ORDER_AMBIGUOUS: {
    happened:
      'The dates of {file} can be read in two ways[, sheet "{sheet}"][, row {row}][, column {column}][: "{text}"][ is {readings}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Say the order with --date-order ymd, mdy or dmy.',
  },
  CURRENCY_MIXED: {
    happened: 'The invoice holds more than one currency: {currencies}[ ({file})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Reconcile each currency on its own: amounts of different currencies are never added up.',
  },
  MAPPING_INVALID: {
    happened: 'The mapping {file} cannot be used[: {detail}].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Write a new one with "tieout import-invoice FILE --save-mapping FILE.json".',
  },
  MAPPING_DOES_NOT_FIT: {
    happened: 'The columns of {file}[, sheet "{sheet}",] are not those of the mapping[ ({detail})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Check what changed in the invoice, then save a new mapping with --save-mapping.',
  },

  PERIOD_UNKNOWN: {
    happened: 'Neither the invoice nor the reports say which period is meant.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Name it with --period, such as --period 2026-10-01..2026-10-31.',
  },
  PERIOD_NOT_HELD: {
    happened: 'The workspace holds nothing for the period {period}.',
    unchanged: NOTHING_CHANGED,
    remedy: 'See "tieout periods" for what it holds, or import the files first.',
  },
  PRICE_BOOK_INVALID: {
    happened:
      'The price book {file} cannot be used[: row {row}][ of sheet "{sheet}"][, column {column}].[ The column {missingColumns} is missing.][ The column {columnTwice} stands there twice.][ Several sheets have its columns: {severalSheets}.][{?noRows} It holds no rows but the header.][ {emptyCell} is empty.][ "{badPrice}" is not a plain decimal: write 1200.5, without grouping, not negative, six decimals at most.][ "{badCurrency}" is not a currency code such as USD or JPY.][ "{badDate}" is not a date such as 2026-10-01.][ "{badField}" is none of sku, customer, subscription.][ The formula {formulaWithoutValue} has no stored result: open the file in Excel and save it.][ The cell shows the error {errorValue}.][ The number {damagedId} was cut to 15 digits by the spreadsheet: store the id as text.][ VALID_TO {datesReversed} lies before VALID_FROM.][ {others} more cells need correction: {otherPlaces}.]',
    unchanged: NOTHING_CHANGED,
    remedy:
      'Correct the cell and try again. Columns: SKU, UNIT_PRICE, CURRENCY, and where needed SUBSCRIPTION_ID, CUSTOMER_ORG_ID, VALID_FROM, VALID_TO.',
  },
  PRICE_BOOK_AMBIGUOUS: {
    happened: 'The price book[ {file}] has two equally specific prices for {sku}[ on {day}][ (rows {rows})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Give one of the rows a VALID_FROM or VALID_TO, or delete it.',
  },
  ALIAS_FILE_INVALID: {
    happened:
      'The alias file {file} cannot be used[: row {row}][ of sheet "{sheet}"][, column {column}].[ The column {missingColumns} is missing.][ The column {columnTwice} stands there twice.][ Several sheets have its columns: {severalSheets}.][{?noRows} It holds no rows but the header.][ {emptyCell} is empty.][ "{badPrice}" is not a plain decimal: write 1200.5, without grouping, not negative, six decimals at most.][ "{badCurrency}" is not a currency code such as USD or JPY.][ "{badDate}" is not a date such as 2026-10-01.][ "{badField}" is none of sku, customer, subscription.][ The formula {formulaWithoutValue} has no stored result: open the file in Excel and save it.][ The cell shows the error {errorValue}.][ The number {damagedId} was cut to 15 digits by the spreadsheet: store the id as text.][ VALID_TO {datesReversed} lies before VALID_FROM.][ {others} more cells need correction: {otherPlaces}.]',
    unchanged: NOTHING_CHANGED,
    remedy: 'Correct the cell and try again. Columns: FIELD (sku, customer or subscription), FROM, TO.',
  },

  OUTPUT_FOLDER_MISSING: {
    happened: 'The folder[ {folder}] for {file} does not exist.',
    unchanged: RESULT_KEPT,
    remedy: 'Create the folder, or name another place with --out.',
  },
  OUTPUT_NOT_WRITABLE: {
    happened: 'The file {file} cannot be written[: {reason}].',
    unchanged: RESULT_KEPT,
    remedy: 'Name a place that you may write to with --out.',
  },
  BILL_TOO_LARGE: {
    happened: 'The bills come to {figure}, and a spreadsheet keeps only 15 digits of a figure.',
    unchanged: RESULT_KEPT,
    remedy:
      'Check the quantities of the reports and the prices of the price book: one is likely far too large.',
  },
  OUTPUT_BUSY: {
    happened: 'The file {file} is open in another program[ ({reason})].',
    unchanged: RESULT_KEPT,
    remedy: 'Close it there, or name another file with --out.',
  },
  DISK_FULL: {
    happened: 'The disk is full[ ({file})][ ({path})].',
    unchanged: RESULT_KEPT,
    remedy: 'Free some space and try again.',
  },

  ...WORKSPACE_ERRORS_EN,
  ...PERIOD_ERRORS_EN,
  ...WORK_ERRORS_EN,
  ...WEBEX_ERRORS_EN,
  ...IMPORT_ERRORS_EN,

  // Desktop app
  FILE_TOKEN_UNKNOWN: {
    happened: 'The file that was chosen is no longer known to the app.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose or drop the file again.',
  },
  NOT_A_WORKSPACE: {
    happened: '"{folder}" is a folder, but not a Tieout workspace.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Drop files, or open a folder that holds tieout.db.',
  },
  JOB_UNKNOWN: {
    happened: 'This job is no longer known: it has ended, or the engine has been restarted.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Start it again if you still need it.',
  },
  RUN_UNKNOWN: {
    happened: 'The workspace holds no such reconciliation.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose a period from the list, or reconcile it again.',
  },
  LINE_UNKNOWN: {
    happened: 'The reconciliation has no such line.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Choose the line from the list again; the period may have been reconciled anew meanwhile.',
  },
  ENGINE_STOPPED: {
    happened: 'The part of the app that reads files and reconciles has stopped unexpectedly.',
    unchanged: 'What was not finished has been removed; everything from before is as it was.',
    remedy: 'It is started again by itself. Then repeat the last step.',
  },
  ENGINE_FAILED: {
    happened: 'The part of the app that reads files and reconciles could not be kept running.',
    unchanged: 'Your workspace is as it was.',
    remedy: 'Restart the app. If that does not help, please send us the log.',
  },
  ENGINE_SHUTTING_DOWN: {
    happened: 'The app is closing, or is opening another workspace.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Repeat the step once the workspace is open.',
  },
  REQUEST_INVALID: {
    happened: 'The window asked for something that the app does not understand[ ({channel})].',
    unchanged: NOTHING_CHANGED,
    remedy: 'Reload the window (View > Reload). If it happens again, please send us the log.',
  },
  REQUEST_REFUSED: {
    happened: 'A request did not come from the app’s own window and was refused.',
    unchanged: NOTHING_CHANGED,
    remedy: 'Restart the app. If it happens again, please send us the log.',
  },
  CANCELLED: {
    happened: 'Cancelled.',
    unchanged: 'What was not finished has been removed; everything from before is as it was.',
    remedy: '',
  },
  INTERNAL: {
    happened: 'Something went wrong inside Tieout[ (incident {incidentId})].',
    unchanged: 'What was not finished has been removed; everything from before is as it was.',
    remedy: '[The details are in {log}. ]Please send us the incident number and the log.',
  },
} satisfies Record<ErrorCode, ErrorSentence>;
