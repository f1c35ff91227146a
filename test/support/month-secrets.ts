import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { practiceFile } from './run-cli.ts';

/** What a log may not hold of the practice month: the texts of its files, and whatever else a test has made. */
export interface MonthSecrets {
  readonly texts: readonly string[];
  /** The secrets that a text holds. */
  readonly foundIn: (text: string) => readonly string[];
}

const CELL_NAMES = /NAME|_ID$|EXTERNAL/;
/** Field words of the price list, not of a customer. */
const NOT_SECRET = /^(SKU|SERVICE_NAME|DESCRIPTION|QUANTITY)$/;
/** A figure that can't be a line number, a time or a count of rows. */
const IS_TELLING_FIGURE = /^-?(\d+\.\d+|\d{5,})$/;

/** Ids, names and quantities of the practice month's reports, with the figures of a result document. */
export function monthSecrets(result: unknown, more: readonly string[]): MonthSecrets {
  const ids = new Set<string>(more);
  for (const file of ['partner.csv', 'customer.csv', 'user.csv']) {
    const [head = '', ...rows] = readFileSync(practiceFile(file), 'utf8').trim().split(/\r?\n/);
    const names = head.split(',');
    for (const row of rows) {
      for (const [index, cell] of row.split(',').entries()) {
        const name = names[index] ?? '';
        if (!CELL_NAMES.test(name) || NOT_SECRET.test(name) || cell.length < 4) continue;
        ids.add(cell);
        // An error quotes a piece of what it could not read: the beginning of an id tells as much as the whole.
        ids.add(cell.slice(0, 8));
      }
    }
  }
  const figures = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && IS_TELLING_FIGURE.test(value)) figures.add(value.replace('-', ''));
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  walk(result);
  const texts = [...ids, ...figures];
  return {
    texts,
    foundIn: (text) => [
      ...[...ids].filter((one) => text.includes(one)),
      ...[...figures].filter((one) => new RegExp(`(?<![\\d.])${one.replace('.', '\\.')}(?!\\d)`).test(text)),
    ],
  };
}

/** A text that is no JSON and holds a name and an amount: whoever reads it as JSON fails with a piece of it. */
export const BROKEN_JSON = '["a long text", Example Telecom: 10250.40]';

/**
 * Breaks the lines that every run keeps, as a bug of ours would have written them: who reads them meets it. Their digest
 * is to be taken anew, for a damage by the disk would be noticed before.
 */
export function breakStoredLines(workspaceFolder: string): void {
  const database = new DatabaseSync(join(workspaceFolder, 'tieout.db'));
  database.prepare('UPDATE result_line_document SET document = ?').run(BROKEN_JSON);
  database.exec("INSERT OR IGNORE INTO content_digest_due SELECT 'run', position FROM run");
  database.close();
}
