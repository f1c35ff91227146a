/** Holds a result document against the truth and lists every figure that differs. */
import type { LineDocument, ResultDocument } from '../../../src/core/reconcile/result-document.ts';
import { daysOf } from './calendar.ts';
import { exact, isCanonical, plain, sum, type Exact } from './exact.ts';
import type { BilledRow } from './invoice.ts';
import type { Truth, TruthLine } from './truth.ts';

export interface Surroundings {
  /** Where each billed row stands; rows of several files carry their file. */
  readonly rowOf?: ReadonlyMap<BilledRow, number>;
  /** Rows above the header: the contract does not say whether they count as read. */
  readonly above?: number;
  /** Figures that the contract leaves open in this month. */
  readonly skip?: readonly ('coverage' | 'usage-rows' | 'rows' | 'unit-rounding' | 'duplicates')[];
  /** Whether issues of severity error are expected. */
  readonly hasErrors?: boolean;
}

type Say = (place: string, want: unknown, got: unknown) => void;

const text = (value: Exact | undefined): string | null => (value === undefined ? null : plain(value));
const EXIT = { tied: 0, variances: 1, blocked: 1, 'not-reconcilable': 1 } as const;

/** The exit code that goes with a verdict. */
export const exitFor = (verdict: keyof typeof EXIT): number => EXIT[verdict];

const idOf = (line: LineDocument): string =>
  [
    line.subscriptionId ?? '',
    line.sku,
    line.customerOrgId ?? line.customerExternalId ?? '',
    line.consumerId ?? '',
  ]
    .join('|')
    .toLowerCase();

const truthIds = (line: TruthLine): string[] => {
  const of = (customer: string): string =>
    [line.subscription, line.sku, customer, line.consumer ?? ''].join('|').toLowerCase();
  // A customer that the reports do not know is known by what the invoice calls it.
  const externalId = line.usage.rows === 0 ? line.billed[0]?.customer?.externalId : undefined;
  return [
    of(line.customer ?? ''),
    ...(externalId === undefined || line.customer === undefined ? [] : [of(externalId)]),
  ];
};

/** Every difference between the document and the truth, as sentences; empty where they agree. */
export function disagreements(document: ResultDocument, truth: Truth, around: Surroundings = {}): string[] {
  const found: string[] = [];
  const say: Say = (place, want, got) => {
    if (JSON.stringify(want) !== JSON.stringify(got))
      found.push(`${place}: want ${JSON.stringify(want)}, got ${JSON.stringify(got)}`);
  };
  const skip = new Set(around.skip ?? []);
  found.push(...rulesBroken(document));
  say('verdict', truth.verdict, document.verdict);
  if (truth.verdict === 'tied' || truth.verdict === 'variances')
    say('verdictReasons', [], document.verdictReasons);
  else if (document.verdictReasons.length === 0) found.push('verdictReasons: want a code, got none');
  say('currency', truth.terms.currency, document.currency);
  say('period', { ...truth.terms.period, days: daysOf(truth.terms.period) }, document.period);
  const { totals } = truth;
  for (const key of ['invoiced', 'expected', 'variance', 'notAudited'] as const)
    say(`totals.${key}`, plain(totals[key]), document.totals[key]);
  for (const key of ['quantity', 'price', 'lineRounding'] as const)
    say(`totals.components.${key}`, plain(totals.components[key]), document.totals.components[key]);
  if (!skip.has('unit-rounding'))
    say('totals.components.unitRounding', '0', document.totals.components.unitRounding);
  say('totals.components.unexplained', '0', document.totals.components.unexplained);
  if (!skip.has('coverage')) compareCoverage(document, truth, around, say);
  for (const [id, status] of Object.entries(truth.checks))
    say(`checks.${id}`, status, document.checks.find((check) => check.id === id)?.status);
  compareLines(document, truth, around, say, found);
  const errors = document.issues.filter((issue) => issue.severity === 'error');
  if (around.hasErrors !== true && errors.length > 0)
    found.push(`issues: want no error, got ${JSON.stringify(errors)}`);
  return found;
}

