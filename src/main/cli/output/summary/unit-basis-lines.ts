import type { ResultDocument, UnitBasisDocument } from '#core/reconcile/result-document.ts';
import { groupDecimal } from '#shared/format/decimal-text.ts';
import { DOMAIN_WORDS } from '#shared/messages/domain-words.ts';
import { fillMessage } from '#shared/messages/fill.ts';
import { alignColumns } from '../table.ts';
import { indented, section, type SummaryContext } from './summary-context.ts';

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
  return [basis, rounding, unit.inferred ? texts.inferred : texts.stated].join(texts.listMark);
}

/** What one unit of the invoice's quantity is, the SKUs that it holds for, and the proof: how many rows it fits. */
export function unitBasisLines(result: ResultDocument, context: SummaryContext): readonly string[] {
  const { texts } = context;
  const groups = new Map<string, UnitBasisDocument[]>();
  for (const unit of result.unitBasis) {
    const title = unitText(unit, context);
    const group = groups.get(title);
    if (group) group.push(unit);
    else groups.set(title, [unit]);
  }
  const lines = [...groups].flatMap(([title, units]) => [
    ...indented(context, title, '  '),
    ...alignColumns(
      units.map(({ sku, fit }) => [
        sku,
        fillMessage(texts.fit, {
          matching: groupDecimal(String(fit.matching)),
          of: groupDecimal(String(fit.of)),
          residual: fit.maxResidual,
        }),
      ]),
      ['left', 'left'],
      '    ',
    ),
  ]);
  return section(context, texts.unitBasis, lines);
}
