/** What a host process is told at its start, in the environment variable of this name, as JSON. */
export const HOST_OPTIONS_VARIABLE = 'TIEOUT_ELECTRON_HOST';

/** How one start of the stand-in behaves. */
export interface HostOptions {
  /** The folder that holds package.json: what `app.getAppPath()` answers. */
  readonly root: string;
  /** Path of the Chromium that plays the window. */
  readonly browserPath: string;
  /** Whether the window is shown on a screen, for a person. */
  readonly isVisible: boolean;
  /** The folder of everything that the app stores, of this start alone. */
  readonly userData: string;
}

/** Reads the options of this process. */
export function readHostOptions(): HostOptions {
  const text = process.env[HOST_OPTIONS_VARIABLE];
  if (text === undefined)
    throw new Error(`${HOST_OPTIONS_VARIABLE} is not set: start the host by launchHost()`);
  return JSON.parse(text) as HostOptions;
}