function compareCoverage(document: ResultDocument, truth: Truth, around: Surroundings, say: Say): void {
  const { coverage } = document;
  const above = around.above ?? 0;
  const counted = coverage.invoiceRows - truth.rows.length;
  if (counted < 0 || counted > above + 1)
    say('coverage.invoiceRows', truth.rows.length, coverage.invoiceRows);
  say('coverage.audited', truth.coverage.audited, coverage.audited);
  say('coverage.quarantined', truth.coverage.quarantined, coverage.quarantined);
  // What stands above the header may be counted or not: then only the classes that a banner can't have are exact.
  const open = counted > 0 ? ['blank', 'unknown'] : [];
  const closed = (record: Readonly<Record<string, number>>): [string, number][] =>
    Object.entries(record)
      .filter(([name, count]) => count > 0 && !open.includes(name))
      .sort(([a], [b]) => (a < b ? -1 : 1));
  say('coverage.excludedByClass', closed(truth.coverage.excludedByClass), closed(coverage.excludedByClass));
  say('coverage.auditedAmount', plain(truth.totals.invoiced), coverage.auditedAmount);
  const amounts = truth.rows
    .filter((row) => row.kind !== 'subtotal' && row.kind !== 'total' && row.quarantined !== true)
    .map((row) => row.amount ?? 0n);
  const ratio = (whole: Exact): number => Number(plain(truth.totals.invoiced)) / Number(plain(whole));
  const signed = ratio(sum(amounts));
  const magnitude = ratio(sum(amounts.map((amount) => (amount < 0n ? -amount : amount))));
  const share = Number(coverage.amountShare);
  const isNear = (candidate: number): boolean => Math.abs(share - candidate) <= 0.0011;
  if (
    truth.coverage.quarantined === 0 &&
    truth.totals.invoiced !== 0n &&
    !isNear(signed) &&
    !isNear(magnitude)
  )
    say('coverage.amountShare', [signed, magnitude], coverage.amountShare);
}

function compareLines(
  document: ResultDocument,
  truth: Truth,
  around: Surroundings,
  say: Say,
  found: string[],
): void {
  const skip = new Set(around.skip ?? []);
  const left = new Map(document.lines.map((line) => [idOf(line), line]));
  if (left.size !== document.lines.length) found.push('lines: two lines have one key');
  for (const line of truth.lines) {
    const id = truthIds(line).find((candidate) => left.has(candidate));
    const got = id === undefined ? undefined : left.get(id);
    const place = `line ${truthIds(line)[0] ?? ''}`;
    if (got === undefined || id === undefined) {
      found.push(`${place}: missing`);
      continue;
    }
    left.delete(id);
    say(`${place} level`, line.level, got.level);
    if (!line.matches.includes(got.match)) say(`${place} match`, line.matches, got.match);
    if (line.classes !== undefined && !line.classes.includes(got.class))
      say(`${place} class`, line.classes, got.class);
    say(`${place} direction`, line.direction, got.direction);
    say(`${place} withinTolerance`, line.isWithin, got.withinTolerance);
    say(`${place} invoiced.quantity`, plain(line.invoiced.quantity), got.invoiced.quantity);
    say(`${place} invoiced.unitPrice`, text(line.invoiced.unitPrice), got.invoiced.unitPrice);
    say(`${place} invoiced.amount`, plain(line.invoiced.amount), got.invoiced.amount);
    say(`${place} usage.userDays`, plain(line.usage.userDays), got.usage.userDays);
    say(`${place} usage.quantity`, plain(line.usage.quantity), got.usage.quantity);
    if (!skip.has('usage-rows')) say(`${place} usage.rows`, line.usage.rows, got.usage.rows);
    // At several prices the contract does not say which one is expected.
    if (line.expected.unitPrice !== undefined || line.expected.amount === undefined)
      say(`${place} expected.unitPrice`, text(line.expected.unitPrice), got.expected.unitPrice);
    say(`${place} expected.amount`, text(line.expected.amount), got.expected.amount);
    say(`${place} expected.priceSource`, line.expected.source ?? null, got.expected.priceSource);
    say(`${place} variance.quantity`, plain(line.variance.quantity), got.variance.quantity);
    say(`${place} variance.amount`, text(line.variance.amount), got.variance.amount);
    for (const key of ['quantity', 'price', 'lineRounding'] as const)
      say(`${place} components.${key}`, text(line.components?.[key]), got.components?.[key] ?? null);
    const codes = got.explanations.map((explanation) => explanation.code as string);
    for (const code of line.because) if (!codes.includes(code)) say(`${place} explanations`, code, codes);
    const duplicates = got.explanations.filter((explanation) => explanation.code === 'DUPLICATE_LINE');
    const repeated =
      duplicates.length === 0
        ? null
        : plain(sum(duplicates.map((explanation) => exact(explanation.amount ?? '0'))));
    if (!skip.has('duplicates')) say(`${place} DUPLICATE_LINE`, text(line.repeated), repeated);
    const rowOf = around.rowOf;
    if (rowOf !== undefined && !skip.has('rows')) {
      const want = line.billed.map((row) => rowOf.get(row) ?? 0).sort((a, b) => a - b);
      say(
        `${place} invoiced.rows`,
        want,
        got.invoiced.rows.map((row) => row.row).sort((a, b) => a - b),
      );
    }
  }
  for (const id of left.keys()) found.push(`line ${id}: not expected`);
}

