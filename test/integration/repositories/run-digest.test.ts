import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defined } from '#core/assert.ts';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import { finish } from '#core/steps.ts';
import { findChangedContents, sealContents } from '#engine/repositories/content-digests.ts';
import { addRun } from '#engine/repositories/runs.ts';
import { keptResult } from '../../support/kept-result.ts';
import { OCTOBER, reconcileMonth } from '../../support/months.ts';
import { temporaryWorkspace } from '../../support/workspace.ts';

const body = reconcileMonth({
  charges: [{ sku: 'A-1', customer: 'C', quantity: '1', price: '2.5', amount: '2.5' }],
  usage: { customer: [{ subscription: 'Sub100', sku: 'A-1', customer: 'C', quantity: '93' }] },
});
const LINE = defined(body.lines[0], 'a line');

/** What SQL, UTF-8 and JSON each treat in their own way among it. */
const text = fc
  .array(
    fc.constantFrom(
      "'",
      "''",
      '"',
      '\0',
      '\ud83d',
      '\ude00',
      '😀',
      '\n',
      '\t',
      ',',
      'é',
      '株',
      'Ａ',
      'a',
      ' ',
    ),
    {
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));
const orNone = fc.option(text, { nil: null });
const figure = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.bigInt({ min: 0n, max: 10n ** 20n }),
    fc.constantFrom('', '.5', '.000000000001'),
  )
  .map((parts) => parts.join(''));
const someLine = fc
  .record({
    ...{ subscriptionId: orNone, sku: text, customerOrgId: orNone, customerExternalId: orNone },
    ...{ consumerId: orNone, quantity: figure, amount: fc.option(figure, { nil: null }) },
    withinTolerance: fc.boolean(),
  })
  .map(({ quantity, amount, ...names }): LineDocument => ({
    ...LINE,
    ...names,
    invoiced: { ...LINE.invoiced, quantity },
    variance: { quantity, amount },
  }));

const HASH = '0'.repeat(64);
const RUN = {
  ...{ id: 'run', period: OCTOBER, verdict: body.verdict, inputsHash: HASH, parameters: '{}' },
  ...{ parametersHash: HASH, createdAt: '2026-11-02T00:00:00.000Z', batchIds: [] },
};
const resultOf = (lines: readonly LineDocument[]): ResultDocument => ({
  ...{ ...body, lines, runId: 'run', generatedAt: RUN.createdAt, resultHash: `sha256:${HASH}` },
});

describe('the digest of a run', () => {
  it('that was taken while the lines were written is the one of the rows as they stand', () => {
    const { database } = temporaryWorkspace();
    let runs = 0;
    fc.assert(
      fc.property(fc.array(someLine, { maxLength: 60 }), (lines) => {
        runs += 1;
        const kept = finish(addRun(database, { ...RUN, id: String(runs) }, keptResult(resultOf(lines))));
        finish(sealContents(database, { runLines: new Map([[Number(kept.position), kept.lines]]) }));
        expect(finish(findChangedContents(database, ({ id }) => id === Number(kept.position)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["UPDATE result_line SET customer_external = 'D'", 'a name'],
    ['UPDATE result_line SET variance_amount_rest = variance_amount_rest + 1', 'a part of a figure'],
    ['UPDATE result_line SET consumer = 0', 'a value that was none'],
    ["UPDATE result_line_document SET document = document || ' '", 'a document'],
    ['DELETE FROM result_line', 'lines that are gone'],
    ["INSERT INTO check_failure VALUES (1, 'T1', 0, '{}')", 'a failure of a check'],
    ["UPDATE run SET verdict = 'blocked'", 'the run itself'],
  ])('is another after %s', (sql) => {
    const { database } = temporaryWorkspace();
    const kept = finish(addRun(database, RUN, keptResult(resultOf([LINE]))));
    finish(sealContents(database, { runLines: new Map([[1, kept.lines]]) }));
    expect(finish(findChangedContents(database))).toEqual([]);
    database.execute(sql);
    database.execute('DELETE FROM content_digest_due');
    expect(finish(findChangedContents(database))).toEqual([{ part: 'run', id: 1 }]);
  });

  it('has what fails the checks in the order of their places, however many checks fail there', () => {
    const { database } = temporaryWorkspace();
    const digestAfter = (statements: readonly string[]): unknown => {
      for (const sql of statements) database.execute(sql);
      finish(sealContents(database));
      return database.prepare("SELECT sha256 FROM content_digest WHERE part = 'run'").get();
    };
    finish(addRun(database, RUN, keptResult(resultOf([LINE]))));
    const insert =
      "INSERT INTO check_failure VALUES (1, 'T6', 0, '{}'), (1, 'T5', 1, '{}'), (1, 'T5', 0, '{}')";
    const due = "INSERT INTO content_digest_due VALUES ('run', 1)";
    const first = digestAfter([insert]);
    expect(digestAfter([due, 'DELETE FROM check_failure', insert])).toEqual(first);
    expect(digestAfter([due, 'UPDATE check_failure SET position = 2 WHERE position = 1'])).not.toEqual(first);
  });
});
