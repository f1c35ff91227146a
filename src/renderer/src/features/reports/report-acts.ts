import type { UseMutationResult } from '@tanstack/react-query';
import type { InputOf, OutputOf } from '#shared/ipc/contract/contract.ts';
import { api } from '../../lib/api.ts';
import { useApiAct, type Refusal } from '../../lib/api-query.ts';

type Act<Name extends 'jobs:start-fetch' | 'jobs:start-delete'> = UseMutationResult<
  OutputOf<Name>,
  Refusal,
  InputOf<Name>
>;

/** Starts a fetch; how it goes stands in the jobs, and cell by cell in the grid. */
export const useStartFetch = (): Act<'jobs:start-fetch'> => useApiAct(api().jobs.startFetch);

/** Deletes a report at Webex. */
export const useStartDelete = (): Act<'jobs:start-delete'> => useApiAct(api().jobs.startDelete);

/** Asks Webex which reports it has. */
export const useStartList = (): UseMutationResult<OutputOf<'jobs:start-list'>, Refusal, void> =>
  useApiAct(() => api().jobs.startList());
