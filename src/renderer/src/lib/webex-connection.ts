import type { UseMutationResult, UseQueryResult } from '@tanstack/react-query';
import type { WebexConnectionState } from '#shared/ipc/contract/webex.ts';
import type { WireResult } from '#shared/ipc/envelope.ts';
import { api } from './api.ts';
import { queryClient, useApiAct, useApiQuery, type Refusal } from './api-query.ts';

const KEY = ['webex:get-connection'];

/** The connection to Webex; followed, as main says when it changes. */
export const useConnection = (): UseQueryResult<WebexConnectionState, Refusal> =>
  useApiQuery(KEY, () => api().webex.getConnection());

/** An act that leads to another connection, which is then shown at once. */
export const useConnectionAct = <Input>(
  act: (input: Input) => Promise<WireResult<WebexConnectionState>>,
): UseMutationResult<WebexConnectionState, Refusal, Input> =>
  useApiAct(async (input: Input) => {
    const outcome = await act(input);
    if (outcome.ok) queryClient.setQueryData(KEY, outcome.value);
    return outcome;
  });

/** Whether Webex was out of reach when it was last asked: no mistake of anybody's, and nothing is lost. */
export const isOffline = ({ contact }: WebexConnectionState): boolean => contact?.outcome === 'unreachable';
