/** Items of a list that stand in one piece. */
const PIECE_ITEMS = 500;

/**
 * `JSON.stringify(document)` in pieces: long lists directly below the document are written block by block, so that the
 * text of a large result never stands in memory as a whole. The items of a list directly below it may come as `texts`,
 * already JSON and with commas between them: the list stands empty in the document.
 */
export function* jsonPieces(document: unknown, texts: ListTexts = {}): Generator<string, void> {
  if (!isPlainObject(document)) {
    yield JSON.stringify(document);
    return;
  }
  let separator = '{';
  for (const [name, value] of Object.entries(document)) {
    const items = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (items !== undefined) {
      yield `${separator}${JSON.stringify(name)}:`;
      separator = ',';
      yield* writtenPieces(items);
      continue;
    }
    // As JSON does it: a member that has no text is left out.
    const isLong = Array.isArray(value) && value.length > PIECE_ITEMS;
    const text = isLong ? '' : (JSON.stringify(value) as string | undefined);
    if (text === undefined) continue;
    yield `${separator}${JSON.stringify(name)}:${text}`;
    separator = ',';
    if (isLong) yield* listPieces(value);
  }
  yield separator === '{' ? '{}' : '}';
}

/** JSON of a list's items, by the list's name, in any number of pieces. */
export type ListTexts = Readonly<Record<string, Iterable<string>>>;

function* writtenPieces(items: Iterable<string>): Generator<string, void> {
  let separator = '[';
  for (const text of items) {
    yield `${separator}${text}`;
    separator = ',';
  }
  yield separator === '[' ? '[]' : ']';
}

function* listPieces(items: readonly unknown[]): Generator<string, void> {
  for (let from = 0; from < items.length; from += PIECE_ITEMS) {
    const block = JSON.stringify(items.slice(from, from + PIECE_ITEMS));
    yield `${from === 0 ? '[' : ','}${block.slice(1, -1)}`;
  }
  yield ']';
}

const isPlainObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) === Object.prototype &&
  !('toJSON' in value);
