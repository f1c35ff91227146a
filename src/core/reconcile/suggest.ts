import { micros, type Micros } from '../decimal/micros.ts';
import { compareText } from '../compare.ts';
import { keyText, keyTextAt, type PricedLine } from './line.ts';
import { tokenSetSimilarity } from './similarity.ts';

/** A usage line that a charge without usage may stand for. Never confirmed by the engine. */
export interface Suggestion {
  readonly rule: 'similar-name' | 'same-quantity' | 'subset-sum' | 'description-to-sku';
  readonly line: PricedLine;
  /** 0 to 1 in thousandths. */
  readonly thousandths: number;
}

/** Looks up the suggestions of a line. */
export type Suggest = (line: PricedLine) => readonly Suggestion[];

/** How the lines are named, for the comparison of names. */
export interface LineTexts {
  readonly customerOf: (line: PricedLine) => string;
  readonly skuOf: (line: PricedLine) => string;
}

const LARGEST_GROUP = 500;
const LARGEST_SUBSET_POOL = 20;
const LARGEST_SUBSET = 5;
const LEAST_SIMILARITY = 600;
const MOST_SUGGESTIONS = 5;

/**
 * Pass 6 of domain rules 1.9: proposals for charges without usage among the usage without charges (`unbilled`).
 * Bounded in size, so that it is the same on every machine; similarity never confirms a match.
 */
export function suggester(unbilled: readonly PricedLine[], texts: LineTexts): Suggest {
  const byId = new Map<string, PricedLine[]>();
  for (const line of unbilled) {
    for (const id of [groupId(line), subscriptionId(line)]) {
      const list = byId.get(id);
      if (list) list.push(line);
      else byId.set(id, [line]);
    }
  }
  return (line) => {
    if (line.rows.length === 0 || line.usage.rows > 0 || line.outOfPeriod) return [];
    const sameSku = byId.get(groupId(line)) ?? [];
    const pool = sameSku.length > LARGEST_GROUP ? [] : sameSku;
    const others = (byId.get(subscriptionId(line)) ?? []).slice(0, LARGEST_GROUP);
    const found = [
      ...byQuantity(line, pool),
      ...bySimilarity(line, pool, texts.customerOf, 'similar-name'),
      ...bySubset(line, pool),
      ...bySimilarity(
        line,
        others.filter(({ key }) => key.sku !== line.key.sku && key.customer === line.key.customer),
        texts.skuOf,
        'description-to-sku',
      ),
    ];
    return found
      .sort((a, b) => b.thousandths - a.thousandths || compareText(keyText(a.line.key), keyText(b.line.key)))
      .slice(0, MOST_SUGGESTIONS);
  };
}

const groupId = (line: PricedLine): string => keyTextAt(line.key, 'partner');
const subscriptionId = (line: PricedLine): string => `subscription ${line.key.subscription ?? ''}`;

const byQuantity = (line: PricedLine, pool: readonly PricedLine[]): Suggestion[] =>
  pool
    .filter(({ usageQuantity }) => usageQuantity === line.invoicedQuantity)
    .map((other) => ({ rule: 'same-quantity', line: other, thousandths: 500 }));

function bySimilarity(
  line: PricedLine,
  pool: readonly PricedLine[],
  textOf: (line: PricedLine) => string,
  rule: Suggestion['rule'],
): Suggestion[] {
  const own = textOf(line);
  if (own === '') return [];
  return pool
    .map((other) => ({ rule, line: other, thousandths: tokenSetSimilarity(own, textOf(other)) }))
    .filter(({ thousandths }) => thousandths >= LEAST_SIMILARITY);
}

/** Up to five of at most twenty usage lines whose quantities add up to the charge. */
function bySubset(line: PricedLine, pool: readonly PricedLine[]): Suggestion[] {
  if (pool.length < 2 || pool.length > LARGEST_SUBSET_POOL) return [];
  const ordered = [...pool].sort((a, b) => compareText(keyText(a.key), keyText(b.key)));
  const search = (from: number, rest: Micros, depth: number): readonly PricedLine[] | undefined => {
    if (rest === 0n && depth >= 2) return [];
    if (depth === LARGEST_SUBSET || rest <= 0n) return undefined;
    for (let index = from; index < ordered.length; index += 1) {
      const candidate = ordered[index];
      if (!candidate) continue;
      const tail = search(index + 1, micros(rest - candidate.usageQuantity), depth + 1);
      if (tail) return [candidate, ...tail];
    }
    return undefined;
  };
  const subset = search(0, line.invoicedQuantity, 0) ?? [];
  return subset.map((other) => ({ rule: 'subset-sum', line: other, thousandths: 400 }));
}
