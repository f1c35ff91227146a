/**
 * Finds a Chromium for the end-to-end tests and for `npm run start:browser`: the one that is named, the system's,
 * Playwright's own; else, as root on Debian, installs one. Says what it did.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/** Where installers put a browser that is on no PATH. */
function usualPlaces(environment) {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform !== 'win32') return [];
  const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => environment[name]);
  return folders
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
}

/** A browser that is there already: its path, and in words where it comes from. */
export function presentBrowser(environment = process.env) {
  const named = environment.TIEOUT_BROWSER;
  if (named) return existsSync(named) ? { path: named, how: `TIEOUT_BROWSER names ${named}.` } : undefined;
  const folders = (environment.PATH ?? '').split(delimiter);
  const candidates = [
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...usualPlaces(environment),
  ];
  const system = candidates.find((path) => existsSync(path));
  if (system !== undefined) return { path: system, how: `The system's browser: ${system}.` };
  const own = chromium.executablePath();
  return existsSync(own) ? { path: own, how: `Playwright's own browser: ${own}.` } : undefined;
}

/** Whether this process could install one by itself. */
function canInstall() {
  const isRoot = process.getuid?.() === 0;
  return isRoot && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * The browser, installed where need be: `{path, how}`. Where there is none: `{reason, mustFail}`, and `mustFail` is
 * true where an installation was tried and did not work, false where this person may not install anything.
 */
export function findBrowser(environment = process.env) {
  const present = presentBrowser(environment);
  if (present) return present;
  if (environment.TIEOUT_BROWSER) {
    return {
      reason: `TIEOUT_BROWSER names ${environment.TIEOUT_BROWSER}, which is not there.`,
      mustFail: true,
    };
  }
  if (!canInstall()) {
    return {
      reason:
        'No Chromium or Chrome was found, and it can only be installed by itself as root on Debian. ' +
        'Install one, or name its path in TIEOUT_BROWSER, or run: npx playwright install chromium',
      mustFail: false,
    };
  }
  process.stderr.write('No browser was found; installing the package "chromium" with apt-get ...\n');
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
  ]) {
    spawnSync('apt-get', args, {
      stdio: 'ignore',
      env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  const installed = presentBrowser(environment);
  if (installed) return { ...installed, how: `Installed with apt-get: ${installed.path}.` };
  return {
    reason:
      'No Chromium or Chrome was found, and "apt-get install chromium" did not work. ' +
      'Install one, or name its path in TIEOUT_BROWSER.',
    mustFail: true,
  };
}
