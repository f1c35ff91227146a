/** What the preload script exposes; absent where the page is opened in a browser. */
interface Host {
  readonly electronVersion: string;
}

declare global {
  interface Window {
    readonly host?: Host;
  }
  /** The version in package.json, put in by the build. */
  const __APP_VERSION__: string;
}

/** The line at the foot of the page, for a support request: `Tieout 0.1.0 · Electron 45.4.1`. */
export function hostLine(): string {
  const electron = window.host ? ` · Electron ${window.host.electronVersion}` : '';
  return `Tieout ${__APP_VERSION__}${electron}`;
}
