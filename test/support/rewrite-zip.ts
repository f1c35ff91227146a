import { buffer as readAll } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';

/** A zip with some of its texts changed: to see that a check notices. */
export async function rewriteZip(
  bytes: Buffer,
  change: (name: string, text: string) => string,
): Promise<Buffer> {
  const source = await yauzl.fromBufferPromise(bytes);
  const target = new yazl.ZipFile();
  for await (const entry of source.eachEntry()) {
    const text = (await readAll(await source.openReadStreamPromise(entry))).toString('utf8');
    target.addBuffer(Buffer.from(change(entry.fileName, text), 'utf8'), entry.fileName);
  }
  target.end();
  return readAll(target.outputStream);
}
