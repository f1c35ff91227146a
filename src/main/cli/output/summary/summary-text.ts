import type { ResultDocument, SourceDocument } from '#core/reconcile/result-document.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { countedText } from '../count-text.ts';
import { alignColumns } from '../table.ts';
import { bridgeLines } from './bridge-lines.ts';
import { checkLines } from './check-lines.ts';
import { differencesLines } from './difference-lines.ts';
import { issueLines } from './issue-lines.ts';
import { section, type SummaryContext } from './summary-context.ts';
import { unitBasisLines } from './unit-basis-lines.ts';
import { verdictLines } from './verdict-lines.ts';

function sourceRow(source: SourceDocument, { texts, language }: SummaryContext): readonly string[] {
  const words = DOMAIN_WORDS[language];
  const level = source.level === null ? '' : ` ${source.level.toUpperCase()}`;
  return [`${words.sourceKinds[source.kind]}${level}`, countedText(texts.rows, source.rows), source.file];
}

/** What a person reads of a reconciliation on a terminal, from the verdict down to the issues. */
export function summaryText(result: ResultDocument, context: SummaryContext): string {
  const { texts, style } = context;
  const title = fillMessage(texts.title, {
    start: result.period.start,
    end: result.period.end,
    days: String(result.period.days),
  });
  return [
    `${style.strong(title)}  ${style.faint(fillMessage(texts.run, { runId: result.runId }))}`,
    '',
    ...verdictLines(result, context),
    ...bridgeLines(result, context),
    ...checkLines(result, context),
    ...differencesLines(result, context),
    ...unitBasisLines(result, context),
    ...issueLines(result.issues, context),
    ...section(
      context,
      texts.sources,
      alignColumns(
        result.sources.map((source) => sourceRow(source, context)),
        ['left', 'right', 'left'],
        '  ',
      ),
    ),
  ].join('\n');
}
