import { describe, expect, it } from 'vitest';
import { parseDecimal } from '#core/decimal/micros.ts';
import { parseRowText } from '#core/reconcile/manual/manual-rules.ts';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import { signatureOf, signatureText } from '#core/reconcile/signature.ts';
import { resultReader } from '#engine/dispatch/read-results.ts';
import type { Workspace } from '#engine/context.ts';
import type { ReadableDatabase } from '#engine/db/handles.ts';
import { openReader } from '#engine/dispatch/read-workspace.ts';
import { openUsersOfRun } from '#engine/services/users-of-run.ts';
import { finish } from '#core/steps.ts';
import type { LineFilter, LineRow } from '#shared/ipc/contract/result-lines.ts';
import { LINE_SORTS } from '#shared/ipc/line-sorts.ts';
import { RESULTS_CONTRACT } from '#shared/ipc/contract/results.ts';
import { onTestFinished } from 'vitest';
import { practiceRun, reconcilePractice } from '../../support/practice-run.ts';

const picos = (text: string | null): bigint => {
  if (text === null) return 0n;
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(12, '0'));
  return text.startsWith('-') ? -size : size;
};
const sum = (texts: readonly (string | null)[]): bigint =>
  texts.reduce((total, text) => total + picos(text), 0n);

/** The practice period behind the connection that the window reads with. */
async function practiceReader(): Promise<{
  readonly workspace: Workspace;
  readonly database: ReadableDatabase;
  readonly read: ReturnType<typeof resultReader>;
  readonly result: ResultDocument;
  readonly list: (request?: {
    readonly filter?: LineFilter;
    readonly level?: 'partner' | 'customer' | 'user';
    readonly withUsers?: boolean;
    readonly sort?: { column: (typeof LINE_SORTS)[number]; direction: 'ascending' | 'descending' };
    readonly offset?: number;
    readonly limit?: number;
  }) => ReturnType<ReturnType<typeof resultReader>['results:list-lines']>;
}> {
  const { workspace, result } = await practiceRun();
  const reader = openReader(workspace);
  onTestFinished(() => {
    reader.close();
  });
  const read = resultReader(reader.database);
  return {
    workspace,
    database: reader.database,
    read,
    result,
    list: async (request = {}) =>
      RESULTS_CONTRACT['results:list-lines'].output.parse(
        await read['results:list-lines']({ runId: result.runId, offset: 0, limit: 500, ...request }),
      ),
  };
}

const lineOf = (result: ResultDocument, row: LineRow): LineDocument => {
  const line = result.lines[row.position ?? -1];
  if (!line) throw new Error('no such line');
  return line;
};

