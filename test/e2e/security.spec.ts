import fc from 'fast-check';
import type { Page } from 'playwright/test';
import { CHANNELS, methodOfChannel } from '#shared/ipc/channels.ts';
import { expect, test } from './support/fixtures.ts';
import { mainWindow } from './support/main-window.ts';
import { askEveryChannel } from './support/window-api.ts';

const HOME = /^(app:\/\/tieout|https:\/\/tieout\.app\.invalid)\/index\.html$/;

/** The page is where it was, and still talks to the app. Asked in the page: an attempt may still count as under way. */
async function expectUntouched(page: Page): Promise<void> {
  const [address, heading, answer] = await page.evaluate(async () => {
    const dom = globalThis as unknown as {
      location: { href: string };
      document: { querySelector: (selector: string) => { textContent: string } | null };
      api: { app: { getInfo: () => Promise<{ ok: boolean }> } };
    };
    const { ok } = await dom.api.app.getInfo();
    return [dom.location.href, dom.document.querySelector('header p')?.textContent, ok] as const;
  });
  expect(address).toMatch(HOME);
  expect(heading).toBe('Tieout');
  expect(answer).toBe(true);
}

test('the page can’t leave for another address, whichever way it tries', async ({
  window,
  expectedProblems,
}) => {
  // A form is stopped by the policy before the navigation is asked about.
  expectedProblems.push(/form-action/);
  await mainWindow(window).ready();
  for (const address of [
    'https://evil.example/',
    'https://evil.example/?app://tieout/index.html',
    'https://tieout.evil.example/',
    'app://tieout.evil/index.html',
    'app://tieout/../package.json',
    'http://localhost:1/',
    'file:///etc/passwd',
  ]) {
    for (const attack of ['location', 'link', 'form'] as const) {
      await test.step(`${attack}: ${address}`, async () => {
        await window.evaluate(tryToLeave, { attack, address });
        await window.waitForTimeout(50);
        await expectUntouched(window);
      });
    }
  }
});

test('no second window opens, however the page asks for it', async ({ app, window }) => {
  await mainWindow(window).ready();
  const opened = await window.evaluate(() => {
    const dom = globalThis as unknown as { open: (url: string, target?: string) => unknown };
    return [dom.open('https://evil.example/'), dom.open('about:blank'), dom.open('/index.html', '_blank')];
  });
  expect(opened).toEqual([null, null, null]);
  await window.evaluate(tryToLeave, { attack: 'new-window', address: 'https://evil.example/' });
  await window.waitForTimeout(300);
  await expect.poll(() => app.windows().length).toBe(1);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, undefined)).toBe(1);
  await expectUntouched(window);
});

