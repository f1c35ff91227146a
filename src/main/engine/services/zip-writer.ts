import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import type { TargetFile } from '../exporters/target-file.ts';
import type { JobContext } from '../jobs/job-context.ts';

/** A member as it was written. */
export interface ZipMember {
  /** Within the zip, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A zip in the making. */
export interface ZipInProgress {
  readonly add: (member: string, path: string, context: JobContext) => Promise<ZipMember>;
  /** Adds a member that is held in memory. */
  readonly addContent: (member: string, content: Buffer) => ZipMember;
  /** Writes the last members, which speak of those before, and ends the zip. */
  readonly end: (
    last: readonly { readonly path: string; readonly content: Buffer }[],
  ) => Promise<{ readonly bytes: number; readonly sha256: string }>;
  /** Stops writing. Safe to call at any time. */
  readonly abandon: () => void;
}

/** Writes a zip member by member, each hashed on its way. */
export function startZip(target: TargetFile): ZipInProgress {
  const zip = new yazl.ZipFile();
  const hash = createHash('sha256');
  let bytes = 0;
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy: (error?: Error) => void };
  const abandon = (error?: Error): void => {
    output.destroy(error);
  };
  zip.on('error', abandon);
  // Written through the handle itself: a stream around it would close it before it is made durable.
  const written = (async () => {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      await target.handle.appendFile(chunk);
    }
  })();
  // A failure is taken up where a member, or the end, is awaited.
  written.catch(() => undefined);
  return {
    add: async (member, path, context) => {
      await context.checkpoint();
      const own = hashing();
      zip.addReadStream(own.stream, member);
      await Promise.race([pipeline(createReadStream(path), own.stream), written]);
      return { path: member, ...own.result() };
    },
    addContent: (member, content) => {
      zip.addBuffer(content, member);
      const sha256 = createHash('sha256').update(content).digest('hex');
      return { path: member, bytes: content.length, sha256 };
    },
    end: async (last) => {
      for (const { path, content } of last) zip.addBuffer(content, path);
      zip.end();
      await written;
      return { bytes, sha256: hash.digest('hex') };
    },
    abandon,
  };
}

/**
 * A stream that lets everything through, and then knows its size and sha256. It keeps what comes until somebody
 * reads it; listening to the file's own stream would let go of what the zip is not ready for yet.
 */
function hashing(): {
  readonly stream: Transform;
  readonly result: () => { readonly bytes: number; readonly sha256: string };
} {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}