/** What holds for every document, whatever the month. */
export function rulesBroken(document: ResultDocument): string[] {
  const found: string[] = [];
  const rule = (holds: boolean, sentence: string): void => {
    if (!holds) found.push(`rule: ${sentence}`);
  };
  rule((document.schema as string) === 'tieout.result/1', 'the schema is tieout.result/1');
  rule(/^sha256:[0-9a-f]{64}$/.test(document.resultHash), 'resultHash is sha256 and 64 hex digits');
  const walk = (value: unknown, place: string): void => {
    if (typeof value === 'string') {
      if (
        /(quantity|amount|invoiced|expected|variance|notAudited|price|unitPrice|lineRounding|unitRounding|unexplained|userDays|auditedAmount|amountShare|maxResidual|difference|tolerance)$/i.test(
          place,
        )
      )
        rule(isCanonical(value) || !/\d/.test(value), `${place} is a plain decimal, not ${value}`);
    } else if (Array.isArray(value))
      value.forEach((item, index) => {
        walk(item, `${place}[${index}]`);
      });
    else if (value !== null && typeof value === 'object')
      for (const [key, item] of Object.entries(value))
        if (key !== 'params' && key !== 'sources') walk(item, `${place}.${key}`);
  };
  walk(
    { coverage: document.coverage, totals: document.totals, lines: document.lines, checks: document.checks },
    '',
  );
  const { coverage, totals, lines } = document;
  rule(
    coverage.invoiceRows === coverage.audited + coverage.excluded + coverage.quarantined,
    `read = audited + excluded + quarantined (${coverage.invoiceRows} = ${coverage.audited} + ${coverage.excluded} + ${coverage.quarantined})`,
  );
  const byClass = Object.values(coverage.excludedByClass).reduce((a, b) => a + b, 0);
  rule(
    byClass === coverage.excluded,
    `excludedByClass adds up to excluded (${byClass}, ${coverage.excluded})`,
  );
  const componentsOf = (of: ResultDocument['totals']['components']): Exact =>
    sum(Object.values(of).map((value: string) => exact(value)));
  rule(
    componentsOf(totals.components) === exact(totals.variance),
    'the components of the totals sum to the variance',
  );
  for (const line of lines) {
    if (line.components === null || line.variance.amount === null) continue;
    rule(
      componentsOf(line.components) === exact(line.variance.amount),
      `the components of ${idOf(line)} sum to its variance`,
    );
  }
  const total = (of: (line: LineDocument) => string | null): Exact =>
    sum(lines.map((line) => exact(of(line) ?? '0')));
  rule(
    total((line) => line.invoiced.amount) === exact(totals.invoiced),
    'the lines add up to totals.invoiced',
  );
  rule(
    total((line) => line.expected.amount) === exact(totals.expected),
    'the lines add up to totals.expected',
  );
  rule(
    total((line) => line.variance.amount) === exact(totals.variance),
    'the lines add up to totals.variance',
  );
  const keys = lines.map((line) => [
    line.subscriptionId ?? '',
    line.sku,
    line.customerOrgId ?? '',
    line.consumerId ?? '',
  ]);
  const isSorted = keys.every((key, index) => {
    const before = keys[index - 1];
    if (before === undefined) return true;
    for (let i = 0; i < key.length; i += 1) {
      const [a = '', b = ''] = [before[i]?.toLowerCase(), key[i]?.toLowerCase()];
      if (a !== b) return a < b;
    }
    return true;
  });
  rule(isSorted, 'the lines are sorted by subscriptionId, sku, customer, user');
  return found;
}
