import { asOutputError, openTarget } from '#engine/exporters/target-file.ts';

/**
 * Writes a small text file as a whole, or leaves the older one of its name as it is.
 *
 * @throws AppError OUTPUT_FOLDER_MISSING, OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, DISK_FULL
 */
export async function writeTextFile(path: string, text: string): Promise<void> {
  const target = await openTarget(path, Buffer.byteLength(text));
  try {
    await target.handle.writeFile(text, 'utf8');
    await target.commit();
  } catch (error) {
    await target.discard();
    throw asOutputError(error, path);
  }
}
