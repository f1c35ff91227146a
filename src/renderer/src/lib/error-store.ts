import { create } from 'zustand';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';

/** The last refusal, until the person closes it. */
export const useError = create<{ readonly error: WireError | undefined }>(() => ({ error: undefined }));

export const showError = (error: WireError): void => {
  useError.setState({ error });
};
export const closeError = (): void => {
  useError.setState({ error: undefined });
};

/** The value of an outcome; a refusal is shown, and gives undefined. */
export async function valueOf<Value>(request: Promise<WireResult<Value>>): Promise<Value | undefined> {
  const outcome = await request;
  if (outcome.ok) return outcome.value;
  showError(outcome.error);
  return undefined;
}
