import { AppError } from '#core/errors.ts';
import type { WireError } from './envelope.ts';

/** An absolute path, Windows or POSIX, up to and with its last separator. */
const FOLDERS = /^(?:[A-Za-z]:[\\/]|[\\/]).*[\\/](?=[^\\/]*[\\/]?$)/;

/**
 * An expected failure as it may cross; undefined for everything else, which the caller logs under an incident id and
 * answers with {@link internalError}. Folders stay on their side: of a path its last part crosses.
 */
export function toWireError(error: unknown): WireError | undefined {
  if (!(error instanceof AppError) || error.code === 'INTERNAL') return undefined;
  const params = Object.entries(error.params).map(([name, value]) => [name, value.replace(FOLDERS, '')]);
  return { code: error.code, params: Object.fromEntries(params) as Record<string, string>, incidentId: null };
}

/** The answer to a mistake of ours: where to look it up, and nothing else. */
export const internalError = (incidentId: string): WireError => ({
  code: 'INTERNAL',
  params: { incidentId },
  incidentId,
});
