import type { LineRow } from '#shared/ipc/contract/result-lines.ts';

/** How a person calls a line where lines are chosen from: customer, SKU, consumer. */
export const lineName = (row: LineRow): string =>
  [row.customerName ?? row.customerExternalId ?? row.customerOrgId, row.sku, row.consumerId]
    .filter((part) => part !== null)
    .join(' · ');
