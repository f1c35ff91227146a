import type { LineDocument } from '#core/reconcile/result-document.ts';
import type { ReadableDatabase } from '../../db/handles.ts';
import { documentsAt } from '../../repositories/work-lines.ts';

/** The most lines that an entry of the log names; the act's own changes name all of them. */
const MOST_NAMES = 5;

/** How a person calls a line. */
export const lineName = (
  line: Pick<LineDocument, 'subscriptionId' | 'sku' | 'customerExternalId' | 'customerOrgId' | 'consumerId'>,
): string =>
  [line.subscriptionId, line.sku, line.customerExternalId ?? line.customerOrgId, line.consumerId]
    .filter((part) => part !== null)
    .join(' / ');

/** The names of a run's lines by their places: the first few, and how many more there are. */
export function namesOfLines(
  database: ReadableDatabase,
  runPosition: bigint,
  positions: readonly number[],
): readonly string[] {
  const names = documentsAt(database, runPosition, positions.slice(0, MOST_NAMES)).map(lineName);
  const more = positions.length - names.length;
  return more > 0 ? [...names, `+ ${more}`] : names;
}
