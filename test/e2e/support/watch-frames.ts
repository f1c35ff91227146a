import type { Page } from 'playwright/test';

/** How a window has painted. */
export interface FrameCount {
  /** The longest time between two frames. */
  readonly worstGapMs: number;
  readonly framesPerSecond: number;
}

interface Counter {
  frameCounter: { isOn: boolean; frames: number; worst: number; startedAt: number; last: number };
  requestAnimationFrame: (callback: (now: number) => void) => void;
}

/** Counts the animation frames of a page from now on. */
export async function watchFrames(page: Page): Promise<{ readonly stop: () => Promise<FrameCount> }> {
  await page.evaluate(() => {
    const dom = globalThis as unknown as Counter;
    const now = performance.now();
    const counter = { isOn: true, frames: 0, worst: 0, startedAt: now, last: now };
    dom.frameCounter = counter;
    const onFrame = (): void => {
      const at = performance.now();
      counter.worst = Math.max(counter.worst, at - counter.last);
      counter.last = at;
      counter.frames += 1;
      if (counter.isOn) dom.requestAnimationFrame(onFrame);
    };
    dom.requestAnimationFrame(onFrame);
  });
  return {
    stop: () =>
      page.evaluate(() => {
        const { frameCounter } = globalThis as unknown as Counter;
        frameCounter.isOn = false;
        const seconds = (performance.now() - frameCounter.startedAt) / 1000;
        return {
          worstGapMs: Math.round(frameCounter.worst),
          framesPerSecond: Math.round(frameCounter.frames / seconds),
        };
      }),
  };
}
