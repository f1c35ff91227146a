/** Whether a cell holds nothing but white space. Nearly every cell begins with a visible ASCII character. */
export function isBlankText(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 0x20 && first < 0x7f) && text.trim() === '';
}
