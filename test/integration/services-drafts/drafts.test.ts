import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatMicros, formatPicos } from '#core/decimal/micros.ts';
import { findBatch, listBatches } from '#engine/repositories/batches.ts';
import { readInvoiceDocument } from '#engine/repositories/invoices.ts';
import { listSourceFiles } from '#engine/repositories/source-files.ts';
import { acceptDraft, saveDraftTemplate } from '#engine/services/drafts/accept-draft.ts';
import { changeDraft, retemplateDraft } from '#engine/services/drafts/change-draft.ts';
import { draftRows } from '#engine/services/drafts/draft-rows.ts';
import { NO_CHOICES } from '#engine/services/drafts/draft.ts';
import { openDraft } from '#engine/services/drafts/open-draft.ts';
import { replayTemplate } from '#engine/services/drafts/replay-template.ts';
import { summariseReading } from '#engine/services/drafts/summarise-draft.ts';
import { plainContext, temporaryWorkspace, writeTemporary } from '../../support/workspace.ts';
import { csv, ODD_CHOICES, ODD_COLUMNS, ODD_ROWS, openInvoice } from './support.ts';

const ODD = csv(ODD_ROWS);
const KNOWN = csv([
  ['Subscription ID', 'SKU', 'Quantity', 'Unit Price', 'Amount', 'Start Date', 'End Date'],
  ['Sub1', 'A-1', '10', '10', '100', '2026-10-01', '2026-10-31'],
  ['Sub1', 'A-2', '1', '2', '2', '2026-10-01', '2026-10-31'],
  ['', 'Total', '', '', '102', '', ''],
]);
const PAGE = { tableIndex: 0, offset: 0, limit: 500 };

describe('a file that is looked into', () => {
  it('is a report by its header, with its level', async () => {
    const path = writeTemporary(
      'usage.csv',
      'PARTNER_NAME,PARTNER_ORG_ID,SUBSCRIPTION_ID,SERVICE_NAME,SKU,DESCRIPTION,CONSUMPTION_START_DATE,CONSUMPTION_END_DATE,QUANTITY\n',
    );
    const request = { name: 'usage.csv', origin: { kind: 'file', path } } as const;
    const found = await openDraft(temporaryWorkspace(), request, plainContext());
    expect(found).toEqual({ kind: 'report', level: 'partner' });
  });

  it('leaves nothing in the workspace', async () => {
    const workspace = temporaryWorkspace();
    await openInvoice(workspace, { name: 'known.csv' }, KNOWN);
    expect(listBatches(workspace.database)).toEqual([]);
    expect(listSourceFiles(workspace.database)).toEqual([]);
    expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
  });

  it('is told by its own name where it can not be read', async () => {
    const path = writeTemporary('leer.csv', '');
    const request = { name: 'leer.csv', origin: { kind: 'file', path } } as const;
    await expect(openDraft(temporaryWorkspace(), request, plainContext())).rejects.toMatchObject({
      code: 'FILE_EMPTY',
      params: { file: 'leer.csv' },
    });
  });
});

describe('a draft of a known layout', () => {
  it('shows each column with its field, how surely it is known, and samples', async () => {
    const { draft } = await openInvoice(temporaryWorkspace(), { name: 'known.csv' }, KNOWN);
    expect(draft.analysis.columns.slice(0, 3)).toMatchObject([
      { name: 'Subscription ID', field: 'subscriptionId', ground: 'exact', samples: ['Sub1'] },
      { name: 'SKU', field: 'sku', ground: 'exact', samples: ['A-1', 'A-2', 'Total'] },
      { name: 'Quantity', field: 'quantity', content: 'number', filled: 2, readable: 2 },
    ]);
  });

  it('gives rows their class and reason, and holds what is kept against the stated total', async () => {
    const { draft } = await openInvoice(temporaryWorkspace(), { name: 'known.csv' }, KNOWN);
    const { rows } = draftRows(draft, { ...PAGE, filter: 'all' });
    expect(rows.map(({ place, rowClass }) => [place, rowClass])).toEqual([
      ['header', undefined],
      ['line', 'charge'],
      ['line', 'charge'],
      ['line', 'subtotal'],
    ]);
    const { tieOut } = summariseReading(draft.analysis.reading ?? expect.fail());
    expect(tieOut.status).toBe('ok');
    expect(formatPicos(tieOut.kept ?? expect.fail())).toBe('102');
  });

  it('lists only the rows that are no charges', async () => {
    const { draft } = await openInvoice(temporaryWorkspace(), { name: 'known.csv' }, KNOWN);
    const listed = draftRows(draft, { ...PAGE, filter: 'not-charges' });
    expect(listed.rows.map(({ row, classRule }) => [row, classRule])).toEqual([[4, 'words:total']]);
    expect(listed.total).toBe(1);
  });

  it('untouched, is imported as the command line would: the same reading', async () => {
    const { draft } = await openInvoice(temporaryWorkspace(), { name: 'known.csv' }, KNOWN);
    expect(draft.analysis.options).toEqual({});
  });
});

