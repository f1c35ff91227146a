import type { ResultDocument, UnitBasisDocument } from '#core/reconcile/result-document.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { alignColumns } from '../table.ts';
import { section, type SummaryContext } from './summary-context.ts';

function unitText(unit: UnitBasisDocument, { texts, language }: SummaryContext): string {
  const words = DOMAIN_WORDS[language];
  const basis = fillMessage(texts.bases[unit.basis], { days: String(unit.days) });
  const rounding =
    unit.decimals === null
      ? texts.noRounding
      : fillMessage(texts.decimals, {
          decimals: String(unit.decimals),
          rounding: words.roundingModes[unit.rounding],
          grain: words.roundingGrains[unit.grain],
        });
  return `${basis}, ${rounding}`;
}

/** What one unit of the invoice's quantity is, by SKU, and the proof: how many rows it fits. */
export function unitBasisLines(result: ResultDocument, context: SummaryContext): readonly string[] {
  const { texts } = context;
  const rows = result.unitBasis.map((unit) => [
    unit.sku,
    unitText(unit, context),
    unit.inferred ? texts.inferred : texts.stated,
    fillMessage(texts.fit, {
      matching: groupDecimal(String(unit.fit.matching)),
      of: groupDecimal(String(unit.fit.of)),
      residual: unit.fit.maxResidual,
    }),
  ]);
  return section(context, texts.unitBasis, alignColumns(rows, ['left', 'left', 'left', 'left'], '  '));
}
