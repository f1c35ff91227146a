/** The 0-based column of a reference such as `AB12`; -1 where it has no letters. */
export function columnOfReference(reference: string): number {
  let column = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const letter = reference.charCodeAt(index) - 0x40;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** The 1-based row of a reference such as `AB12`; 0 where it has no digits, or anything but letters and digits. */
export function rowOfReference(reference: string): number {
  let row = 0;
  let isInRow = false;
  for (let index = 0; index < reference.length; index += 1) {
    const digit = reference.charCodeAt(index) - 0x30;
    if (digit >= 0 && digit <= 9) {
      isInRow = true;
      row = row * 10 + digit;
    } else if (isInRow || digit < 17 || digit > 42) return 0;
  }
  return row;
}
