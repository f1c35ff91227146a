/** What a person is told about an error: three short statements, each complete in itself. */
export interface ErrorSentence {
  /** What happened, with the place. */
  readonly happened: string;
  /** What is as it was before. */
  readonly unchanged: string;
  /** What to do now. */
  readonly remedy: string;
}
