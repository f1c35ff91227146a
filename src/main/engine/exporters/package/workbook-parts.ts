import { xmlText } from '../render/xml-text.ts';
import type { NamePlacement } from '../sheet-plan.ts';

/** Adds our names to the workbook's part; exceljs has written the print titles there. */
export function definedNames(workbook: string, names: readonly NamePlacement[]): string {
  const xml = names
    .map(({ name, target }) => `<definedName name="${xmlText(name)}">${xmlText(target)}</definedName>`)
    .join('');
  if (!workbook.includes('</definedNames>')) throw new Error('The shell holds no list of names');
  return workbook.replace('</definedNames>', `${xml}</definedNames>`);
}

/** Empties the shared strings: the rows hold their texts themselves, and exceljs's belong to cells that are gone. */
export function withoutStrings(strings: string): string {
  return strings
    .replace(/<sst([^>]*?)>.*<\/sst>/s, '<sst$1></sst>')
    .replace(/ (count|uniqueCount)="\d+"/g, ' $1="0"');
}
