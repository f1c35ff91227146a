import {
  QueryClient,
  keepPreviousData,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { WireError, WireResult } from '#shared/ipc/envelope.ts';
import { api } from './api.ts';
import { showError } from './error-store.ts';

/** A refusal on its way through TanStack Query, which knows thrown errors alone. */
export class Refusal extends Error {
  readonly wireError: WireError;
  constructor(wireError: WireError) {
    super(wireError.code);
    this.wireError = wireError;
  }
}

/** The value of an outcome; a refusal is thrown as a {@link Refusal}. */
export async function unwrap<Value>(request: Promise<WireResult<Value>>): Promise<Value> {
  const outcome = await request;
  if (outcome.ok) return outcome.value;
  throw new Refusal(outcome.error);
}

/**
 * What the window remembers of the engine's answers. The engine says when they are out of date (`data:changed`), so
 * nothing is fetched again by the clock; and it is on this computer, so being offline changes nothing.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      retry: false,
      networkMode: 'always',
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
    mutations: { networkMode: 'always' },
  },
});

/** Fetches anew what is on the screen whenever the workspace has changed, or another one was opened. */
export function followData(): () => void {
  const stops = [
    api().events.on('data:changed', () => void queryClient.invalidateQueries()),
    api().events.on('webex:changed', () => {
      void queryClient.invalidateQueries({ queryKey: ['webex:get-connection'] });
    }),
    api().events.on('engine:changed', ({ state }) => {
      if (state === 'ready') void queryClient.invalidateQueries();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * An answer of `window.api`, remembered under its key: the channel's name and its input. `data` of the key before stays
 * while the next is on its way, so that a table does not blink. Errors are {@link Refusal}s: show them with `ErrorState`.
 */
export const useApiQuery = <Value>(
  key: readonly unknown[],
  ask: () => Promise<WireResult<Value>>,
  options: { readonly enabled?: boolean } = {},
): UseQueryResult<Value, Refusal> =>
  useQuery<Value, Refusal>({
    queryKey: key,
    queryFn: () => unwrap(ask()),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
  });

/** An act over `window.api`. A refusal is shown above the screen; what depends on the act is told by `data:changed`. */
export const useApiAct = <Input, Value>(
  act: (input: Input) => Promise<WireResult<Value>>,
): UseMutationResult<Value, Refusal, Input> =>
  useMutation<Value, Refusal, Input>({
    mutationFn: (input) => unwrap(act(input)),
    onError: ({ wireError }) => {
      showError(wireError);
    },
  });
