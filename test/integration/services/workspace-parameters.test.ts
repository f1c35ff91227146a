import { describe, expect, it } from 'vitest';
import { parseDecimal, type Micros } from '#core/decimal/micros.ts';
import { defined } from '#core/assert.ts';
import { parsePeriod } from '#core/period.ts';
import type { ResultHead } from '#core/reconcile/result-document.ts';
import type { Workspace } from '#engine/context.ts';
import { listEvidence } from '#engine/evidence.ts';
import { eachEvent } from '#engine/repositories/events.ts';
import { currentPriceBook, listPriceBookRows } from '#engine/repositories/price-books.ts';
import { listBatches } from '#engine/repositories/batches.ts';
import { dropAlias, saveAlias, setTolerance, setUnitBasis } from '#engine/services/change-parameters.ts';
import { importInvoice } from '#engine/services/import-invoice.ts';
import { importPriceBook, removePriceBook } from '#engine/services/import-price-book.ts';
import { importReport } from '#engine/services/import-report.ts';
import { setMaskChoices } from '#engine/services/privacy/mask-choices.ts';
import { reconcilePeriod } from '#engine/services/reconcile-period.ts';
import { effectiveParameters, workspaceParametersHash } from '#engine/services/workspace-parameters.ts';
import { customerReport, invoice, partnerReport } from '../../support/small-month.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';

const OCTOBER = defined(parsePeriod('2026-10'), 'a month');
const decimal = (text: string): Micros => defined(parseDecimal(text), 'a decimal').value;
const NO_TOLERANCE = { quantity: undefined, amount: undefined, percent: decimal('0'), cap: undefined };
const AUTO = {
  basis: 'auto',
  decimals: undefined,
  rounding: undefined,
  grain: undefined,
  bySku: [],
} as const;

const importText = (workspace: Workspace, name: string, text: string): Promise<{ batchId: number }> =>
  importInvoice(workspace, { path: writeTemporary(name, text) }, plainContext());

/** October with 10 and 5 user-months used, and what the invoice says of them. */
async function month(acme = '10.00', beta = '5.00', total = '150.00'): Promise<Workspace> {
  const workspace = temporaryWorkspace();
  const report = customerReport({ acme: '310', beta: '155' });
  await importReport(workspace, { path: writeTemporary('customer.csv', report) }, plainContext());
  await importReport(
    workspace,
    { path: writeTemporary('partner.csv', partnerReport('465')) },
    plainContext(),
  );
  await importText(workspace, 'invoice.csv', invoice(acme, beta, total));
  return workspace;
}

const reconcileOctober = async (workspace: Workspace): Promise<ResultHead> =>
  (await reconcilePeriod(workspace, { period: OCTOBER }, plainContext())).result;

const book = (price: string): string =>
  writeTemporary('prices.csv', `SKU,UNIT_PRICE,CURRENCY\nA-1,${price},USD\n`);

