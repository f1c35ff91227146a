/**
 * `npm run pictures`: the pictures of the user's guide: the demo's own workbook (needs LibreOffice and poppler's
 * pdftoppm), and the screens, which an end-to-end spec takes.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './require-node.mjs';

requireNode();
const { ROOT, buildWhenStale } = await import('./build-output.mjs');
await buildWhenStale();

const RESOLUTION = '110';

function run(program, args) {
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return;
  console.error(`${program} ${args.join(' ')}: ${error?.message ?? `exit ${status}\n${stderr}`}`);
  process.exit(1);
}

const scratch = mkdtempSync(join(tmpdir(), 'tieout-pictures-'));
try {
  for (const language of ['en', 'ja']) {
    const name = `practice-${language}`;
    const cli = join(ROOT, 'out', 'main', 'cli.js');
    run(process.execPath, [cli, 'demo', '--out', scratch, '--lang', language, '--quiet']);
    run('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', scratch, join(scratch, `${name}.xlsx`)]);
    const picture = join(ROOT, 'docs', 'guide', `summary-${language}`);
    run('pdftoppm', ['-r', RESOLUTION, '-png', '-singlefile', join(scratch, `${name}.pdf`), picture]);
    console.log(`${picture}.png`);
  }
  process.env.TIEOUT_GUIDE_PICTURES = '1';
  run(process.execPath, [join(ROOT, 'scripts', 'test-e2e.mjs'), '--project=host', 'guide-pictures']);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