describe('a draft of an unknown layout', () => {
  it('proposes a header and reads nothing by it', async () => {
    const { draft } = await openInvoice(temporaryWorkspace(), { name: 'odd.csv' }, ODD);
    expect(draft.analysis.headerGround).toBe('proposed');
    expect(draft.analysis.header?.row).toBe(3);
    expect(draft.analysis.problem?.code).toBe('HEADER_NOT_FOUND');
    expect(draft.analysis.reading).toBeUndefined();
  });

  it('can not be imported before a person has decided', async () => {
    const workspace = temporaryWorkspace();
    const { store, draft } = await openInvoice(workspace, { name: 'odd.csv' }, ODD);
    await expect(acceptDraft(workspace, store, draft.id, plainContext())).rejects.toMatchObject({
      code: 'HEADER_NOT_FOUND',
    });
    expect(listBatches(workspace.database)).toEqual([]);
  });

  it('says which fields are still missing', async () => {
    const { store, draft } = await openInvoice(temporaryWorkspace(), { name: 'odd.csv' }, ODD);
    const choices = { ...ODD_CHOICES, columns: ODD_COLUMNS.slice(0, 4) };
    const changed = await changeDraft(store, draft.id, choices, plainContext());
    expect(changed.analysis.problem).toMatchObject({
      code: 'COLUMN_MISSING',
      params: { columns: 'quantity, amount' },
    });
  });

  it('refuses one field for two columns', async () => {
    const { store, draft } = await openInvoice(temporaryWorkspace(), { name: 'odd.csv' }, ODD);
    const columns = [...ODD_COLUMNS.slice(0, 5), { column: 5, field: 'quantity' as const }];
    const changed = await changeDraft(store, draft.id, { ...ODD_CHOICES, columns }, plainContext());
    expect(changed.analysis.problem).toMatchObject({
      code: 'COLUMN_AMBIGUOUS',
      params: { candidates: '何個, いくら' },
    });
  });

  it('is imported with exactly the figures that were shown', async () => {
    const workspace = temporaryWorkspace();
    const { store, draft } = await openInvoice(workspace, { name: 'odd.csv' }, ODD);
    const changed = await changeDraft(store, draft.id, ODD_CHOICES, plainContext());
    const shown = changed.analysis.reading ?? expect.fail();
    expect(formatMicros(summariseReading(shown).keptAmount)).toBe('10250.4');
    const { batchId } = await acceptDraft(workspace, store, draft.id, plainContext());
    expect(readInvoiceDocument(workspace.database, batchId)).toEqual(shown.document);
  });

  it('tells columns of one name, and of none, by their place', async () => {
    const workspace = temporaryWorkspace();
    const text = csv([
      ['記号', '数', '数', ''],
      ['A-1', '10', '7', '2026-10-01'],
      ['A-2', '20', '9', '2026-10-02'],
      ['A-3', '30', '11', '2026-10-03'],
    ]);
    const { store, draft } = await openInvoice(workspace, { name: 'twins.csv' }, text);
    const columns = [
      { column: 0, field: 'sku' as const },
      { column: 1, field: 'quantity' as const },
      { column: 2, field: 'amount' as const },
      { column: 3, field: 'chargeStart' as const },
    ];
    const choices = { ...NO_CHOICES, header: { sheet: undefined, row: 1, rows: 1 as const }, columns };
    await changeDraft(store, draft.id, choices, plainContext());
    const { batchId } = await acceptDraft(workspace, store, draft.id, plainContext());
    const [first] = readInvoiceDocument(workspace.database, batchId).rows;
    expect(first).toMatchObject({
      sku: 'A-1',
      quantity: 10_000_000n,
      amount: 7_000_000n,
      chargeStart: '2026-10-01',
    });
  });
});

