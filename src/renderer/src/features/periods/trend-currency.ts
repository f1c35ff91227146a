import type { WireTrendPoint } from '#shared/ipc/contract/periods.ts';

/** The currency of most periods, of equally many that of the newest: amounts of different currencies share no axis. */
export function mainCurrency(points: readonly WireTrendPoint[]): string | null {
  const counts = new Map<string | null, number>();
  for (const { currency } of points) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return points.findLast(({ currency }) => counts.get(currency) === most)?.currency ?? null;
}
