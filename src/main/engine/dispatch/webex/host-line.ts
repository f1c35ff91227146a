import type { FromEngine } from '#shared/engine-protocol.ts';

/** What the engine asks of main. */
export type HostQuestion = Extract<FromEngine, { kind: 'open-browser' | 'keep-tokens' }>;
/** The same before it has a number. */
type Unnumbered<Question> = Question extends HostQuestion ? Omit<Question, 'requestId'> : never;

/** Asks main for what only main may do. */
export interface HostLine {
  /** False where main has refused. */
  readonly ask: (question: Unnumbered<HostQuestion>) => Promise<boolean>;
  /** Main has answered. */
  readonly settle: (requestId: string, isDone: boolean) => void;
}

/** A line over the port. Questions of an engine that ends are never answered: the engine ends with them. */
export function hostLine(post: (question: HostQuestion) => void, newId: () => string): HostLine {
  const waiting = new Map<string, (isDone: boolean) => void>();
  return {
    ask: (question) => {
      const requestId = newId();
      return new Promise((resolve) => {
        waiting.set(requestId, resolve);
        post({ ...question, requestId });
      });
    },
    settle: (requestId, isDone) => {
      waiting.get(requestId)?.(isDone);
      waiting.delete(requestId);
    },
  };
}
