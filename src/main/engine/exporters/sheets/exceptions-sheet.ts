import { formatPicos, picos } from '#core/decimal/micros.ts';
import type { IssueDocument, LineDocument } from '#core/reconcile/result-document.ts';
import { hasChangedSince } from '#core/work/line-state.ts';
import { countCell, dateCell, numberCell, numberFormula, type WorkbookCell } from '#core/workbook/cell.ts';
import type { TableRow } from '#core/workbook/column.ts';
import { exact, exactOrUndefined, roundedText } from '#core/workbook/exact.ts';
import { DEFINED_NAMES, references } from '#core/workbook/formula.ts';
import { EXCEPTIONS_TABLE } from '#core/workbook/tables/exceptions-table.ts';
import type { VarianceColumnId } from '#core/workbook/tables/variance-tables.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import type { Book } from '../book.ts';
import { causeOf, placeOf, placesOf } from '../cause.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { VARIANCE_TABLES } from '../variance-references.ts';
import { tableSheet } from './table-sheet.ts';
import { directionMarks } from './variance-sheet.ts';

type ExceptionsColumnId = (typeof EXCEPTIONS_TABLE)['columns'][number]['id'];

/** The issues that ask for a person: all but mere remarks. */
export const openIssues = ({ result }: Book): readonly IssueDocument[] =>
  result.issues.filter(({ severity }) => severity !== 'info');

/** Exceptions: what a person has to decide, with the cells to do so. */
export function exceptionsSheet(book: Book): SheetPlan {
  const issues = openIssues(book);
  return tableSheet<ExceptionsColumnId>(book, {
    model: EXCEPTIONS_TABLE,
    ...book.texts.sheets.exceptions,
    rowCount: book.ranked.length + issues.length,
    *rows() {
      let number = 0;
      for (const line of book.ranked) {
        number += 1;
        yield varianceException(number, line, book);
      }
      for (const issue of issues) {
        number += 1;
        yield issueException(number, issue, book);
      }
    },
    totals: () => ({
      amountVariance: formatPicos(
        picos(
          book.ranked.reduce(
            (sum, line) => sum + exact(roundedText(exactOrUndefined(line.variance.amount) ?? picos(0n))),
            0n,
          ),
        ),
      ),
    }),
    marks: (range, firstCell) => directionMarks(book, range('direction'), firstCell('direction')),
    inputs: (range) => [
      { range: range('reason'), rule: { kind: 'list', name: DEFINED_NAMES.reasonCodes } },
      { range: range('workflow'), rule: { kind: 'list', name: DEFINED_NAMES.workflowStatuses } },
      { range: range('due'), rule: { kind: 'date' } },
    ],
  });
}

function varianceException(number: number, line: LineDocument, book: Book): TableRow<ExceptionsColumnId> {
  const { words, texts } = book;
  const home = book.layout.homeOf.get(line);
  const evidence = line.explanations.flatMap((explanation) => explanation.evidence);
  return {
    number: countCell(number),
    kind: texts.exceptionKinds.variance,
    row: home?.id,
    subscription: line.subscriptionId ?? undefined,
    sku: line.sku,
    customer: line.customerExternalId ?? line.customerOrgId ?? undefined,
    consumer: line.consumerId ?? undefined,
    class: words.classes[line.class],
    direction: words.directions[line.direction],
    quantityVariance: lookUp(line, 'quantityVariance', line.variance.quantity, book),
    amountVariance: lookUp(line, 'amountVariance', line.variance.amount, book),
    found: [causeOf(line, book), ...suggestions(line, book)].filter((text) => text !== '').join('\n'),
    evidence: placesOf(evidence.length > 0 ? evidence : line.invoiced.rows, book),
    ...decision(line, book),
  };
}

/** What people have decided about a line; the cells stay open for what a reviewer says offline. */
function decision(line: LineDocument, book: Book): TableRow<ExceptionsColumnId> {
  const { words, texts, sources } = book;
  const work = sources.workOf?.(line);
  if (work === undefined) return { workflow: words.workflows.open };
  const hasChanged = hasChangedSince(work, line.variance);
  const notes = [
    work.note,
    hasChanged
      ? fillMessage(texts.changedSince, {
          amount: work.judged?.amount ?? '–',
          quantity: work.judged?.quantity ?? '–',
        })
      : undefined,
  ].filter((note) => note !== undefined);
  return {
    workflow: words.workflows[work.status],
    ...(work.reason === undefined ? {} : { reason: words.reasons[work.reason] }),
    ...(notes.length === 0 ? {} : { note: notes.join('\n') }),
    ...(work.assignee === undefined ? {} : { owner: work.assignee }),
    ...(work.due === undefined ? {} : { due: dateCell(work.due) }),
  };
}

/** A figure of the line's own row, looked up by the row's id. */
function lookUp(
  line: LineDocument,
  column: 'quantityVariance' | 'amountVariance',
  value: string | null,
  book: Book,
): WorkbookCell {
  const home = book.layout.homeOf.get(line);
  if (value === null) return undefined;
  if (!home) return numberCell(value);
  const table = references<VarianceColumnId>(VARIANCE_TABLES[home.sheet], book.language);
  const own = references(EXCEPTIONS_TABLE, book.language);
  return numberFormula(
    `INDEX(${table.column(column)},MATCH(${own.cell('row')},${table.column('row')},0))`,
    roundedText(exact(value)),
  );
}

const suggestions = (line: LineDocument, { words, texts }: Book): readonly string[] =>
  line.suggestions.map(
    ({ rule, subscriptionId, sku, customerOrgId, consumerId, score }) =>
      `${texts.suggestion} ${[subscriptionId, sku, customerOrgId, consumerId].filter(Boolean).join(' / ')} (${words.suggestionRules[rule]}, ${score})`,
  );

function issueException(number: number, issue: IssueDocument, book: Book): TableRow<ExceptionsColumnId> {
  const { texts, words } = book;
  const isError = issue.severity === 'error';
  return {
    number: countCell(number),
    kind: isError ? texts.exceptionKinds.error : texts.exceptionKinds.warning,
    class: issue.code,
    found: issueText(issue, book),
    evidence: issue.file === null ? undefined : placeOf(issue, book),
    workflow: words.workflows.open,
  };
}

/** What an issue says, with the text of the file that it is about. */
export function issueText(issue: IssueDocument, book: Book): string {
  const sentence = book.sources.describeIssue?.(issue, book.language);
  if (sentence !== undefined) return sentence;
  const details = [issue.column, issue.text].filter((text) => text !== null && text !== '');
  return details.length === 0 ? issue.code : `${issue.code}: ${details.join(': ')}`;
}
