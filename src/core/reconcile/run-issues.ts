import { formatMicros } from '../decimal/micros.ts';
import type { OverFullConsumer } from '../usage/usage-source.ts';
import type { AuditedRow, Line, LineKey } from './line.ts';
import type { ReconcileInput } from './input.ts';
import type { DuplicateFinder } from './explain/find-duplicates.ts';
import type { LineNames, RunIssue } from './result.ts';
import type { UnitBasisChoice, UnitBasisProposal } from './unit-basis/infer.ts';

const runIssue = (code: string, severity: RunIssue['severity'], text: string | undefined): RunIssue => ({
  code,
  severity,
  source: undefined,
  sheet: undefined,
  row: undefined,
  column: undefined,
  text,
});

/** What the issues of a run are drawn from. */
export interface RunFacts {
  readonly input: ReconcileInput;
  readonly lines: readonly Line[];
  readonly overFull: readonly OverFullConsumer[];
  readonly duplicates: DuplicateFinder;
  readonly unitBasis: ReadonlyMap<LineKey['sku'], UnitBasisChoice>;
  readonly proposal: UnitBasisProposal | undefined;
  readonly namesOf: (key: LineKey) => LineNames;
}

/** What the comparison itself has to say beside its figures. */
export function runIssues(facts: RunFacts): readonly RunIssue[] {
  const { input, lines, overFull, duplicates, unitBasis, proposal, namesOf } = facts;
  const shown = (line: Line): string => {
    const { subscriptionId, sku, customerOrgId, customerExternalId } = namesOf(line.key);
    return [subscriptionId, sku, customerExternalId ?? customerOrgId]
      .filter((part) => part !== undefined)
      .join(' / ');
  };
  const { outsidePeriodRows, quarantinedRows } = input.usageLeftOut;
  const hasBook = input.parameters.priceBook !== undefined;
  return [
    ...[...unitBasis]
      .filter(([, { uncertain }]) => uncertain)
      .map(([sku]) =>
        runIssue(
          'UNIT_BASIS_UNCERTAIN',
          'warning',
          namesOf({ sku, subscription: undefined, customer: undefined, consumer: undefined }).sku,
        ),
      ),
    ...(proposal === undefined ? [] : [runIssue('UNIT_BASIS_ALTERNATIVE', 'info', proposalText(proposal))]),
    ...lines
      .filter(({ expectedAmount }) => expectedAmount === undefined)
      .map((line) => runIssue('PRICE_UNKNOWN', 'warning', shown(line))),
    ...lines
      .filter(({ priceSource, rows }) => hasBook && priceSource === 'invoice' && rows.length > 0)
      .map((line) => runIssue('PRICE_NOT_IN_BOOK', 'warning', shown(line))),
    ...overFull.map((consumer): RunIssue => ({
      code: 'OVER_FULL_USER',
      severity: 'warning',
      source: consumer.refs[0]?.source,
      sheet: consumer.refs[0]?.sheet,
      row: consumer.refs[0]?.row,
      column: 'QUANTITY',
      text: `${consumer.display}: ${formatMicros(consumer.userDays)}`,
    })),
    ...lines.flatMap((line) => duplicates(line.rows).map(duplicateIssue)),
    ...(outsidePeriodRows > 0
      ? [runIssue('USAGE_OUTSIDE_PERIOD', 'warning', String(outsidePeriodRows))]
      : []),
    ...(quarantinedRows > 0 ? [runIssue('USAGE_ROWS_QUARANTINED', 'error', String(quarantinedRows))] : []),
  ];
}

/** `user-months, 0 decimals, up, user: 49/49`: the options of the command line that would state it. */
function proposalText({ candidate, matching, of }: UnitBasisProposal): string {
  const { basis, decimals, rounding, grain } = candidate;
  return `--unit-basis ${basis} --unit-decimals ${decimals ?? ''} --rounding ${rounding} --rounding-grain ${grain}: ${matching}/${of}`;
}

const duplicateIssue = ({ row }: AuditedRow): RunIssue => ({
  code: 'DUPLICATE_LINE',
  severity: 'warning',
  ...row.ref,
  column: undefined,
  text: row.amount === undefined ? undefined : formatMicros(row.amount),
});
