import { z } from 'zod';
import { cleanServerText } from './clean-text.ts';

/** Numbers may come as texts: the wholesale error codes changed from one to the other on 2023-12-01. */
const errorCode = z.union([z.number(), z.string()]).transform(String);

const errorBody = z.object({
  message: z.string().optional().catch(undefined),
  errorCode: errorCode.optional().catch(undefined),
  trackingId: z.string().optional().catch(undefined),
  // The token endpoints of other servers speak RFC 6749.
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  errors: z
    .array(
      z.object({
        description: z.string().optional().catch(undefined),
        errorCode: errorCode.optional().catch(undefined),
        code: errorCode.optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
});

/** What an answer says about a failure; empty texts where it says nothing. */
export interface ServerFailure {
  /** The API's own error code. */
  readonly code: string;
  /** One line, safe to show. */
  readonly detail: string;
  readonly trackingId: string;
}

/** Reads the body of a failure, JSON or not: gateways and proxies answer in HTML, which is named and not quoted. */
export function readServerFailure(headers: Headers, body: string): ServerFailure {
  const tracking = cleanServerText(headers.get('trackingid') ?? '');
  const parsed = errorBody.safeParse(parseJson(body));
  if (!parsed.success) {
    return { code: '', detail: body.trim() === '' ? '' : describeForeignBody(headers), trackingId: tracking };
  }
  const { data } = parsed;
  const descriptions = (data.errors ?? []).map((error) => error.description);
  const parts = [data.message, data.error, data.error_description, ...descriptions].filter(
    (part): part is string => part !== undefined && part.trim() !== '',
  );
  const first = data.errors?.find((error) => (error.errorCode ?? error.code) !== undefined);
  return {
    code: first?.errorCode ?? first?.code ?? data.errorCode ?? '',
    detail: cleanServerText([...new Set(parts)].join(' ')),
    trackingId: tracking === '' ? cleanServerText(data.trackingId ?? '') : tracking,
  };
}

/** Parses JSON; undefined where the text is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Names the kind of a body that is not the API's. */
export function describeForeignBody(headers: Headers): string {
  const media = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return media === '' ? 'no JSON' : cleanServerText(media);
}
