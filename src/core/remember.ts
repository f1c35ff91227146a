/** Longer texts are no words, dates or names that come again. */
const LONGEST = 64;
/** So many texts are remembered; then it begins anew, which costs less than to know which ones come again. */
const MOST = 2048;

/**
 * A pure function of a text that remembers what it has found: a column of a hundred thousand rows holds a few dates and
 * descriptions again and again. What it returns is shared, and must not be changed. Texts longer than `longest` characters are not remembered.
 */
export function remembered<Found>(find: (text: string) => Found, longest = LONGEST): (text: string) => Found {
  // In an object of its own, "nothing found" is something that is remembered.
  const held = new Map<string, { readonly found: Found }>();
  return (text) => {
    if (text.length > longest) return find(text);
    const known = held.get(text);
    if (known !== undefined) return known.found;
    const found = find(text);
    if (held.size >= MOST) held.clear();
    held.set(text, { found });
    return found;
  };
}
