/**
 * Every way in which Tieout stops, by code. A code's kind decides the exit code of the command line and whether
 * it is reported as a bug. Problems of single rows are not errors: they are `RowIssue`s, data of the result.
 */
export const ERROR_KINDS = [
  /** The input or the command must change: exit 2. */
  'user-input',
  /** The Webex API refused or can't be reached: exit 3. */
  'remote',
  /** The workspace can't be used: exit 4. */
  'workspace',
  /** Something around the program: a full disk, a file open elsewhere: exit 2. */
  'environment',
  /** The person cancelled: exit 130. */
  'cancelled',
  /** Our mistake: exit 70. */
  'bug',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Each code and its kind. A code needs a sentence in English and Japanese (shared/messages), or it does not compile. */
export const ERROR_KIND_OF = {
  // Command line
  USAGE: 'user-input',
  BAD_OPTION: 'user-input',
  OPTION_UNKNOWN: 'user-input',
  OPTION_MISSING: 'user-input',
  OPTION_TWICE: 'user-input',
  OPTION_VALUE_MISSING: 'user-input',
  ARGUMENT_MISSING: 'user-input',
  ARGUMENT_UNEXPECTED: 'user-input',
  COMMAND_UNKNOWN: 'user-input',
  NOT_IMPLEMENTED_HERE: 'user-input',
  // Files
  FILE_NOT_FOUND: 'user-input',
  FILE_UNREADABLE: 'user-input',
  FILE_EMPTY: 'user-input',
  FILE_FORMAT_UNKNOWN: 'user-input',
  FILE_DAMAGED: 'user-input',
  FILE_TOO_LARGE: 'user-input',
  FILE_ENCODING_UNKNOWN: 'user-input',
  FILE_ALREADY_IMPORTED: 'user-input',
  FILE_GIVEN_TWICE: 'user-input',
  PASSWORD_NEEDED: 'user-input',
  PASSWORD_WRONG: 'user-input',
  ENCRYPTION_UNKNOWN: 'user-input',
  ARCHIVE_UNSAFE: 'user-input',
  ARCHIVE_NESTED: 'user-input',
  ARCHIVE_ENCRYPTED: 'user-input',
  TEXT_NUL: 'user-input',
  TEXT_QUOTE_OPEN: 'user-input',
  TEXT_LINE_TOO_LONG: 'user-input',
  SHEET_NOT_FOUND: 'user-input',
  SHEET_AMBIGUOUS: 'user-input',
  SHEET_TOO_LARGE: 'user-input',
  FORMULA_WITHOUT_VALUE: 'user-input',
  // Reports
  REPORT_COLUMN_MISSING: 'user-input',
  REPORT_COLUMN_TWICE: 'user-input',
  REPORT_DATE_AMBIGUOUS: 'user-input',
  // Invoice
  HEADER_NOT_FOUND: 'user-input',
  HEADER_CHANGES: 'user-input',
  COLUMN_MISSING: 'user-input',
  COLUMN_AMBIGUOUS: 'user-input',
  NUMBER_STYLE_AMBIGUOUS: 'user-input',
  DATE_ORDER_AMBIGUOUS: 'user-input',
  CURRENCY_MIXED: 'user-input',
  MAPPING_INVALID: 'user-input',
  MAPPING_DOES_NOT_FIT: 'user-input',
  // Import screen
  DRAFT_UNKNOWN: 'user-input',
  DRAFT_OUTDATED: 'user-input',
  TEMPLATE_UNKNOWN: 'user-input',
  TEMPLATE_NAME_TAKEN: 'user-input',
  TEMPLATE_NEVER_USED: 'user-input',
  IMPORT_UNKNOWN: 'user-input',
  IMPORT_NOT_ACTIVE: 'user-input',
  IMPORT_NOT_UNDONE: 'user-input',
  IMPORT_IN_USE: 'user-input',
  IMPORT_FETCHED: 'user-input',
  // Parameters
  PERIOD_UNKNOWN: 'user-input',
  PERIOD_NOT_HELD: 'user-input',
  INVOICE_NOT_HELD: 'user-input',
  INVOICE_AMBIGUOUS: 'user-input',
  BATCH_UNKNOWN: 'user-input',
  SIGN_OFF_STALE: 'user-input',
  SIGN_OFF_BLOCKED: 'user-input',
  SIGN_OFF_ORDER: 'user-input',
  SIGN_OFF_SAME_PERSON: 'user-input',
  SIGN_OFF_HELD: 'user-input',
  PRICE_BOOK_INVALID: 'user-input',
  PRICE_BOOK_AMBIGUOUS: 'user-input',
  ALIAS_FILE_INVALID: 'user-input',
  BILL_TOO_LARGE: 'user-input',
  // Output
  OUTPUT_FOLDER_MISSING: 'environment',
  OUTPUT_NOT_WRITABLE: 'environment',
  OUTPUT_BUSY: 'environment',
  DISK_FULL: 'environment',
  // Workspace
  WORKSPACE_LOCKED: 'workspace',
  WORKSPACE_NEWER: 'workspace',
  WORKSPACE_DAMAGED: 'workspace',
  WORKSPACE_NOT_WRITABLE: 'workspace',
  MIGRATION_EDITED: 'workspace',
  BACKUP_INVALID: 'workspace',
  EVIDENCE_DAMAGED: 'workspace',
  KEY_DAMAGED: 'workspace',
  BUNDLE_INVALID: 'user-input',
  // Webex: what a person must change
  FETCH_DATES_REVERSED: 'user-input',
  FETCH_DATES_NOT_PAST: 'user-input',
  FETCH_DATES_TOO_OLD: 'user-input',
  API_URL_INVALID: 'user-input',
  TOKEN_MISSING: 'user-input',
  TOKEN_MALFORMED: 'user-input',
  LOOPBACK_PORT_BUSY: 'environment',
  BROWSER_NOT_OPENED: 'environment',
  INTEGRATION_MISSING: 'user-input',
  SIGN_IN_NOT_RUNNING: 'user-input',
  REPORT_UNKNOWN: 'user-input',
  REPORT_IS_POINT_IN_TIME: 'user-input',
  CONFIRMATION_NEEDED: 'user-input',
  // Webex: what it refused, or did not answer
  WEBEX_UNREACHABLE: 'remote',
  WEBEX_UNAVAILABLE: 'remote',
  WEBEX_RATE_LIMITED: 'remote',
  WEBEX_UNAUTHORIZED: 'remote',
  WEBEX_SCOPE_MISSING: 'remote',
  WEBEX_NOT_FOUND: 'remote',
  WEBEX_CONFLICT: 'remote',
  WEBEX_REFUSED: 'remote',
  WEBEX_REDIRECTED: 'remote',
  WEBEX_LINK_REFUSED: 'remote',
  WEBEX_ANSWER_UNREADABLE: 'remote',
  AUTHORIZATION_REFUSED: 'remote',
  AUTHORIZATION_TIMED_OUT: 'remote',
  REPORT_FAILED: 'remote',
  REPORT_NOT_COMPLETED: 'remote',
  REPORT_STILL_RUNNING: 'remote',
  REPORT_CONTENT_DIFFERS: 'remote',
  DOWNLOAD_FAILED: 'remote',
  DOWNLOAD_LINK_EXPIRED: 'remote',
  DOWNLOAD_HOST_REFUSED: 'remote',
  // Desktop app
  FILE_TOKEN_UNKNOWN: 'user-input',
  NOT_A_WORKSPACE: 'user-input',
  FOLDER_NOT_EMPTY: 'user-input',
  PRACTICE_ELSEWHERE: 'user-input',
  JOB_UNKNOWN: 'user-input',
  RUN_UNKNOWN: 'user-input',
  LINE_UNKNOWN: 'user-input',
  ENGINE_STOPPED: 'environment',
  ENGINE_FAILED: 'environment',
  ENGINE_SHUTTING_DOWN: 'environment',
  RUN_NOT_CURRENT: 'user-input',
  WORK_LINE_UNKNOWN: 'user-input',
  WORK_REASON_MISSING: 'user-input',
  WORK_NOTE_MISSING: 'user-input',
  WORK_NOT_RESOLVABLE: 'user-input',
  WORK_MATCH_IMPOSSIBLE: 'user-input',
  WORK_ROW_UNSUITABLE: 'user-input',
  WORK_SPLIT_NOT_EXACT: 'user-input',
  WORK_ALIAS_IMPOSSIBLE: 'user-input',
  WORK_RULE_UNKNOWN: 'user-input',
  WORK_NOTHING_TO_UNDO: 'user-input',
  WORK_NOTHING_TO_REDO: 'user-input',
  WORK_CHANGED_MEANWHILE: 'user-input',
  REQUEST_INVALID: 'bug',
  REQUEST_REFUSED: 'bug',
  // Others
  CANCELLED: 'cancelled',
  INTERNAL: 'bug',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_KIND_OF;

/** What a sentence needs beside its code: names, places, candidates. Texts only, so that they cross any boundary. */
export type ErrorParams = Readonly<Record<string, string>>;

/** An expected failure that ends a whole operation. What was stored before stays as it was. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: { cause?: unknown }) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'AppError';
    this.code = code;
    this.params = params;
  }

  get kind(): ErrorKind {
    return ERROR_KIND_OF[this.code];
  }
}
