/** Orders texts by code unit: the same on every machine and in every locale, unlike localeCompare. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders optional texts; a missing one comes first. */
export const compareOptionalText = (a: string | undefined, b: string | undefined): number =>
  compareText(a ?? '', b ?? '');
