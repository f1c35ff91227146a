/** The known-truth months would notice: one figure changed anywhere in a document is a disagreement. */
import { beforeAll, expect, test } from 'vitest';
import type { ResultDocument } from '../../../src/core/reconcile/result-document.ts';
import { disagreements } from '../../support/truth/compare.ts';
import { monthOf } from '../../support/truth/calendar.ts';
import { exact, plain } from '../../support/truth/exact.ts';
import { draftMonth, expectMonth, nth, type MonthRun } from '../../support/truth/month.ts';
import { rebill } from '../../support/truth/invoice.ts';
import { makeWorld } from '../../support/truth/world.ts';

/** What the contract leaves open, or what only informs: not held against the truth. */
const OPEN =
  /^(sources|issues|unitBasis|checks\.\d+\.(left|right|difference|tolerance|failing)|schema|runId|generatedAt|resultHash|coverage\.amountShare)|\.(explanations|suggestions|rule|customerExternalId|sheet|file)\b/;

let run: MonthRun;
beforeAll(async () => {
  const world = makeWorld({ seed: 801, period: monthOf('2026-10') });
  run = await expectMonth(
    draftMonth(world, {
      closing: { subtotals: true, taxPercent: 10, blanks: true },
      faults: (charges) => {
        rebill(nth(charges, 1), (nth(charges, 1).quantity ?? 0n) + exact(2));
        return charges.filter((_, index) => index !== 4);
      },
    }),
  );
});

/** Every place in a document that holds a figure or a word, with another value for it. */
function changes(value: unknown, place: string): { readonly place: string; readonly other: unknown }[] {
  if (typeof value === 'number') return [{ place, other: value + 1 }];
  if (typeof value === 'boolean') return [{ place, other: !value }];
  if (typeof value === 'string')
    return [
      { place, other: /^-?\d+(\.\d+)?$/.test(value) ? plain(exact(value) + exact('0.000001')) : `${value}x` },
    ];
  if (Array.isArray(value)) return value.flatMap((item, index) => changes(item, `${place}.${index}`));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) =>
    changes(item, place === '' ? key : `${place}.${key}`),
  );
}

function withChange(document: ResultDocument, place: string, other: unknown): ResultDocument {
  const copy = structuredClone(document) as unknown as Record<string, unknown>;
  const steps = place.split('.');
  const last = steps.pop() ?? '';
  let at = copy;
  for (const step of steps) at = at[step] as Record<string, unknown>;
  at[last] = other;
  return copy as unknown as ResultDocument;
}

test('a change of a millionth, of a word or of a count is noticed wherever it is', () => {
  const around = { rowOf: run.written.rowOf, above: run.written.above };
  expect(disagreements(run.document, run.truth, around)).toEqual([]);
  const places = changes(run.document, '').filter(({ place }) => !OPEN.test(place));
  const unnoticed = places.filter(({ place, other }) => {
    try {
      return disagreements(withChange(run.document, place, other), run.truth, around).length === 0;
    } catch {
      return false;
    }
  });
  expect(places.length).toBeGreaterThan(200);
  const isT8 = (place: string): boolean =>
    run.document.checks[Number(/^checks\.(\d+)/.exec(place)?.[1] ?? '-1')]?.id === 'T8';
  expect(unnoticed.map(({ place }) => place).filter((place) => !isT8(place))).toEqual([]);
});

test('a line that vanishes, or comes twice, is noticed', () => {
  const around = { rowOf: run.written.rowOf, above: run.written.above };
  const { document, truth } = run;
  expect(disagreements({ ...document, lines: document.lines.slice(1) }, truth, around)).not.toEqual([]);
  expect(
    disagreements({ ...document, lines: [...document.lines, ...document.lines.slice(0, 1)] }, truth, around),
  ).not.toEqual([]);
});
