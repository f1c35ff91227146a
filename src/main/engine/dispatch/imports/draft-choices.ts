import type { WireDraftChoices } from '#shared/ipc/contract/imports.ts';
import type { DraftChoices } from '../../services/drafts/draft.ts';

/** Choices as the engine has them: what is null on the wire is undefined. */
export const choicesFromWire = (wire: WireDraftChoices): DraftChoices => ({
  sheet: wire.sheet ?? undefined,
  header: wire.header === null ? undefined : { ...wire.header, sheet: wire.header.sheet ?? undefined },
  columns: wire.columns ?? undefined,
  numberStyle: wire.numberStyle ?? undefined,
  dateOrder: wire.dateOrder ?? undefined,
  currency: wire.currency ?? undefined,
  skipRows: wire.skipRows,
});

/** Choices as they cross. */
export const choicesToWire = (choices: DraftChoices): WireDraftChoices => ({
  sheet: choices.sheet ?? null,
  header: choices.header === undefined ? null : { ...choices.header, sheet: choices.header.sheet ?? null },
  columns: choices.columns?.map(({ column, field }) => ({ column, field })) ?? null,
  numberStyle: choices.numberStyle ?? null,
  dateOrder: choices.dateOrder ?? null,
  currency: choices.currency ?? null,
  skipRows: choices.skipRows.map(({ column, equals }) => ({ column, equals })),
});
