import type { Page } from 'playwright/test';
import type { WindowApi } from '#shared/ipc/api.ts';
import type { JobSnapshot } from '#shared/ipc/contract/jobs.ts';

type Api = WindowApi<unknown>;
type DomainName = Exclude<keyof Api, 'events'>;
type Method<Domain extends DomainName, Name extends keyof Api[Domain]> = Api[Domain][Name] extends (
  ...input: infer Input
) => Promise<infer Output>
  ? { readonly input: Input; readonly output: Output }
  : never;

/** Calls a method of `window.api` in the page, as the page's own code would. */
export function callApi<Domain extends DomainName, Name extends keyof Api[Domain] & string>(
  page: Page,
  domain: Domain,
  method: Name,
  ...input: Method<Domain, Name>['input']
): Promise<Method<Domain, Name>['output']> {
  return page.evaluate(
    ([domainName, methodName, values]) => {
      type Methods = Record<string, (...values: unknown[]) => Promise<unknown>>;
      const { api } = globalThis as unknown as { api: Record<string, Methods | undefined> };
      const call = api[domainName]?.[methodName];
      if (!call) throw new Error(`window.api has no ${domainName}.${methodName}`);
      return call(...values);
    },
    [domain, method, input as readonly unknown[]] as const,
  );
}

/** The jobs that the engine knows, newest last. */
export async function listJobs(page: Page): Promise<readonly JobSnapshot[]> {
  const answer = await callApi(page, 'jobs', 'listJobs');
  if (!answer.ok) throw new Error(`jobs:list-jobs: ${answer.error.code}`);
  return [...answer.value.jobs].sort((one, other) => one.startedAt.localeCompare(other.startedAt));
}

/** How one channel answered. */
export interface ChannelAnswer {
  readonly method: string;
  /** `ok`, the code of the error, `threw` where the call itself was refused, `none` where it has no envelope. */
  readonly code: string;
  readonly text: string;
}

/** Gives the same input to every method of `window.api`, as far as it exists. */
export function askEveryChannel(
  page: Page,
  methods: readonly { readonly domain: string; readonly method: string }[],
  input: unknown,
): Promise<readonly ChannelAnswer[]> {
  return page.evaluate(
    ({ asked, given }) => {
      type Methods = Record<string, (...values: unknown[]) => Promise<unknown>>;
      const { api } = globalThis as unknown as { api: Record<string, Methods> };
      return Promise.all(
        asked.map(async ({ domain, method }) => {
          const name = `${domain}.${method}`;
          try {
            const answer = (await api[domain]?.[method]?.(given)) as
              { readonly ok?: boolean; readonly error?: { readonly code: string } } | undefined;
            const code = answer?.ok === true ? 'ok' : (answer?.error?.code ?? 'none');
            return { method: name, code, text: JSON.stringify(answer) };
          } catch (error) {
            return { method: name, code: 'threw', text: String(error) };
          }
        }),
      );
    },
    { asked: methods, given: input },
  );
}
