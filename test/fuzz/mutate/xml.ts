import type { Chance } from '../../support/truth/prng.ts';
import { DATES, FIGURES, RUNS, TEXTS } from './hostile-texts.ts';
import { mutant, type Mutant, type Mutator } from './mutant.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\u0000', '');

/** All matches of a pattern, by place. */
const placesOf = (text: string, pattern: RegExp): RegExpExecArray[] => [...text.matchAll(pattern)];

function replaceAt(text: string, match: RegExpExecArray, by: string): string {
  return text.slice(0, match.index) + by + text.slice(match.index + match[0].length);
}

type XmlStep = (text: string, chance: Chance) => { text: string; step: string } | undefined;

function changing(
  pattern: RegExp,
  by: (match: RegExpExecArray, chance: Chance) => string,
  name: string,
): XmlStep {
  return (text, chance) => {
    const places = placesOf(text, pattern);
    if (places.length === 0) return undefined;
    const match = chance.pick(places);
    const replacement = by(match, chance);
    return {
      text: replaceAt(text, match, replacement),
      step: `${name}: ${match[0].slice(0, 40)} -> ${replacement.slice(0, 60)}`,
    };
  };
}

const anyText = (chance: Chance): string =>
  escaped(
    chance.maybe(0.01) ? chance.pick(RUNS) : chance.pick(chance.pick([FIGURES, FIGURES, DATES, TEXTS])),
  );

const STEPS: readonly XmlStep[] = [
  changing(/>([^<>]+)</g, (_, chance) => `>${anyText(chance)}<`, 'text'),
  changing(/<v>[^<]*<\/v>/g, (_, chance) => `<v>${escaped(chance.pick(FIGURES))}</v>`, 'value'),
  changing(
    /<v>[^<]*<\/v>/g,
    (match, chance) => chance.pick([match[0] + match[0], '', '<v/>', `<v>1<b/>2</v>`, '<v>999999</v>']),
    'value element',
  ),
  changing(
    / (r|s|t|min|max|hidden|date1904|numFmtId|formatCode|state)="[^"]*"/g,
    (match, chance) =>
      ` ${match[1] ?? ''}="${chance.pick(['', '0', '1', '-1', 'A1', 'B7', 'XFD1048576', 'ZZZZ1', '1048577', '99999999999', 'true', 's', 'str', 'd', 'e', 'b', 'inlineStr', '1.5', '0x1', '1e1', 'yyyy', 'hidden'])}"`,
    'attribute',
  ),
  changing(
    / office:(value|date-value|value-type)="[^"]*"/g,
    (match, chance) =>
      ` office:${match[1] ?? ''}="${escaped(chance.pick([...FIGURES, ...DATES, 'float', 'string', 'date', 'percentage', 'boolean']))}"`,
    'office value',
  ),
  changing(
    / table:number-(columns|rows)-repeated="[^"]*"/g,
    (match, chance) =>
      ` table:number-${match[1] ?? ''}-repeated="${chance.pick(['0', '-1', '3', '16384', '1048576', '99999999999', '1e3'])}"`,
    'repeat',
  ),
  changing(/ [\w:]+="[^"]*"/g, () => '', 'no attribute'),
  changing(/ [\w:]+="[^"]*"/g, (match) => match[0] + match[0], 'attribute twice'),
  changing(
    /<[\w:]+/g,
    (_, chance) => `<${chance.pick(['c', 'row', 'v', 'sheetData', 'x', 'table:table-row', 'text:p'])}`,
    'renamed',
  ),
  changing(/<\/?[\w:]+[^<>]*>/g, () => '', 'no tag'),
  changing(/<\/?[\w:]+[^<>]*>/g, (match) => match[0] + match[0], 'tag twice'),
  changing(
    /<(row|c|table:table-row|table:table-cell|si|sheet)\b[^>]*>.*?<\/\1>/gs,
    (match, chance) => (chance.maybe(0.5) ? '' : match[0] + match[0]),
    'element',
  ),
  changing(
    />/g,
    (_, chance) =>
      chance.pick([
        '><!-- -->',
        '><![CDATA[5]]>',
        '>&#0;',
        '>&bad;',
        '>&constructor;',
        '>&#x31;',
        '>\u0000',
        '><?x y?>',
        '><!DOCTYPE a>',
      ]),
    'insertion',
  ),
  (text, chance) => {
    const at = chance.int(0, text.length);
    return { text: text.slice(0, at), step: `xml cut at ${at}` };
  },
];

/** What happens to an XML part: texts, addresses, types, structure. */
export const mutateXml: Mutator = (bytes, chance): Mutant | undefined => {
  let text = bytes.toString('utf8');
  const steps: string[] = [];
  for (let count = chance.int(1, 3); count > 0; count -= 1) {
    const changed = chance.pick(STEPS)(text, chance);
    if (changed === undefined) continue;
    ({ text } = changed);
    steps.push(changed.step);
  }
  return steps.length === 0 ? undefined : { ...mutant(Buffer.from(text), ''), steps };
};
