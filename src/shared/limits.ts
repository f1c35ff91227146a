/** Bounds of what crosses from one process to another. Whatever is larger is refused, never cut short. */

/** Rows in one page of a list. */
export const MOST_ROWS_A_PAGE = 500;
/** Files in one request: a dropped folder of a year's reports fits, a whole disk does not. */
export const MOST_FILES = 200;
/** SKUs whose unit basis a person states one by one. */
export const MOST_SKUS = 1000;
/** Characters of a name, an id or a token. */
export const LONGEST_NAME = 1024;
/** Characters of a pasted Webex token. */
export const LONGEST_TOKEN = 8192;
/** Values (texts, numbers, members) in one request, and how deep they may lie in each other. */
export const MOST_VALUES = 5000;
export const DEEPEST_VALUE = 16;
/** Characters of all texts of one request together. */
export const MOST_CHARACTERS = 1_000_000;
/** Jobs that are remembered after their end. */
export const MOST_ENDED_JOBS = 50;
/** Lines or rows that one act names one by one; more of them are named by a filter. */
export const MOST_LINES_AN_ACT = 2000;
/** Characters of a note. */
export const LONGEST_NOTE = 2000;
