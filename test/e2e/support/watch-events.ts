import type { Page } from 'playwright/test';

interface Watching {
  readonly api: {
    readonly events: { readonly on: (event: string, listener: (payload: never) => void) => void };
  };
  jobIsUnderWay: Promise<void>;
  engineStates: string[];
}

/**
 * Listens to the events of the app in the page, from now on: what lasts a moment only is over before a look at the
 * page can find it.
 */
export async function watchEvents(page: Page): Promise<{
  /** Waits until some rows of a job have been read. */
  readonly jobUnderWay: () => Promise<void>;
  /** The states that the engine has gone through. */
  readonly engineStates: () => Promise<readonly string[]>;
}> {
  await page.evaluate(() => {
    const watching = globalThis as unknown as Watching;
    watching.engineStates = [];
    watching.api.events.on('engine:changed', ({ state }: { readonly state: string }) => {
      watching.engineStates.push(state);
    });
    watching.jobIsUnderWay = new Promise((resolve) => {
      watching.api.events.on(
        'jobs:changed',
        (job: { readonly state: string; readonly progress: { readonly done: number } | null }) => {
          if (job.state === 'running' && (job.progress?.done ?? 0) > 0) resolve();
        },
      );
    });
  });
  return {
    jobUnderWay: () => page.evaluate(() => (globalThis as unknown as Watching).jobIsUnderWay),
    engineStates: () => page.evaluate(() => (globalThis as unknown as Watching).engineStates),
  };
}