describe('a file that changes while it is mapped', () => {
  it('is not imported', async () => {
    const workspace = temporaryWorkspace();
    const path = writeTemporary('known.csv', KNOWN);
    const { store, draft } = await openInvoice(workspace, {
      name: 'known.csv',
      origin: { kind: 'file', path },
    });
    appendFileSync(path, '\r\nSub2,A-3,1,1,1,2026-10-01,2026-10-31');
    await expect(acceptDraft(workspace, store, draft.id, plainContext())).rejects.toMatchObject({
      code: 'DRAFT_OUTDATED',
      params: { file: 'known.csv' },
    });
    expect(readdirSync(workspace.sourcesFolder)).toEqual([]);
  });
});

describe('a table that was pasted', () => {
  it('is kept as evidence under its name, byte for byte', async () => {
    const workspace = temporaryWorkspace();
    const text = KNOWN.replaceAll(',', '\t');
    const content = new TextEncoder().encode(text);
    const { store, draft } = await openInvoice(workspace, {
      name: 'pasted.tsv',
      origin: { kind: 'pasted', content },
    });
    const { batchId } = await acceptDraft(workspace, store, draft.id, plainContext());
    expect(findBatch(workspace.database, batchId)).toMatchObject({
      fileName: 'pasted.tsv',
      counts: { read: 3 },
    });
    expect(listSourceFiles(workspace.database)).toMatchObject([
      { bytes: content.length, sha256: draft.sourceId },
    ]);
  });
});

describe('a template', () => {
  it('is applied to the next file of its layout by itself', async () => {
    const workspace = temporaryWorkspace();
    const { store, draft } = await openInvoice(workspace, { name: 'odd.csv' }, ODD);
    await changeDraft(store, draft.id, ODD_CHOICES, plainContext());
    saveDraftTemplate(workspace, store, { draftId: draft.id, name: 'Odd', templateId: undefined });
    await acceptDraft(workspace, store, draft.id, plainContext());
    const next = await openInvoice(
      workspace,
      { name: 'odd-11.csv' },
      ODD.replaceAll('2026-10', '2026-11').replace('11-31', '11-30').replaceAll('11-31', '11-30'),
    );
    expect(next.draft.template).toMatchObject({ name: 'Odd', version: 1 });
    expect(next.draft.analysis.problem).toBeUndefined();
    expect(next.draft.analysis.headerGround).toBe('template');
  });

  it('of which a column is missing leaves that one to the person, and guesses nothing', async () => {
    const workspace = temporaryWorkspace();
    const { store, draft } = await openInvoice(workspace, { name: 'odd.csv' }, ODD);
    await changeDraft(store, draft.id, ODD_CHOICES, plainContext());
    saveDraftTemplate(workspace, store, { draftId: draft.id, name: 'Odd', templateId: undefined });
    const drifted = await openInvoice(workspace, { name: 'odd-2.csv' }, ODD.replace('いくら', '代金'));
    expect(drifted.draft.template?.name).toBe('Odd');
    expect(drifted.draft.analysis.problem).toMatchObject({
      code: 'COLUMN_MISSING',
      params: { columns: 'amount' },
    });
  });

  it('that was changed reads the month before as it was imported', async () => {
    const workspace = temporaryWorkspace();
    const { store, draft } = await openInvoice(workspace, { name: 'odd.csv' }, ODD);
    await changeDraft(store, draft.id, ODD_CHOICES, plainContext());
    saveDraftTemplate(workspace, store, { draftId: draft.id, name: 'Odd', templateId: undefined });
    await acceptDraft(workspace, store, draft.id, plainContext());
    const drifted = await openInvoice(workspace, { name: 'odd-2.csv' }, ODD.replace('いくら', '代金'));
    const right = await changeDraft(
      drifted.store,
      drifted.draft.id,
      { ...drifted.draft.choices, columns: ODD_COLUMNS },
      plainContext(),
    );
    expect(await replayTemplate(workspace, right, plainContext())).toMatchObject({
      fileName: 'odd.csv',
      isSame: true,
    });
    const swapped = ODD_COLUMNS.map((own) =>
      own.column === 4 ? { ...own, field: 'unitPrice' as const } : own,
    )
      .concat({ column: 0, field: 'quantity' })
      .filter(({ field }) => field !== 'subscriptionId');
    const wrong = await changeDraft(
      drifted.store,
      drifted.draft.id,
      { ...drifted.draft.choices, columns: swapped },
      plainContext(),
    );
    expect((await replayTemplate(workspace, wrong, plainContext())).isSame).toBe(false);
  });

  it('that nobody has used has nothing to replay', async () => {
    const workspace = temporaryWorkspace();
    const { draft } = await openInvoice(workspace, { name: 'known.csv' }, KNOWN);
    await expect(replayTemplate(workspace, draft, plainContext())).rejects.toMatchObject({
      code: 'TEMPLATE_NEVER_USED',
    });
  });

  it('of a taken name is refused', async () => {
    const workspace = temporaryWorkspace();
    const { store, draft } = await openInvoice(workspace, { name: 'known.csv' }, KNOWN);
    const save = (): unknown =>
      saveDraftTemplate(workspace, store, { draftId: draft.id, name: 'Cisco', templateId: undefined });
    save();
    expect(save).toThrow('TEMPLATE_NAME_TAKEN');
  });
});

