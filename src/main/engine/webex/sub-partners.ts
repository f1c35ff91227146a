import { z } from 'zod';
import { unreadable } from './client/api-error.ts';
import type { ExchangeAnswer } from './client/exchange.ts';
import type { JsonObject } from './client/json.ts';
import { WEBEX_OPERATIONS } from './client/operations.ts';
import { readPages } from './client/paging.ts';
import type { WebexClient } from './client/webex-client.ts';

/** A sub-partner of the partner: reports can be made for it alone. */
export interface SubPartner {
  /** Encoded, as the API has it. */
  readonly orgId: string;
  readonly subscriptionId: string | undefined;
  /** `active`, `suspended`, or one that is new. */
  readonly provisioningState: string | undefined;
  /** From when its usage is billed, UTC. Usage before it may be billed later (catch-up billing). */
  readonly billingStartDate: string | undefined;
}

const text = z.string().optional().catch(undefined);
const subPartner = z.looseObject({
  orgId: z.string().min(1),
  subscriptionId: text,
  provisioningState: text,
  billingStartDate: text,
});

/**
 * All sub-partners; a list that may lack some is WEBEX_ANSWER_UNREADABLE, as their usage would be missed. The documentation shows them under `items` and, in its example, under `subPartners`: both are read.
 */
export async function listSubPartners(
  client: WebexClient,
  signal: AbortSignal,
): Promise<readonly SubPartner[]> {
  const list = {
    operation: WEBEX_OPERATIONS.listSubPartners,
    path: ['wholesale', 'subPartners'],
    query: { max: '100' },
    names: ['items', 'subPartners'],
    readItem: (item: JsonObject) => subPartner.safeParse(item).data,
    onCut: (answer: ExchangeAnswer) => {
      throw unreadable(WEBEX_OPERATIONS.listSubPartners, answer, 'rel="next"');
    },
  };
  const found = new Map<string, SubPartner>();
  for await (const page of readPages(client, list, signal)) {
    for (const { orgId, subscriptionId, provisioningState, billingStartDate } of page) {
      found.set(orgId, { orgId, subscriptionId, provisioningState, billingStartDate });
    }
  }
  return [...found.values()];
}
