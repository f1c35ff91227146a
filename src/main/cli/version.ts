/** Set by the build from package.json. */
declare const __APP_VERSION__: string | undefined;

/** The version of the app; `0.0.0-source` where the sources run without a build, as in tests. */
export const VERSION: string = typeof __APP_VERSION__ === 'string' ? __APP_VERSION__ : '0.0.0-source';
