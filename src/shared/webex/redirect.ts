/** The port on which the redirect of a sign-in is awaited, unless a person sets another one. */
export const DEFAULT_LOOPBACK_PORT = 4200;
/** The path of that redirect. */
export const LOOPBACK_PATH = '/authorize';

/** The address that an Integration must have registered, to the letter. */
export const redirectUri = (port: number): string => `http://localhost:${port}${LOOPBACK_PATH}`;