describe('a list of lines', () => {
  it('has every line with the figures of the document, and their exact sums', async () => {
    const { list, result } = await practiceReader();
    const { rows, total, totals } = await list();
    expect(total).toBe(result.lines.length);
    for (const row of rows) {
      const line = lineOf(result, row);
      expect(row).toMatchObject({
        kind: 'line',
        sku: line.sku,
        class: line.class,
        invoicedAmount: line.invoiced.amount,
        expectedAmount: line.expected.amount,
        varianceAmount: line.variance.amount,
        userDays: line.usage.userDays,
        expectedQuantity: line.usage.quantity,
        invoicedPrice: line.invoiced.unitPrice,
        explanations: [...new Set(line.explanations.map(({ code }) => code))],
      });
    }
    expect(picos(totals.invoicedAmount)).toBe(picos(result.totals.invoiced));
    expect(picos(totals.varianceAmount)).toBe(picos(result.totals.variance));
    expect(sum([totals.over, totals.under])).toBe(picos(result.totals.variance));
  });

  it('gives the same rows page by page as at once', async () => {
    const { list } = await practiceReader();
    const sort = { column: 'varianceSize', direction: 'descending' } as const;
    const all = (await list({ sort })).rows;
    const pages = await Promise.all([0, 7, 14].map((offset) => list({ sort, offset, limit: 7 })));
    expect(pages.flatMap(({ rows }) => rows)).toEqual(all.slice(0, 21));
  });

  it.each(LINE_SORTS)('is sorted by %s in both directions, what is unknown last', async (column) => {
    const { list } = await practiceReader();
    const figures = (await list({ sort: { column, direction: 'ascending' } })).rows;
    const back = (await list({ sort: { column, direction: 'descending' } })).rows;
    expect(new Set(back.map(({ position }) => position))).toEqual(
      new Set(figures.map(({ position }) => position)),
    );
    const valueOf = (row: LineRow): bigint | string | null => {
      if (column === 'position') return BigInt(row.position ?? 0);
      if (column === 'varianceSize')
        return row.varianceAmount === null ? null : picos(row.varianceAmount.replace('-', ''));
      if (column === 'customer') return row.customerName ?? row.customerExternalId ?? row.customerOrgId;
      const value = row[column];
      return value === null || !/^-?[\d.]+$/.test(value) ? value : picos(value);
    };
    const isOrdered = (rows: readonly LineRow[], sign: 1 | -1): boolean =>
      rows.map(valueOf).every((value, index, all) => {
        const before = all[index - 1];
        if (index === 0 || before === undefined) return true;
        if (value === null) return true;
        if (before === null) return false;
        return sign === 1 ? before <= value : before >= value;
      });
    expect(isOrdered(figures, 1)).toBe(true);
    expect(isOrdered(back, -1)).toBe(true);
  });

  it('is filtered by each condition, and by all of them at once', async () => {
    const { list, result } = await practiceReader();
    const count = async (filter: LineFilter): Promise<number> => (await list({ filter })).total;
    const expected = (is: (line: LineDocument) => boolean): number => result.lines.filter(is).length;
    const differing = result.lines.find((line) => signatureOf(line) !== undefined);
    const signature = differing && signatureOf(differing);
    if (!differing || !signature) throw new Error('the practice period has differences');
    expect(await count({ differencesOnly: true })).toBe(expected((line) => !line.withinTolerance));
    expect(await count({ classes: [differing.class] })).toBe(
      expected((line) => line.class === differing.class),
    );
    expect(await count({ directions: ['over', 'under'] })).toBe(expected((line) => line.direction !== 'nil'));
    expect(await count({ skus: [differing.sku] })).toBe(expected((line) => line.sku === differing.sku));
    expect(await count({ explanations: ['PRICE_DIFFERS'] })).toBe(
      expected((line) => line.explanations.some(({ code }) => code === 'PRICE_DIFFERS')),
    );
    expect(await count({ signature: signatureText(signature) })).toBe(
      expected((line) => {
        const own = signatureOf(line);
        return own !== undefined && signatureText(own) === signatureText(signature);
      }),
    );
    expect(await count({ search: differing.sku.toLowerCase() })).toBeGreaterThan(0);
    expect(await count({ search: 'ｎｏｗｈｅｒｅ' })).toBe(0);
    expect(await count({ key: { customerOrgId: differing.customerOrgId } })).toBe(
      expected((line) => line.customerOrgId === differing.customerOrgId),
    );
    expect(await count({ classes: [differing.class], skus: ['no such SKU'] })).toBe(0);
  });

  it('adds finer lines up to a level, and loses none', async () => {
    const { list, result } = await practiceReader();
    const { rows, totals } = await list({ level: 'partner' });
    const groups = new Set(result.lines.map(({ subscriptionId, sku }) => `${String(subscriptionId)} ${sku}`));
    expect(rows.length).toBe(groups.size);
    expect(rows.reduce((lines, row) => lines + row.lines, 0)).toBe(result.lines.length);
    expect(sum(rows.map(({ varianceAmount }) => varianceAmount))).toBe(picos(totals.varianceAmount));
    expect(sum(rows.map(({ invoicedAmount }) => invoicedAmount))).toBe(picos(result.totals.invoiced));
    expect(rows.every(({ differences, withinTolerance }) => withinTolerance === (differences === 0))).toBe(
      true,
    );
  });

  it('sums only what the filter leaves', async () => {
    const { list, result } = await practiceReader();
    const { rows } = await list({ level: 'partner', filter: { differencesOnly: true } });
    expect(rows.reduce((lines, row) => lines + row.lines, 0)).toBe(
      result.lines.filter((line) => !line.withinTolerance).length,
    );
  });

  it('is grouped by signature: every difference in one cluster, amounts exact', async () => {
    const { read, result } = await practiceReader();
    const { rows } = read['results:list-clusters']({ runId: result.runId, offset: 0, limit: 500 });
    const differing = result.lines.filter((line) => !line.withinTolerance);
    expect(rows.reduce((lines, cluster) => lines + cluster.lines, 0)).toBe(differing.length);
    expect(sum(rows.map(({ varianceAmount }) => varianceAmount))).toBe(
      sum(differing.map((line) => line.variance.amount)),
    );
    expect(rows.every(({ periods }) => periods === 1)).toBe(true);
  });

  it('counts what it can be filtered by', async () => {
    const { read, result } = await practiceReader();
    const facets = read['results:get-facets']({ runId: result.runId });
    expect(facets.skus.reduce((lines, sku) => lines + sku.lines, 0)).toBe(result.lines.length);
    expect(facets.differences).toBe(result.lines.filter((line) => !line.withinTolerance).length);
  });
});

