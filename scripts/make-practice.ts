/** `npm run practice`: writes the practice period to resources/practice/. The files are checked in; a test holds them to this. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { practiceFiles } from './practice/practice-files.ts';

const folder = resolve(import.meta.dirname, '..', 'resources', 'practice');
mkdirSync(folder, { recursive: true });
for (const [name, bytes] of await practiceFiles()) {
  writeFileSync(join(folder, name), bytes);
  console.log(`${name}: ${bytes.length} bytes`);
}
