/** Where the Webex API is, unless an administrator sets `TIEOUT_API_URL`. */
export const DEFAULT_API_URL = 'https://webexapis.com/v1';

/** The setting of an administrator, or the default. Not yet checked. */
export function configuredApiUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const given = environment['TIEOUT_API_URL']?.trim();
  return given === undefined || given === '' ? DEFAULT_API_URL : given;
}