describe('a list of lines with their users', () => {
  type List = Awaited<ReturnType<typeof practiceReader>>['list'];
  const everyRow = async (list: List, request: Parameters<List>[0], limit = 500): ReturnType<List> => {
    const first = await list({ ...request, limit });
    const pages = Math.ceil(first.total / limit) - 1;
    const rest = await Promise.all(
      Array.from({ length: pages }, (_, page) => list({ ...request, limit, offset: (page + 1) * limit })),
    );
    return { ...first, rows: [...first.rows, ...rest.flatMap(({ rows }) => rows)] };
  };

  it('has beneath each line that names no user those of the USER report, which sum to its user-days', async () => {
    const { list, result } = await practiceReader();
    const { rows, total, totals, users } = await everyRow(list, { withUsers: true });
    expect(total).toBe(rows.length);
    expect(rows.filter(({ kind }) => kind === 'line').length).toBe(result.lines.length);
    expect(totals).toEqual((await list()).totals);
    const beneath = rows.filter(({ kind }) => kind === 'usage');
    expect(beneath.length).toBeGreaterThan(10);
    expect(users?.users).toBe(beneath.length);
    expect(picos(users?.userDays ?? null)).toBe(sum(beneath.map(({ userDays }) => userDays)));
    let line: LineRow | undefined;
    let rest = 0n;
    for (const row of rows) {
      if (row.kind === 'usage') {
        rest -= picos(row.userDays);
        expect(row).toMatchObject({
          position: line?.position,
          sku: line?.sku,
          varianceAmount: null,
          lineKey: null,
        });
      } else {
        // What the USER report counts is what the line says of its users, to the last digit.
        expect(rest).toBe(0n);
        line = row;
        rest = picos(row.users?.userDays ?? null);
      }
    }
    expect(rest).toBe(0n);
  });

  it('agrees with the rows of the USER report in the proof of each line', async () => {
    const { list, read, result } = await practiceReader();
    const { rows } = await everyRow(list, { withUsers: true });
    const compared = rows.filter(({ kind, users }) => kind === 'line' && (users?.users ?? 0) > 0);
    for (const row of compared) {
      const position = row.position ?? -1;
      const page = await read['results:list-proof-usage']({
        runId: result.runId,
        position,
        level: 'user',
        offset: 0,
        limit: 500,
      });
      expect(picos(row.users?.userDays ?? null)).toBe(sum(page.rows.map(({ userDays }) => userDays)));
      expect(
        new Set(
          rows
            .filter((user) => user.kind === 'usage' && user.position === position)
            .map((user) => user.consumerId),
        ),
      ).toEqual(new Set(page.rows.map(({ consumerId }) => consumerId)));
    }
  });

  it('gives the same rows page by page as at once, wherever a page begins', async () => {
    const { list } = await practiceReader();
    const sort = { column: 'varianceSize', direction: 'descending' } as const;
    const { rows } = await everyRow(list, { sort, withUsers: true });
    expect((await everyRow(list, { sort, withUsers: true }, 7)).rows).toEqual(rows);
    for (const offset of [1, 2, 3, 499, 1000, rows.length - 1]) {
      expect((await list({ sort, withUsers: true, offset, limit: 1 })).rows).toEqual(
        rows.slice(offset, offset + 1),
      );
    }
    expect((await list({ sort, withUsers: true, offset: rows.length })).rows).toEqual([]);
  });

  it('finds users by a part of their id: their line stands with them alone', async () => {
    const { list } = await practiceReader();
    const everything = (await everyRow(list, { withUsers: true })).rows;
    const user = everything.find(({ kind, consumerId }) => kind === 'usage' && consumerId !== null);
    const id = user?.consumerId ?? '';
    const same = everything.filter(({ kind, consumerId }) => kind === 'usage' && consumerId === id);
    const { rows, total, totals, users } = await list({
      withUsers: true,
      filter: { search: id.slice(0, -2).toUpperCase() },
    });
    expect(rows.filter(({ kind }) => kind === 'usage')).toEqual(same);
    expect(rows.filter(({ kind }) => kind === 'line').map(({ position }) => position)).toEqual(
      same.map(({ position }) => position),
    );
    expect([total, users?.users, totals.lines]).toEqual([2 * same.length, same.length, same.length]);
    expect((await list({ withUsers: true, filter: { search: 'no such user' } })).total).toBe(0);
  });
});

