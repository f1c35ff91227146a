import { z } from 'zod';

/** What the analyst's script prints. */
const MONTH = z.object({
  invoiceLines: z.number(),
  compared: z.number(),
  outsideTolerance: z.number(),
  invoiced: z.string(),
  statedTotal: z.string(),
  variance: z.string(),
  userDays: z.string(),
  customerDays: z.string(),
  partnerDays: z.string(),
  levelsAgree: z.boolean(),
});

/** What is read of Tieout's result. */
const RESULT = z.object({
  coverage: z.object({ audited: z.number() }),
  totals: z.object({ invoiced: z.string(), variance: z.string() }),
  checks: z.array(z.object({ id: z.string(), left: z.string().nullable(), right: z.string().nullable() })),
  lines: z.array(z.object({ withinTolerance: z.boolean() })),
});

/**
 * Throws where Tieout and the analyst's script have not come to the same: a benchmark of two programs that do different
 * things says nothing. The script calculates in floats, so sums of money may differ by a cent.
 */
export function requireAgreement(ownOutput: string, peerOutput: string): void {
  const own = RESULT.parse(JSON.parse(ownOutput));
  const peer = MONTH.parse(JSON.parse(peerOutput));
  const check = (id: string): { readonly left: number; readonly right: number } => {
    const found = own.checks.find((one) => one.id === id);
    return { left: Number(found?.left), right: Number(found?.right) };
  };
  const pairs: readonly (readonly [what: string, own: number, peer: number])[] = [
    ['invoice lines', own.coverage.audited, peer.invoiceLines],
    ['compared lines', own.lines.length, peer.compared],
    ['lines outside the tolerance', countOutside(own.lines), peer.outsideTolerance],
    ['amount invoiced', Number(own.totals.invoiced), Number(peer.invoiced)],
    ['total of the invoice', Number(own.totals.invoiced), Number(peer.statedTotal)],
    ['variance', Number(own.totals.variance), Number(peer.variance)],
    ['user-days, partner level', check('T3').left, Number(peer.partnerDays)],
    ['user-days, customer level', check('T3').right, Number(peer.customerDays)],
    ['user-days, user level', check('T4').right, Number(peer.userDays)],
  ];
  const wrong = pairs.filter(([, left, right]) => !(Math.abs(left - right) < 0.01));
  if (wrong.length > 0 || !peer.levelsAgree) {
    const texts = wrong.map(([what, left, right]) => `${what}: ${String(left)}, the script ${String(right)}`);
    throw new Error(`Tieout and the pandas script disagree. ${texts.join('; ')}`);
  }
}

const countOutside = (lines: readonly { readonly withinTolerance: boolean }[]): number =>
  lines.filter(({ withinTolerance }) => !withinTolerance).length;
