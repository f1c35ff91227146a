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

/** What a run has come to, in short: the same by every way. */
export interface Outcome {
  /** Over every figure and judgement, and nothing that depends on the form of the files. */
  readonly resultHash: string;
  readonly totals: Readonly<Record<string, unknown>>;
  readonly lines: number;
  /** How many lines there are of each class. */
  readonly classes: Readonly<Record<string, number>>;
}

const OUTCOME = z.object({
  resultHash: z.string(),
  totals: z.record(z.string(), z.unknown()),
  lines: z.array(z.object({ class: z.string() })),
});

/** What the JSON of a run says. */
export function outcomeOf(output: string): Outcome {
  const { resultHash, totals, lines } = OUTCOME.parse(JSON.parse(output));
  const classes = new Map<string, number>();
  for (const line of lines) classes.set(line.class, (classes.get(line.class) ?? 0) + 1);
  const sorted = [...classes].sort(([a], [b]) => (a < b ? -1 : 1));
  return { resultHash, totals, lines: lines.length, classes: Object.fromEntries(sorted) };
}

/** Throws where the files as they are and the same ones in their plain form have not come to the same. */
export function requireSameOutcome(fast: Outcome, plain: Outcome): void {
  const [left, right] = [fast, plain].map((outcome) => JSON.stringify(outcome));
  if (left !== right)
    throw new Error(`The fast and the tolerant readers disagree: ${String(left)}, ${String(right)}`);
}

const countOutside = (lines: readonly { readonly withinTolerance: boolean }[]): number =>
  lines.filter(({ withinTolerance }) => !withinTolerance).length;
