import { z } from 'zod';
import { AppError } from '#core/errors.ts';

/** The members with a name of their own; beside them stand the sources as `sources/<sha256>`. */
export const BUNDLE_MEMBERS = {
  manifest: 'manifest.json',
  /** base64 of the Ed25519 signature over the bytes of the manifest. */
  signature: 'manifest.sig',
  parameters: 'parameters.json',
  events: 'events.jsonl',
  result: 'result.json',
} as const;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.object({
  schema: z.literal('tieout.bundle/1'),
  /** UTC, ISO 8601. */
  createdAt: z.string(),
  appVersion: z.string(),
  period: z.object({ start: z.string(), end: z.string() }),
  run: z.object({
    id: z.string(),
    createdAt: z.string(),
    resultHash: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  }),
  signer: z.object({
    algorithm: z.literal('ed25519'),
    /** base64 of the public key, SPKI in DER. */
    publicKey: z.string(),
    /** sha256 of those bytes. */
    fingerprint: sha256,
  }),
  /** The readings of the run, in the order in which they were made. */
  readings: z.array(
    z.object({
      kind: z.enum(['report', 'invoice']),
      source: sha256,
      file: z.string(),
      parser: z.string(),
      /** What the person set about the reading, as JSON. */
      parameters: z.string(),
    }),
  ),
  /** Files of parameters that took part; what they say is in the run's parameters. */
  parameterFiles: z.array(
    z.object({
      kind: z.enum(['price-book', 'alias']),
      file: z.string(),
      sha256: z.string(),
      rows: z.int().min(0),
    }),
  ),
  members: z.array(
    z.object({
      path: z.string().regex(/^(?:parameters\.json|events\.jsonl|result\.json|sources\/[0-9a-f]{64})$/),
      bytes: z.int().min(0),
      sha256,
    }),
  ),
});

/** What a bundle holds, how it is replayed, and what it must come to. */
export type BundleManifest = z.infer<typeof manifestSchema>;

/** Reads a manifest. Throws BUNDLE_INVALID. */
export function parseBundleManifest(text: string, file: string): BundleManifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('BUNDLE_INVALID', { file, detail: BUNDLE_MEMBERS.manifest }, { cause: error });
  }
}
