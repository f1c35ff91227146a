import type { PairedLine } from '../line.ts';
import type { UnitBasis } from '../parameters.ts';

const USER_DAYS =
  /(user|seat|licen[cs]e|agent|port)[\s_-]*days?|ユーザー[・\s]*日|人日|利用日数|(benutzer|nutzer)tage/;
const USER_MONTHS =
  /(user|seat|licen[cs]e|agent|port)[\s_-]*months?|ユーザー[・\s]*月|人月|(benutzer|nutzer)monate/;

/**
 * The unit that the invoice itself states in its unit-of-measure column, where all charges of a SKU agree on one
 * that is unmistakable. `EA`, `User` or `License` say nothing about days or months.
 */
export function statedBasis(lines: readonly PairedLine[]): readonly UnitBasis[] | undefined {
  let stated: readonly UnitBasis[] | undefined;
  for (const { row } of lines.flatMap((line) => line.rows)) {
    const text = row.unitOfMeasure?.normalize('NFKC').toLowerCase() ?? '';
    const bases: readonly UnitBasis[] | undefined = USER_DAYS.test(text)
      ? ['user-days']
      : USER_MONTHS.test(text)
        ? ['user-months', 'user-months-30']
        : undefined;
    if (bases === undefined) return undefined;
    if (stated !== undefined && stated[0] !== bases[0]) return undefined;
    stated = bases;
  }
  return stated;
}
