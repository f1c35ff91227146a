import { formatMicros } from '#core/decimal/micros.ts';
import { parsePlainDate } from '#core/period.ts';
import { countCell, dateCell, numberCell, type WorkbookCell } from '#core/workbook/cell.ts';
import { DEFINED_NAMES, FORMULA_DIGITS } from '#core/workbook/formula.ts';
import {
  ALIASES_TABLE,
  MAPPING_TABLE,
  PRICE_BOOK_TABLE,
  REASONS_TABLE,
  UNIT_BASIS_TABLE,
  WORKFLOWS_TABLE,
} from '#core/workbook/tables/reference-tables.ts';
import { REASON_CODES, WORKFLOWS } from '#core/work/line-state.ts';
import type { Book } from '../book.ts';
import { OWN_TOLERANCE, toleranceName } from '../check-rows.ts';
import { figureStyle } from '../styles.ts';
import type { SheetPlan } from '../sheet-plan.ts';
import { stackedSheet, type Fact } from './stacked-sheet.ts';

/** Parameters: every constant that a formula uses, and everything a person set about the run. */
export function parametersSheet(book: Book): SheetPlan {
  const { texts, result, sources, words } = book;
  const { parameters, columnMapping } = sources;
  const labels = texts.parameters;
  return stackedSheet(
    book,
    'parameters',
    UNIT_BASIS_TABLE.columns.map(({ width }) => width),
    [
      { kind: 'facts', title: labels.periodTitle, facts: periodFacts(book) },
      { kind: 'facts', title: labels.settingsTitle, facts: settingFacts(book) },
      { kind: 'facts', title: labels.toleranceTitle, facts: toleranceFacts(book) },
      {
        kind: 'table',
        title: labels.unitBasisTitle,
        model: UNIT_BASIS_TABLE,
        rowCount: result.unitBasis.length,
        *rows() {
          for (const unit of result.unitBasis) {
            yield {
              sku: unit.sku,
              basis: words.unitBases[unit.basis],
              days: countCell(unit.days),
              decimals: unit.decimals === null ? undefined : countCell(unit.decimals),
              rounding: words.roundingModes[unit.rounding],
              grain: words.roundingGrains[unit.grain],
              inferred: unit.inferred ? labels.inferred : labels.stated,
              matching: countCell(unit.fit.matching),
              of: countCell(unit.fit.of),
              maxResidual: numberCell(unit.fit.maxResidual),
            };
          }
        },
      },
      {
        kind: 'table',
        title: labels.reasonsTitle,
        model: REASONS_TABLE,
        rowCount: REASON_CODES.length,
        columnName: DEFINED_NAMES.reasonCodes,
        *rows() {
          for (const code of REASON_CODES) yield { reason: words.reasons[code] };
        },
      },
      {
        kind: 'table',
        title: labels.workflowsTitle,
        model: WORKFLOWS_TABLE,
        rowCount: WORKFLOWS.length,
        columnName: DEFINED_NAMES.workflowStatuses,
        *rows() {
          for (const workflow of WORKFLOWS) yield { workflow: words.workflows[workflow] };
        },
      },
      {
        kind: 'table',
        title: labels.aliasesTitle,
        model: ALIASES_TABLE,
        rowCount: parameters.aliases.length,
        *rows() {
          for (const { field, from, to } of parameters.aliases)
            yield { from, field: words.aliasFields[field], to };
        },
      },
      {
        kind: 'table',
        title: labels.mappingTitle,
        model: MAPPING_TABLE,
        rowCount: columnMapping.length,
        *rows() {
          for (const { file, column, field } of columnMapping) yield { column, field, file };
        },
      },
      {
        kind: 'table',
        title: labels.priceBookTitle,
        model: PRICE_BOOK_TABLE,
        rowCount: parameters.priceBook?.length ?? 0,
        *rows() {
          for (const entry of parameters.priceBook ?? []) {
            yield {
              sku: entry.sku,
              subscription: entry.subscriptionId,
              customer: entry.customerOrgId,
              validFrom: dateCell(entry.validFrom),
              validTo: dateCell(entry.validTo),
              currency: entry.currency,
              unitPrice: numberCell(formatMicros(entry.unitPrice)),
              sourceRow: countCell(entry.row),
            };
          }
        },
      },
    ],
  );
}

const integer = (value: number): Fact['cell'] => ({
  style: figureStyle('integer', 'usual', false),
  value: countCell(value),
});
const text = (value: WorkbookCell): Fact['cell'] => ({ style: 'fact', value });

function periodFacts({ texts, result }: Book): readonly Fact[] {
  const labels = texts.parameters;
  const date = (value: string): Fact['cell'] => ({
    style: 'fact-date',
    value: dateCell(parsePlainDate(value)),
  });
  return [
    { label: labels.periodStart, cell: date(result.period.start), name: DEFINED_NAMES.periodStart },
    { label: labels.periodEnd, cell: date(result.period.end), name: DEFINED_NAMES.periodEnd },
    { label: labels.periodDays, cell: integer(result.period.days), name: DEFINED_NAMES.periodDays },
    { label: labels.currency, cell: text(result.currency ?? texts.unknown) },
    {
      label: labels.digits,
      cell: integer(FORMULA_DIGITS),
      name: DEFINED_NAMES.digits,
      note: labels.digitsNote,
    },
  ];
}

function settingFacts({ texts, sources, words }: Book): readonly Fact[] {
  const labels = texts.parameters;
  const { parameters } = sources;
  const { tolerance } = parameters;
  const orDefault = (value: string | undefined, standard: string): Fact['cell'] => text(value ?? standard);
  return [
    {
      label: labels.unitBasis,
      cell: text(parameters.unitBasis === 'auto' ? labels.inferred : words.unitBases[parameters.unitBasis]),
    },
    { label: labels.unitDecimals, cell: orDefault(parameters.unitDecimals?.toString(), labels.inferred) },
    {
      label: labels.rounding,
      cell: orDefault(parameters.rounding && words.roundingModes[parameters.rounding], labels.inferred),
    },
    {
      label: labels.roundingGrain,
      cell: orDefault(
        parameters.roundingGrain && words.roundingGrains[parameters.roundingGrain],
        labels.inferred,
      ),
    },
    {
      label: labels.toleranceQuantity,
      cell: orDefault(
        tolerance.quantity === undefined ? undefined : formatMicros(tolerance.quantity),
        labels.defaultQuantity,
      ),
    },
    {
      label: labels.toleranceAmount,
      cell: orDefault(
        tolerance.amount === undefined ? undefined : formatMicros(tolerance.amount),
        labels.defaultAmount,
      ),
    },
    { label: labels.tolerancePercent, cell: text(`${formatMicros(tolerance.percent)} %`) },
    {
      label: labels.toleranceCap,
      cell: orDefault(tolerance.cap === undefined ? undefined : formatMicros(tolerance.cap), labels.noCap),
    },
  ];
}

/** The tolerances of the checks, by name: formulas hold no constants of their own. */
function toleranceFacts(book: Book): readonly Fact[] {
  const { texts } = book;
  const own = book.result.checks.flatMap(({ id, tolerance }) =>
    tolerance === null
      ? []
      : [
          {
            label: `${id} ${book.words.checks[id].name}`,
            cell: { style: figureStyle('quantity', 'usual', false), value: numberCell(tolerance) },
            name: toleranceName(id),
          },
        ],
  );
  return [
    ...own,
    {
      label: texts.parameters.ownTolerance,
      cell: { style: figureStyle('quantity', 'usual', false), value: countCell(0) },
      name: OWN_TOLERANCE,
    },
  ];
}
