import { defined } from '#core/assert.ts';
import type { InvoiceField } from '#core/mapping/invoice-field.ts';
import type { Workspace } from '#engine/context.ts';
import { draftStore, type DraftStore } from '#engine/services/drafts/draft-store.ts';
import { NO_CHOICES, type Draft, type DraftChoices } from '#engine/services/drafts/draft.ts';
import { openDraft, type OpenRequest } from '#engine/services/drafts/open-draft.ts';
import { plainContext, writeTemporary } from '../../support/workspace.ts';

/** An invoice whose header no dictionary knows: a title, a group row, odd names, a total below. */
export const ODD_ROWS: readonly (readonly string[])[] = [
  ['ご請求内訳書 第10号'],
  ['契約の情報', '', 'ご利用の内容', '', 'お金のこと', ''],
  ['枝番', '物の記号', 'いつから', 'いつまで', '何個', 'いくら'],
  ['S-1', 'A-FLEX', '2026-10-01', '2026-10-31', '10', '1000'],
  ['S-1', 'A-CALL', '2026-10-01', '2026-10-31', '5', '250.40'],
  ['S-2', 'A-FLEX', '2026-10-01', '2026-10-31', '90', '9000'],
  ['', '合計', '', '', '', '10250.40'],
];

/** Which of the odd columns is which field, as a person would say. */
export const ODD_COLUMNS: readonly { readonly column: number; readonly field: InvoiceField }[] = [
  { column: 0, field: 'subscriptionId' },
  { column: 1, field: 'sku' },
  { column: 2, field: 'chargeStart' },
  { column: 3, field: 'chargeEnd' },
  { column: 4, field: 'quantity' },
  { column: 5, field: 'amount' },
];

export const csv = (rows: readonly (readonly string[])[]): string =>
  rows.map((cells) => cells.join(',')).join('\r\n');

/** The choices by which the odd layout is read. */
export const ODD_CHOICES: DraftChoices = {
  ...NO_CHOICES,
  header: { sheet: undefined, row: 3, rows: 1 },
  columns: ODD_COLUMNS,
  currency: 'JPY',
};

/** Opens a file that must turn out to be an invoice, and holds it. */
export async function openInvoice(
  workspace: Workspace,
  request: Partial<OpenRequest> & Pick<OpenRequest, 'name'>,
  text?: string,
): Promise<{ readonly store: DraftStore; readonly draft: Draft }> {
  const path = text === undefined ? '' : writeTemporary(request.name, text);
  const found = await openDraft(workspace, { origin: { kind: 'file', path }, ...request }, plainContext());
  if (found.kind !== 'invoice') throw new Error('It was taken for a report');
  const store = draftStore();
  store.put(found.draft);
  return { store, draft: defined(found.draft, 'it was opened') };
}
