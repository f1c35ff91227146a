import { absolute, micros, type Micros } from '../decimal/micros.ts';

/** Which rows a figure is the sum of. `nested` is a run of earlier blocks, such as the SKUs of one customer. */
export type SumFit = 'whole' | 'block' | 'nested';

/** Sums of the rows read so far, for finding out what a subtotal is the sum of. */
export interface RunningSums {
  /** Adds the amount of a row that is no subtotal. */
  add(amount: Micros, isTax: boolean): void;
  /** Notes that a subtotal stands here: a new block begins. */
  closeBlock(): void;
  /** Rows with an amount since the last subtotal. */
  readonly rowsInBlock: number;
  readonly rowsInAll: number;
  /** What `amount` is the sum of; undefined where it is none, and for a sum of nothing. */
  fit(amount: Micros): SumFit | undefined;
}

/** Sums of the sheets read earlier: a document's total may stand on its last sheet. */
export interface EarlierSums {
  readonly all: Micros;
  readonly withoutTax: Micros;
}

/**
 * How far a printed sum may miss the sum of its rows: a minor unit, or half of one for each row that carries more
 * decimals than the currency has.
 */
export function sumTolerance(minorUnit: Micros, finerRows: number): Micros {
  const spread = (minorUnit * BigInt(finerRows)) / 2n;
  return micros(spread > minorUnit ? spread : minorUnit);
}

/** Starts counting the rows of a sheet. */
export function runningSums(before: EarlierSums, minorUnit: Micros): RunningSums {
  let all = 0n;
  let withoutTax = 0n;
  let rowsInBlock = 0;
  let rowsInAll = 0;
  let finerInBlock = 0;
  let finerInAll = 0;
  let blockStart = 0n;
  /** Sums at which earlier blocks began: a nested subtotal reaches back to one of them. */
  const boundaries = new Set<bigint>([0n]);
  const isNear = (sum: bigint, amount: bigint, finerRows: number): boolean =>
    absolute(sum - amount) <= sumTolerance(minorUnit, finerRows);
  return {
    add(amount, isTax) {
      all += amount;
      if (!isTax) withoutTax += amount;
      rowsInBlock += 1;
      rowsInAll += 1;
      if (amount % minorUnit === 0n) return;
      finerInBlock += 1;
      finerInAll += 1;
    },
    closeBlock() {
      boundaries.add(all);
      blockStart = all;
      rowsInBlock = 0;
      finerInBlock = 0;
    },
    get rowsInBlock() {
      return rowsInBlock;
    },
    get rowsInAll() {
      return rowsInAll;
    },
    fit(amount) {
      if (rowsInAll === 0 || (amount === 0n && all !== 0n)) return undefined;
      const wholes = [all, withoutTax, before.all + all, before.withoutTax + withoutTax];
      if (wholes.some((sum) => isNear(sum, amount, finerInAll))) return 'whole';
      if (rowsInBlock > 0 && isNear(all - blockStart, amount, finerInBlock)) return 'block';
      return boundaries.has(all - amount) ? 'nested' : undefined;
    },
  };
}
