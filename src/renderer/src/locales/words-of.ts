/** The shape of a language's words: the keys of the English ones. */
export type WordsOf<English> = {
  readonly [Name in keyof English]: English[Name] extends string ? string : WordsOf<English[Name]>;
};
