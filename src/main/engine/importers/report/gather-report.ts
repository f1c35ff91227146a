import { defined } from '#core/assert.ts';
import type { RowIssue } from '#core/source.ts';
import type { UsageLevel } from '#core/usage/usage-row.ts';
import type { JobContext } from '../../jobs/job-context.ts';
import type { UsageBlock, UsageSums } from '../../usage-blocks/usage-block.ts';
import { MOST_HELD_ROWS, openUsageGatherer, type UsageGatherer } from '../../usage-blocks/usage-gatherer.ts';
import { readReport } from './read-report.ts';
import type { ReportFile, ReportReading } from './report-file.ts';

/** What a report's header says of it. */
export interface ReportHeader {
  readonly level: UsageLevel;
  /** The names of unknown columns, in their order. */
  readonly extraColumns: readonly string[];
}

/** Where the blocks of a report go. */
export interface BlockSink {
  /** The header is read. Called again when the file has to be read from its start once more: forget what came before. */
  readonly begin: (header: ReportHeader) => void;
  /** Takes a block, and what is to be said about its rows, before it returns: the block's memory is used again. */
  readonly take: (block: UsageBlock, issues: readonly RowIssue[]) => void;
}

/** What a report has come to. */
export interface GatheredReport {
  readonly counts: ReportReading['counts'];
  readonly sums: UsageSums;
}

/** Reads a usage report into blocks of rows that one transaction can store. Throws what `readReport` does. */
export async function gatherReport(
  input: ReportFile,
  sink: BlockSink,
  context: JobContext,
): Promise<GatheredReport> {
  let gatherer: UsageGatherer | undefined;
  let issues: RowIssue[] = [];
  const opened = (): UsageGatherer => defined(gatherer, 'rows follow the header');
  const handOver = (): void => {
    const said = issues;
    issues = [];
    sink.take(opened().take(), said);
  };
  const { counts } = await readReport(
    input,
    {
      begin: ({ level, extra }) => {
        const extraColumns = extra.map((column) => column.name);
        issues = [];
        gatherer = openUsageGatherer(extraColumns);
        sink.begin({ level, extraColumns });
      },
      take: (rows, added) => {
        if (opened().weight() + issues.length + rows.length > MOST_HELD_ROWS) handOver();
        opened().hold(rows);
        for (const issue of added) issues.push(issue);
      },
      plain: {
        placesOf: (row) => opened().placesOf(row),
        add: (bytes, ids, sourceRow, group, window, quantity) => {
          const held = opened();
          if (held.weight() >= MOST_HELD_ROWS) handOver();
          return held.holdPlain(bytes, ids, sourceRow, group, window, quantity);
        },
      },
    },
    context,
  );
  handOver();
  return { counts, sums: opened().sums() };
}
