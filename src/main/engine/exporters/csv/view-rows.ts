import { needsAction } from '#core/workbook/lay-out-lines.ts';
import { CHECKS_TABLE } from '#core/workbook/tables/checks-table.ts';
import {
  BY_CUSTOMER_TABLE,
  BY_USER_TABLE,
  type VarianceColumnId,
} from '#core/workbook/tables/variance-tables.ts';
import type { LineDocument, ResultDocument } from '#core/reconcile/result-document.ts';
import { DOMAIN_WORDS, type DomainWords } from '#shared/messages/domain-words.ts';
import { explanationSentence } from '#shared/messages/explanations.ts';
import type { CsvView } from '#shared/ipc/contract/exports.ts';
import type { Language } from '#shared/messages/language.ts';
import type { CsvCell } from './csv-text.ts';

type CellOf = (line: LineDocument, words: DomainWords, language: Language) => CsvCell;
const figure = (value: string | null | undefined): CsvCell => ({ figure: value ?? null });

/** The columns of a line, by the names that they have in the workbook. */
const LINE_COLUMNS: readonly (readonly [VarianceColumnId, CellOf])[] = [
  ['subscription', ({ subscriptionId }) => subscriptionId],
  ['sku', ({ sku }) => sku],
  ['customer', ({ customerOrgId }) => customerOrgId],
  ['customerExternal', ({ customerExternalId }) => customerExternalId],
  ['consumer', ({ consumerId }) => consumerId],
  ['grain', ({ level }, words) => words.levels[level]],
  ['match', ({ match }, words) => words.matches[match]],
  ['class', (line, words) => words.classes[line.class]],
  ['direction', ({ direction }, words) => words.directions[direction]],
  ['invoicedQuantity', ({ invoiced }) => figure(invoiced.quantity)],
  ['userDays', ({ usage }) => figure(usage.userDays)],
  ['usageQuantity', ({ usage }) => figure(usage.quantity)],
  ['quantityVariance', ({ variance }) => figure(variance.quantity)],
  ['invoicedPrice', ({ invoiced }) => figure(invoiced.unitPrice)],
  ['expectedPrice', ({ expected }) => figure(expected.unitPrice)],
  ['invoicedAmount', ({ invoiced }) => figure(invoiced.amount)],
  ['expectedAmount', ({ expected }) => figure(expected.amount)],
  ['amountVariance', ({ variance }) => figure(variance.amount)],
  ['quantityEffect', ({ components }) => figure(components?.quantity)],
  ['priceEffect', ({ components }) => figure(components?.price)],
  ['lineRounding', ({ components }) => figure(components?.lineRounding)],
  ['unitRounding', ({ components }) => figure(components?.unitRounding)],
  ['unexplained', ({ components }) => figure(components?.unexplained)],
  [
    'cause',
    ({ explanations }, _words, language) =>
      explanations.map((one) => explanationSentence(one, language)).join(language === 'ja' ? '' : ' '),
  ],
];

/** The rows of a view of a result, its header first. */
export function* viewRows(
  result: ResultDocument,
  view: CsvView,
  language: Language,
): IterableIterator<readonly CsvCell[]> {
  if (view === 'checks') {
    yield* checkRows(result, language);
    return;
  }
  yield LINE_COLUMNS.map(([id]) => headerOf(id, language));
  const words = DOMAIN_WORDS[language];
  for (const line of result.lines) {
    if (view === 'exceptions' && !needsAction(line)) continue;
    yield LINE_COLUMNS.map(([, cellOf]) => cellOf(line, words, language));
  }
}

/** The columns of both tables: each has one that the other has not. */
const HEADED = [...BY_USER_TABLE.columns, ...BY_CUSTOMER_TABLE.columns];
const headerOf = (id: VarianceColumnId, language: Language): string =>
  HEADED.find((column) => column.id === id)?.header[language] ?? id;

const CHECK_COLUMNS = [
  'id',
  'name',
  'left',
  'right',
  'difference',
  'tolerance',
  'failing',
  'status',
] as const;

function* checkRows(result: ResultDocument, language: Language): IterableIterator<readonly CsvCell[]> {
  const words = DOMAIN_WORDS[language];
  yield CHECK_COLUMNS.map(
    (id) => CHECKS_TABLE.columns.find((column) => column.id === id)?.header[language] ?? id,
  );
  for (const check of result.checks) {
    yield [
      check.id,
      words.checks[check.id].name,
      figure(check.left),
      figure(check.right),
      figure(check.difference),
      figure(check.tolerance),
      figure(String(check.failing)),
      words.checkStatuses[check.status],
    ];
  }
}
