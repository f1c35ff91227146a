import { cleanId, isUuid } from '#core/ids.ts';

/**
 * An organisation id as the API's requests want it: a bare UUID is encoded (`ciscospark://us/ORGANIZATION/<uuid>`,
 * unpadded), anything else goes out as it was given.
 */
export function encodeOrganizationId(text: string): string {
  const cleaned = cleanId(text);
  if (!isUuid(cleaned)) return cleaned;
  return Buffer.from(`ciscospark://us/ORGANIZATION/${cleaned.toLowerCase()}`).toString('base64url');
}
