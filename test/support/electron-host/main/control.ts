/** What the host tells the process that started it. */
export type HostMessage =
  | { readonly kind: 'browser'; readonly endpoint: string }
  | { readonly kind: 'window' }
  /** Something that no test should cause unless it means to: a violation of the policy, a request to the outside. */
  | { readonly kind: 'problem'; readonly text: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly message: string };

/** A function for the app's own process, as source text, with its argument. */
export interface Question {
  readonly id: number;
  readonly source: string;
  readonly argument: unknown;
}

const send = process.send?.bind(process);
// The app must not see how it is driven, nor be kept alive by it.
process.channel?.unref();
delete process.send;

/** Tells the starter; nobody may be listening. */
export function tell(message: HostMessage): void {
  send?.(message, undefined, undefined, () => undefined);
}

/** Answers questions of the starter: each runs with the modules of `electron`, as Playwright's `evaluate` does. */
export function answerQuestions(modules: () => object): void {
  process.on('message', (question: Question) => {
    void answer(question, modules());
  });
  // Its starter is gone: nobody could end it any more.
  process.on('disconnect', () => process.exit(1));
  process.channel?.unref();
}

async function answer({ id, source, argument }: Question, modules: object): Promise<void> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- The test's own function, sent as text.
    const make = new Function(`return (${source});`) as () => (modules: object, argument: unknown) => unknown;
    const run = make();
    tell({ kind: 'answer', id, value: await run(modules, argument) });
  } catch (error) {
    tell({
      kind: 'failure',
      id,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
