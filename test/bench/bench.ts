/** The body of `npm run bench`. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Dataset, type DatasetSize, writeDataset } from './dataset.ts';
import { readOsName } from './measure.ts';
import { readOptions, type BenchOptions } from './options.ts';
import { describeResults, standings } from './report.ts';
import type { SizeResult } from './results.ts';
import { runSize } from './run-size.ts';

const tell = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

function optionsOrExit(): BenchOptions {
  try {
    return readOptions();
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    process.exit(2);
  }
}

/** The files of a size: written once, where a folder for them is given. */
async function datasetOf(size: DatasetSize, folder: string): Promise<Dataset> {
  const own = join(folder, `${String(size.users)}x${String(size.lines)}`);
  const index = join(own, 'dataset.json');
  if (existsSync(index)) return JSON.parse(readFileSync(index, 'utf8')) as Dataset;
  tell(`writing ${String(size.users)} user rows and ${String(size.lines)} invoice lines`);
  mkdirSync(own, { recursive: true });
  const data = await writeDataset(own, size);
  writeFileSync(index, JSON.stringify(data));
  return data;
}

const options = optionsOrExit();
const scratch = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
try {
  const sizes: SizeResult[] = [];
  for (const size of options.sizes) {
    const data = await datasetOf(size, options.dataFolder ?? join(scratch, 'data'));
    sizes.push(await runSize(size, data, scratch, options, tell));
  }
  const machine = {
    os: readOsName(),
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
  };
  process.stdout.write(
    `${machine.os}, ${String(machine.cores)} cores (${machine.cpu}), ${String(machine.memoryGiB)} GiB, Node ${machine.node}; ` +
      `medians of ${String(options.runs)}\n\n${describeResults(sizes)}`,
  );
  if (options.jsonFile !== undefined) {
    const document = { machine, runs: options.runs, sizes, standings: standings(sizes) };
    writeFileSync(options.jsonFile, `${JSON.stringify(document, null, 2)}\n`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
