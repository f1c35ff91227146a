import { defined } from '#core/assert.ts';
import { parsePeriod, type Period } from '#core/period.ts';
import type { WirePeriod } from '#shared/ipc/contract/channel-contract.ts';

/** A period of the wire; its schema has checked that the days exist. */
export const periodOf = ({ start, end }: WirePeriod): Period =>
  defined(parsePeriod(`${start}..${end}`), 'the contract checks its days');