describe('a period that is reconciled from what the workspace holds', () => {
  it('gives the verdict of its invoice and its reports', async () => {
    const result = await reconcileOctober(await month());
    expect(result).toMatchObject({ verdict: 'tied', totals: { invoiced: '150', variance: '0' } });
    expect(result.sources.map(({ file }) => file).sort()).toEqual([
      'customer.csv',
      'invoice.csv',
      'partner.csv',
    ]);
  });

  it('gives the same result hash as often as it is asked', async () => {
    const workspace = await month('11.00', '5.00', '160.00');
    const first = await reconcileOctober(workspace);
    const second = await reconcileOctober(workspace);
    expect(second.resultHash).toBe(first.resultHash);
    expect(second.runId).not.toBe(first.runId);
  });

  it('is refused without an invoice', async () => {
    const workspace = temporaryWorkspace();
    await expect(reconcileOctober(workspace)).rejects.toMatchObject({ code: 'INVOICE_NOT_HELD' });
  });

  it('is refused where two invoices may be one, and goes on with the one that a person chooses', async () => {
    const workspace = await month();
    const corrected = await importText(workspace, 'corrected.csv', invoice('11.00', '5.00', '160.00'));
    await expect(reconcileOctober(workspace)).rejects.toMatchObject({
      code: 'INVOICE_AMBIGUOUS',
      params: { files: expect.stringContaining('corrected.csv') as unknown },
    });
    const chosen = { period: OCTOBER, invoices: [corrected.batchId] };
    const { result } = await reconcilePeriod(workspace, chosen, plainContext());
    expect(result.totals.invoiced).toBe('160');
    expect((await reconcileOctober(workspace)).totals.invoiced).toBe('160');
  });

  it('does not take the choice of an earlier run for one about an invoice that came later', async () => {
    const workspace = await month();
    await reconcileOctober(workspace);
    await importText(workspace, 'later.csv', invoice('11.00', '5.00', '160.00'));
    await expect(reconcileOctober(workspace)).rejects.toMatchObject({ code: 'INVOICE_AMBIGUOUS' });
  });

  it('is refused with a reading that is no invoice of the workspace', async () => {
    const workspace = await month();
    const report = defined(listBatches(workspace.database, { kind: 'report' })[0], 'a report');
    for (const id of [report.id, 999]) {
      await expect(
        reconcilePeriod(workspace, { period: OCTOBER, invoices: [id] }, plainContext()),
      ).rejects.toMatchObject({ code: 'BATCH_UNKNOWN' });
    }
  });
});

