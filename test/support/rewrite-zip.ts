import { buffer as readAll } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';

/** A zip with some of its members changed, or left out (undefined): to see that a check notices. */
export async function rewriteMembers(
  bytes: Buffer,
  change: (name: string, content: Buffer) => Buffer | undefined,
  added: Readonly<Record<string, Buffer>> = {},
): Promise<Buffer> {
  const source = await yauzl.fromBufferPromise(bytes);
  const target = new yazl.ZipFile();
  for await (const entry of source.eachEntry()) {
    const content = change(entry.fileName, await readAll(await source.openReadStreamPromise(entry)));
    if (content !== undefined) target.addBuffer(content, entry.fileName);
  }
  for (const [name, content] of Object.entries(added)) target.addBuffer(content, name);
  target.end();
  return readAll(target.outputStream);
}

/** A zip with some of its texts changed. */
export const rewriteZip = (bytes: Buffer, change: (name: string, text: string) => string): Promise<Buffer> =>
  rewriteMembers(bytes, (name, content) => Buffer.from(change(name, content.toString('utf8')), 'utf8'));