describe('the users beneath the lines of a run', () => {
  it('come to the same, however many are added up at a time', async () => {
    const { database, result } = await practiceReader();
    const atOnce = finish(openUsersOfRun(database, result.runId));
    const inPortions = finish(openUsersOfRun(database, result.runId, 2));
    expect(inPortions.ofLine.size).toBeGreaterThan(100);
    expect(inPortions.ofLine).toEqual(atOnce.ofLine);
    const span = { offset: 0, limit: 500, search: undefined };
    for (const position of atOnce.ofLine.keys()) {
      expect(inPortions.page(position, span)).toEqual(atOnce.page(position, span));
    }
  });

  it('leave nothing behind where nobody waits for them any more', async () => {
    const { database, result } = await practiceReader();
    const steps = openUsersOfRun(database, result.runId, 2);
    for (let step = 0; step < 5; step += 1) expect(steps.next().done).toBe(false);
    const held = database.prepareFresh<{ rows: bigint }>('SELECT count(*) AS rows FROM temp.line_user');
    expect(held.get()?.rows).toBeGreaterThan(0n);
    // `return` wants an outcome, which work that is given up has not.
    (steps as Generator).return(undefined);
    expect(held.get()?.rows).toBe(0n);
  });

  it('are those of the run that was asked for, also where two are asked for at once', async () => {
    const { workspace, read, result, list } = await practiceReader();
    const other = await reconcilePractice(workspace);
    const ofOther = { runId: other.runId, offset: 0, limit: 500, withUsers: true };
    const asked = await Promise.all([
      list({ withUsers: true }),
      read['results:list-lines'](ofOther),
      list({ withUsers: true }),
      read['results:list-lines']({ ...ofOther, offset: 100 }),
    ]);
    expect(asked[0].rows).toEqual((await list({ withUsers: true })).rows);
    expect(asked[2].rows).toEqual(asked[0].rows);
    expect(asked[1].rows).toEqual((await read['results:list-lines'](ofOther)).rows);
    expect(asked[3].rows.slice(0, 300)).toEqual(asked[1].rows.slice(100, 400));
    expect(asked[1].users?.users).toBe(asked[0].users?.users);
    expect(asked[0].rows.filter(({ kind }) => kind === 'usage').length).toBeGreaterThan(100);
    expect(result.runId).not.toBe(other.runId);
  });
});

describe('the proof of a line', () => {
  it('has both sides down to the rows of the files, and they add up to the line', async () => {
    const { read, result } = await practiceReader();
    for (const [position, line] of result.lines.entries()) {
      const proof = RESULTS_CONTRACT['results:get-proof'].output.parse(
        await read['results:get-proof']({ runId: result.runId, position }),
      );
      expect(proof.invoiceRows.length).toBe(line.invoiced.rows.length);
      expect(sum(proof.invoiceRows.map(({ amount }) => amount))).toBe(picos(line.invoiced.amount));
      expect(proof.invoiceRows.map(({ address }) => parseRowText(address)?.row)).toEqual(
        proof.invoiceRows.map(({ row }) => row),
      );
      const compared = proof.usage.find((level) => level.compared);
      expect(picos(compared?.userDays ?? '0')).toBe(picos(line.usage.userDays));
      if (proof.line.components) {
        expect(sum(Object.values(proof.line.components))).toBe(picos(line.variance.amount));
      }
      for (const { level, rows, userDays } of proof.usage) {
        const page = await read['results:list-proof-usage']({
          runId: result.runId,
          position,
          level,
          offset: 0,
          limit: 500,
        });
        expect(page.total).toBe(rows);
        expect(sum(page.rows.map((row) => row.userDays))).toBe(picos(userDays));
        expect(parseDecimal(userDays)).toBeDefined();
      }
    }
  });

  it('of a line that is not there is refused', async () => {
    const { read, result } = await practiceReader();
    await expect(read['results:get-proof']({ runId: result.runId, position: 100_000 })).rejects.toThrow(
      'LINE_UNKNOWN',
    );
  });
});

describe('the checks of a run', () => {
  it('come with what fails them: as many as the result counts', async () => {
    const { read, result } = await practiceReader();
    const { checks, failuresKept } = read['results:get-checks']({ runId: result.runId });
    expect(failuresKept).toBe(true);
    expect(checks.map(({ id }) => id)).toEqual(result.checks.map(({ id }) => id));
    for (const { id, failing } of checks) {
      const { total, rows } = RESULTS_CONTRACT['results:list-check-failures'].output.parse(
        read['results:list-check-failures']({ runId: result.runId, check: id, offset: 0, limit: 500 }),
      );
      expect([id, total, rows.length]).toEqual([id, failing, failing]);
    }
    expect(checks.some(({ failing }) => failing > 0)).toBe(true);
  });
});
