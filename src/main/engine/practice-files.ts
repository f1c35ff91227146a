import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '#core/errors.ts';

const PRACTICE = join('resources', 'practice');

/** The files of the practice period. */
export interface PracticeFiles {
  readonly invoice: string;
  readonly priceBook: string;
  /** Coarse to fine. */
  readonly reports: readonly string[];
}

/** The practice period's folder: above this file, both in the sources and in a build. Throws FILE_NOT_FOUND. */
export function practiceFiles(): PracticeFiles {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, PRACTICE);
    if (existsSync(join(candidate, 'invoice.xlsx'))) {
      return {
        invoice: join(candidate, 'invoice.xlsx'),
        priceBook: join(candidate, 'price-book.csv'),
        reports: ['partner.csv', 'customer.csv', 'user.csv'].map((file) => join(candidate, file)),
      };
    }
    if (folder === dirname(folder)) throw new AppError('FILE_NOT_FOUND', { file: PRACTICE });
  }
}
