import type { Frame } from 'playwright';
import { toAppUrl } from './page-urls.ts';

/** What the app sees of a frame: enough for the check of a sender. */
export interface WebFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: WebFrame | null;
  readonly top: WebFrame;
  readonly frames: readonly WebFrame[];
  readonly detached: boolean;
  readonly name: string;
  readonly routingId: number;
  readonly processId: number;
  readonly frameTreeNodeId: number;
  readonly isDestroyed: () => boolean;
}

const known = new WeakMap<Frame, WebFrame>();
let lastId = 0;

/** Electron's `WebFrameMain` of a frame: one and the same object for as long as the frame lives. */
export function webFrame(frame: Frame): WebFrame {
  const existing = known.get(frame);
  if (existing) return existing;
  const id = (lastId += 1);
  const made: WebFrame = {
    get url() {
      return toAppUrl(frame.url());
    },
    get origin() {
      return originOf(toAppUrl(frame.url()));
    },
    get parent() {
      const parent = frame.parentFrame();
      return parent ? webFrame(parent) : null;
    },
    get top() {
      return webFrame(frame.page().mainFrame());
    },
    get frames() {
      return frame.childFrames().map(webFrame);
    },
    get detached() {
      return frame.isDetached();
    },
    name: frame.name(),
    routingId: id,
    processId: process.pid,
    frameTreeNodeId: id,
    isDestroyed: () => frame.isDetached(),
  };
  known.set(frame, made);
  return made;
}

/** Chromium's origin of a standard scheme; Node knows none for `app://`. */
function originOf(url: string): string {
  if (!URL.canParse(url)) return 'null';
  const { protocol, host } = new URL(url);
  return host === '' ? 'null' : `${protocol}//${host}`;
}
