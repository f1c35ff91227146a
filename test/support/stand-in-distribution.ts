import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What marks the place of the fuses in Electron's executable: https://www.electronjs.org/docs/latest/tutorial/fuses */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
/** The fuses as Electron ships them, one digit each. */
const SHIPPED_FUSES = '10110011';

/**
 * Writes what electron-builder takes for an unpacked Electron for Linux: its layout, and an executable with a wire of
 * fuses. It starts nothing; it stands in where the real one can't be fetched.
 */
export function writeStandInDistribution(folder: string, version: string): void {
  for (const name of ['resources', 'locales']) mkdirSync(join(folder, name), { recursive: true });
  const wire = Buffer.from([1, SHIPPED_FUSES.length]);
  const executable = Buffer.concat([
    Buffer.from('\x7fELF'),
    Buffer.from(FUSE_SENTINEL),
    wire,
    Buffer.from(SHIPPED_FUSES),
  ]);
  writeFileSync(join(folder, 'electron'), executable);
  chmodSync(join(folder, 'electron'), 0o755);
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler', 'LICENSE', 'LICENSES.chromium.html']) {
    writeFileSync(join(folder, name), '');
  }
  for (const language of ['en-US', 'ja', 'de']) writeFileSync(join(folder, 'locales', `${language}.pak`), '');
  writeFileSync(join(folder, 'version'), version);
}
