/** Company forms that say nothing about which company it is. */
const COMPANY_FORMS: ReadonlySet<string> = new Set([
  'inc',
  'incorporated',
  'corp',
  'corporation',
  'co',
  'company',
  'ltd',
  'limited',
  'llc',
  'plc',
  'gmbh',
  'ag',
  'kg',
  'sa',
  'sas',
  'sarl',
  'bv',
  'nv',
  'kk',
  '株式会社',
  '有限会社',
  '合同会社',
  '(株)',
  '(有)',
]);

/** The words of a name without company forms: width-folded, lower case, sorted, each once. */
export function nameTokens(text: string): readonly string[] {
  const folded = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/株式会社|有限会社|合同会社|\(株\)|\(有\)/g, ' ');
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !COMPANY_FORMS.has(word));
  return [...new Set(words)].sort();
}

/**
 * How much of two names' words is common, 0 to 1000: shared words over all words. A measure for suggestions only:
 * no threshold tells the same company from another one.
 */
export function tokenSetSimilarity(a: string, b: string): number {
  const left = nameTokens(a);
  const right = new Set(nameTokens(b));
  if (left.length === 0 || right.size === 0) return 0;
  const shared = left.filter((word) => right.has(word)).length;
  return Math.round((1000 * shared) / (left.length + right.size - shared));
}