describe('the saved parameters of a workspace', () => {
  it('decide a reconciliation: a saved tolerance turns a variance into agreement', async () => {
    const workspace = await month('10.01', '5.00', '150.10');
    expect((await reconcileOctober(workspace)).verdict).toBe('variances');
    setTolerance(workspace, { ...NO_TOLERANCE, quantity: decimal('0.02'), amount: decimal('0.2') });
    expect((await reconcileOctober(workspace)).verdict).toBe('tied');
  });

  it('give way, field by field, to what is stated for one run', async () => {
    const workspace = await month();
    setTolerance(workspace, { ...NO_TOLERANCE, quantity: decimal('1'), amount: decimal('2') });
    setUnitBasis(workspace, { ...AUTO, basis: 'user-days', bySku: [{ sku: 'A-1', basis: 'user-months' }] });
    const { parameters } = effectiveParameters(workspace.database, {
      unitBasis: 'user-months-30',
      tolerance: { amount: decimal('3') },
    });
    expect(parameters).toMatchObject({
      unitBasis: 'user-months-30',
      tolerance: { quantity: decimal('1'), amount: decimal('3') },
    });
    expect(parameters.unitBasisBySku).toBeUndefined();
  });

  it('state the unit basis of a single SKU', async () => {
    const workspace = await month('310', '155', '4650.00');
    setUnitBasis(workspace, { ...AUTO, bySku: [{ sku: 'a-1', basis: 'user-days' }] });
    const result = await reconcileOctober(workspace);
    expect(result.unitBasis).toMatchObject([{ sku: 'A-1', basis: 'user-days', inferred: false }]);
    expect(result.verdict).toBe('tied');
  });

  it('hold a price book with its rows, whose file becomes evidence', async () => {
    const workspace = await month();
    await importPriceBook(workspace, { path: book('9.00'), name: 'prices.csv' }, plainContext());
    const held = defined(currentPriceBook(workspace.database), 'a price book');
    expect(held).toMatchObject({ name: 'prices.csv', rows: 1, version: 1 });
    expect(listEvidence(workspace.sourcesFolder)).toContain(held.sha256);
    expect(listPriceBookRows(workspace.database, held.version)).toMatchObject([
      { sku: 'A-1', unitPrice: decimal('9'), row: 2 },
    ]);
    const result = await reconcileOctober(workspace);
    expect(result.totals).toMatchObject({ expected: '135', variance: '15' });
    expect(result.sources).toContainEqual(
      expect.objectContaining({ kind: 'price-book', file: 'prices.csv' }),
    );
  });

  it('no longer use a price book that was removed, and keep its file', async () => {
    const workspace = await month();
    await importPriceBook(workspace, { path: book('9.00'), name: 'prices.csv' }, plainContext());
    const held = defined(currentPriceBook(workspace.database), 'a price book');
    removePriceBook(workspace);
    expect(currentPriceBook(workspace.database)).toBeUndefined();
    expect((await reconcileOctober(workspace)).verdict).toBe('tied');
    workspace.close();
    expect(listEvidence(workspace.sourcesFolder)).toContain(held.sha256);
  });

  it('keep the price book of before where a new one can not be read, and name it as the person does', async () => {
    const workspace = await month();
    await importPriceBook(workspace, { path: book('9.00'), name: 'prices.csv' }, plainContext());
    const evidence = listEvidence(workspace.sourcesFolder);
    await expect(
      importPriceBook(workspace, { path: book('cheap'), name: 'bad.csv' }, plainContext()),
    ).rejects.toMatchObject({ code: 'PRICE_BOOK_INVALID', params: { file: 'bad.csv' } });
    expect(currentPriceBook(workspace.database)).toMatchObject({ name: 'prices.csv' });
    expect(listEvidence(workspace.sourcesFolder)).toEqual(evidence);
  });

  it('hold one alias a name, however it is spelt', () => {
    const workspace = temporaryWorkspace();
    saveAlias(workspace, { field: 'sku', from: 'Old Name', to: 'A-1' });
    saveAlias(workspace, { field: 'sku', from: 'ｏｌｄ ｎａｍｅ', to: 'A-2' });
    expect(effectiveParameters(workspace.database).aliases).toMatchObject([{ field: 'sku', to: 'A-2' }]);
    dropAlias(workspace, defined(effectiveParameters(workspace.database).aliases[0], 'an alias'));
    expect(effectiveParameters(workspace.database).aliases).toEqual([]);
  });

  it('write each change, and nothing that changes nothing, into the audit log', () => {
    const workspace = temporaryWorkspace();
    for (let times = 0; times < 2; times += 1) {
      setTolerance(workspace, { ...NO_TOLERANCE, cap: decimal('5') });
      setUnitBasis(workspace, { ...AUTO, basis: 'user-months' });
      saveAlias(workspace, { field: 'customer', from: 'Acme', to: 'c-1' });
      setMaskChoices(workspace, { screen: 'users', files: 'nobody' });
    }
    dropAlias(workspace, { field: 'customer', from: 'Acme' });
    dropAlias(workspace, { field: 'customer', from: 'Acme' });
    expect([...eachEvent(workspace.database)].map(({ what }) => what)).toEqual([
      'workspace-created',
      'tolerance-set',
      'unit-basis-set',
      'alias-set',
      'setting-changed',
      'alias-removed',
    ]);
  });

  it('have a hash that changes with each of them, and comes back when they do', () => {
    const workspace = temporaryWorkspace();
    const hashes = [workspaceParametersHash(workspace.database)];
    const step = (change: () => void): void => {
      change();
      hashes.push(workspaceParametersHash(workspace.database));
    };
    step(() => {
      setTolerance(workspace, { ...NO_TOLERANCE, amount: decimal('1') });
    });
    step(() => {
      setUnitBasis(workspace, { ...AUTO, basis: 'user-days' });
    });
    step(() => {
      saveAlias(workspace, { field: 'sku', from: 'X', to: 'Y' });
    });
    expect(new Set(hashes).size).toBe(4);
    dropAlias(workspace, { field: 'sku', from: 'X' });
    setUnitBasis(workspace, AUTO);
    setTolerance(workspace, NO_TOLERANCE);
    expect(workspaceParametersHash(workspace.database)).toBe(hashes[0]);
  });
});