it('a draft that was imported is evidence even where the file is gone afterwards', async () => {
  const workspace = temporaryWorkspace();
  const path = writeTemporary('known.csv', KNOWN);
  const { store, draft } = await openInvoice(workspace, {
    name: 'known.csv',
    origin: { kind: 'file', path },
  });
  await acceptDraft(workspace, store, draft.id, plainContext());
  writeFileSync(path, 'something else');
  expect(readdirSync(workspace.sourcesFolder)).toContain(draft.sourceId);
});

describe('a layout without a header', () => {
  const LINES = csv([
    ['S-1', 'A-FLEX', '2026-10-01', '2026-10-31', '10', '1000'],
    ['S-1', 'A-CALL', '2026-10-01', '2026-10-31', '5', '250.40'],
  ]);
  const choices = {
    ...NO_CHOICES,
    header: { sheet: undefined, row: 1, rows: 0 },
    columns: ODD_COLUMNS,
    currency: 'JPY',
  } as const;

  it('is read by the places of its columns, the first row with the others', async () => {
    const workspace = temporaryWorkspace();
    const { store, draft } = await openInvoice(workspace, { name: 'bare.csv' }, LINES);
    expect(draft.analysis.problem?.code).toBe('HEADER_NOT_FOUND');
    const bare = await changeDraft(store, draft.id, { ...choices, columns: undefined }, plainContext());
    expect(bare.analysis.columns.map(({ name, samples }) => [name, samples[0]])).toEqual([
      ...[
        ['', 'S-1'],
        ['', 'A-FLEX'],
        ['', '2026-10-01'],
        ['', '2026-10-31'],
        ['', '10'],
        ['', '1000'],
      ],
    ]);
    const read = await changeDraft(store, draft.id, choices, plainContext());
    expect(read.analysis.problem).toBeUndefined();
    expect(draftRows(read, { ...PAGE, filter: 'all' }).rows.map(({ place }) => place)).toEqual([
      'line',
      'line',
    ]);
    const imported = await acceptDraft(workspace, store, draft.id, plainContext());
    const document = readInvoiceDocument(workspace.database, imported.batchId);
    expect(document.rows.map(({ amount }) => amount && formatMicros(amount))).toEqual(['1000', '250.4']);
  });

  it('has a template that reads the next file, and is applied to none by itself', async () => {
    const workspace = temporaryWorkspace();
    const first = await openInvoice(workspace, { name: 'bare.csv' }, LINES);
    await changeDraft(first.store, first.draft.id, choices, plainContext());
    const saved = saveDraftTemplate(workspace, first.store, {
      draftId: first.draft.id,
      name: 'Bare',
      templateId: undefined,
    });
    const november = LINES.replaceAll('2026-10-31', '2026-10-30');
    const { store, draft } = await openInvoice(workspace, { name: 'next.csv' }, november);
    expect(draft.template).toBeUndefined();
    const read = await retemplateDraft(
      workspace,
      store,
      { draftId: draft.id, templateId: saved.templateId },
      plainContext(),
    );
    expect(read.analysis.problem).toBeUndefined();
    expect(read.analysis.reading?.document.rows).toHaveLength(2);
  });
});