test('a frame in the page is refused, and gets nothing of the app', async ({
  app,
  window,
  expectedProblems,
}) => {
  expectedProblems.push(/frame-src/, /frame-ancestors/);
  await mainWindow(window).ready();
  const apis = await window.evaluate(async () => {
    const dom = globalThis as unknown as { document: Dom; frames: ArrayLike<{ api?: unknown }> };
    interface Dom {
      createElement: (name: string) => { src: string };
      body: { append: (element: object) => void };
    }
    for (const address of ['https://evil.example/', 'about:blank', '/index.html']) {
      const frame = dom.document.createElement('iframe');
      frame.src = address;
      dom.document.body.append(frame);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    return Array.from(dom.frames, (frame) => {
      try {
        return typeof frame.api;
      } catch {
        return 'out of reach';
      }
    });
  });
  expect(apis).toHaveLength(3);
  for (const api of apis) expect(['undefined', 'out of reach']).toContain(api);
  // By the policy already, before any request is made.
  await expect.poll(() => app.problems.join('\n')).toMatch(/frame-src/);
  for (const frame of window.frames().slice(1)) expect(frame.url()).not.toMatch(/evil|index\.html/);
});

test('a page from elsewhere is refused on every channel, even with the preload script', async ({
  app,
  window,
}) => {
  await mainWindow(window).ready();
  const opened = await app.evaluate(async ({ app: running, BrowserWindow }) => {
    const preload = `${running.getAppPath()}/out/preload/index.cjs`;
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await foreign.loadURL('data:text/html,<title>foreign</title>');
    return BrowserWindow.getAllWindows().length;
  }, undefined);
  expect(opened).toBe(2);
  await expect.poll(() => app.windows().some((page) => page.url().startsWith('data:'))).toBe(true);
  const foreign = app.windows().find((page) => page.url().startsWith('data:'));
  if (!foreign) throw new Error('The foreign window is gone.');
  const answers = await askEveryChannel(foreign, CHANNELS.map(methodOfChannel), undefined);
  expect(answers).toHaveLength(CHANNELS.length);
  for (const { method, code } of answers) expect(code, method).toBe('REQUEST_REFUSED');
});

test('the policy stops scripts, connections and pictures that are not the page’s own', async ({
  window,
  expectedProblems,
}) => {
  expectedProblems.push(/Content security policy/i, /Uncaught in the page: .*TrustedScript/);
  await mainWindow(window).ready();
  const results = await window.evaluate(attackPolicy);
  expect(results).toEqual({
    eval: 'refused',
    inlineScript: 'refused',
    inlineHandler: 'refused',
    fetch: 'refused',
    webSocket: 'refused',
    picture: 'refused',
    foreignScript: 'refused',
    html: 'refused',
  });
});

test('the policy stands in the header of each answer, without inline scripts or connections', async ({
  app,
  window,
}) => {
  await mainWindow(window).ready();
  const policy = await app.evaluate(async ({ net }) => {
    const response = await net.fetch('app://tieout/index.html');
    return response.headers.get('content-security-policy');
  }, undefined);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toContain('unsafe');
});

test('nothing outside the page’s folder is served', async ({ app, window }) => {
  await mainWindow(window).ready();
  const paths = [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/..%5c..%5cpackage.json',
    // These are there, and of a kind that is served.
    '/..%2fmain%2findex.js',
    '/assets/..%2f..%2fmain/index.js',
    '/%2e%2e%2fmain%2fengine.js',
    '//etc/passwd',
    '/%00index.html',
    '/..%2frenderer-other/index.html',
    '/%E0%A4%A',
  ];
  const statuses = await app.evaluate(
    ({ net }, asked) =>
      Promise.all(asked.map(async (path) => (await net.fetch(`app://tieout${path}`)).status)),
    paths,
  );
  expect(statuses).toEqual(paths.map(() => 404));
});

test('every permission is denied', async ({ window }) => {
  await mainWindow(window).ready();
  const states = await window.evaluate(async () => {
    interface Permissions {
      query: (of: { name: string }) => Promise<{ state: string }>;
    }
    const { navigator } = globalThis as unknown as { navigator: { permissions: Permissions } };
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});

test('the page has no Node, and can’t change what it was given', async ({ window }) => {
  await mainWindow(window).ready();
  const found = await window.evaluate(() => {
    const dom = globalThis as unknown as Record<string, unknown> & { api: Record<string, object> };
    const tries = [
      () => Object.assign(dom, { api: {} }),
      () => Object.assign(dom.api, { files: {} }),
      () => Object.assign(dom.api['files'] ?? {}, { chooseInputs: () => undefined }),
      () => Object.defineProperty(dom, 'api', { value: {} }),
    ];
    const changed = tries.map((attempt) => {
      try {
        attempt();
        return true;
      } catch {
        return false;
      }
    });
    return {
      node: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in dom),
      changed,
    };
  });
  expect(found).toEqual({ node: [], changed: [false, false, false, false] });
});

/** Settings that name nothing change nothing; a backup that names no file goes among the kept copies. */
const NOTHING_IS_NO_GARBAGE: readonly string[] = ['settings.changeSettings', 'jobs.startBackup'];

test('garbage on any channel is refused in an orderly way, and the app goes on', async ({ app, window }) => {
  test.setTimeout(150_000);
  const main = mainWindow(window);
  await main.ready();
  const methods = CHANNELS.map(methodOfChannel);
  const long = 'x'.repeat(1_200_000);
  const deep = Array.from({ length: 40 }).reduce<unknown>((inner) => ({ inner }), 1);
  const wide = Array.from({ length: 20_000 }, () => 0);
  const byHand: unknown[] = [
    null,
    NaN,
    10n ** 30n,
    new Date(0),
    '',
    long,
    deep,
    wide,
    { __proto__: null },
    [[]],
    -0,
  ];
  const generated = fc.sample(fc.jsonValue({ maxDepth: 4 }), { numRuns: 60, seed: 4 });
  for (const garbage of [...byHand, ...generated]) {
    for (const { method, code, text } of await askEveryChannel(window, methods, garbage)) {
      if (code === 'ok' && NOTHING_IS_NO_GARBAGE.includes(method)) continue;
      expect(['REQUEST_INVALID', 'threw'], `${method}: ${text}`).toContain(code);
      expect(text).not.toMatch(/\/out\/|node_modules|SQLITE|at \w+ \(/);
    }
  }
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, undefined)).toBe(1);
  await main.ready();
});

test('what can’t be cloned never leaves the page', async ({ window }) => {
  await mainWindow(window).ready();
  const message = await window.evaluate(async () => {
    const { api } = globalThis as unknown as {
      api: { jobs: { cancelJob: (input: unknown) => Promise<unknown> } };
    };
    try {
      return await api.jobs.cancelJob({ jobId: () => 1 });
    } catch (error) {
      return String(error);
    }
  });
  expect(message).toMatch(/could not be cloned/);
});

/** Runs in the page. */
function tryToLeave({ attack, address }: { readonly attack: string; readonly address: string }): void {
  interface Anchor {
    href: string;
    target: string;
    action: string;
    method: string;
    click: () => void;
    submit: () => void;
  }
  const dom = globalThis as unknown as {
    document: { createElement: (name: string) => Anchor; body: { append: (element: object) => void } };
    location: { href: string };
  };
  const element = dom.document.createElement(attack === 'form' ? 'form' : 'a');
  switch (attack) {
    case 'location':
      dom.location.href = address;
      return;
    case 'form':
      element.action = address;
      element.method = 'post';
      dom.document.body.append(element);
      element.submit();
      return;
    default:
      element.href = address;
      if (attack === 'new-window') element.target = '_blank';
      dom.document.body.append(element);
      element.click();
  }
}

/** Runs in the page: each attack, and whether it was refused. */
async function attackPolicy(): Promise<Record<string, string>> {
  interface Element {
    src: string;
    text: string;
    innerHTML: string;
    onload: () => void;
    onerror: () => void;
    setAttribute: (name: string, value: string) => void;
    click: () => void;
  }
  const dom = globalThis as unknown as Record<string, unknown> & {
    document: { createElement: (name: string) => Element; body: { append: (element: object) => void } };
    fetch: (url: string) => Promise<unknown>;
    WebSocket: new (url: string) => { onopen: () => void; onerror: () => void };
  };
  // A script of the page runs under the policy; what a test sends in may not.
  const later = <Result>(run: () => Result | Promise<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      setTimeout(() => {
        try {
          Promise.resolve(run()).then(resolve, reject);
        } catch (error) {
          reject(new Error(String(error)));
        }
      });
    });
  const outcome = async (run: () => unknown): Promise<string> => {
    try {
      return (await later(run)) === false ? 'refused' : 'done';
    } catch {
      return 'refused';
    }
  };
  const load = (name: string, src: string): Promise<boolean> =>
    new Promise((resolve) => {
      const element = dom.document.createElement(name);
      element.onload = () => {
        resolve(true);
      };
      element.onerror = () => {
        resolve(false);
      };
      element.src = src;
      dom.document.body.append(element);
    });
  const indirectEval = globalThis.eval;
  return {
    eval: await outcome(() => indirectEval('1')),
    inlineScript: await outcome(() => {
      const script = dom.document.createElement('script');
      script.text = 'globalThis.inlineRan = true';
      dom.document.body.append(script);
      return dom['inlineRan'] === true;
    }),
    inlineHandler: await outcome(() => {
      const button = dom.document.createElement('button');
      button.setAttribute('onclick', 'globalThis.handlerRan = true');
      dom.document.body.append(button);
      button.click();
      return dom['handlerRan'] === true;
    }),
    fetch: await outcome(() => dom.fetch('https://evil.example/')),
    webSocket: await outcome(
      () =>
        new Promise((resolve) => {
          const socket = new dom.WebSocket('wss://evil.example/');
          socket.onopen = () => {
            resolve(true);
          };
          socket.onerror = () => {
            resolve(false);
          };
        }),
    ),
    picture: await outcome(() => load('img', 'https://evil.example/x.png')),
    foreignScript: await outcome(() => load('script', 'https://evil.example/x.js')),
    html: await outcome(() => {
      dom.document.createElement('div').innerHTML = '<b>x</b>';
      return true;
    }),
  };
}
