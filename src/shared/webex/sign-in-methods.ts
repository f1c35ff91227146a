/** How a person connects: the system's browser, a code confirmed on any device, or a token from elsewhere. */
export const SIGN_IN_METHODS = ['browser', 'device', 'token'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
