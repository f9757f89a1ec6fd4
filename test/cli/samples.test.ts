import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import type { Provenance } from '../../src/cli/files/provenance.js';
import { InputFiles } from '../../src/cli/opening/input-files.js';
import { ROWS_OF_GROUP } from '../../src/cli/running/parquet-samples.js';
import { openSamples } from '../../src/cli/running/samples-file.js';
import { version } from '../../src/cli/version.js';
import type { NodeId } from '../../src/cluster/facts/node-spec.js';
import type { ProcessSample } from '../../src/metrics/watched-processes.js';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const PROVENANCE: Provenance = {
  version: '1',
  node: 'v20',
  files: [],
  overrides: { seed: 7 },
  measured: {},
};
const PLAIN: ProcessSample = {
  ...{ pid: 1000, job: 3, user: 'ana', command: 'R', home: 2 as NodeId, migrations: 1 },
  ...{ arrivalSeconds: 0.1, workSeconds: 1 / 3, completionSeconds: 2.5, frozenSeconds: 1e-9 },
};
/** What is hard to write, and what is not known. */
const SAMPLES: readonly ProcessSample[] = [
  PLAIN,
  { ...PLAIN, pid: 2 ** 40, job: undefined, user: 'Żoë, "the\nsecond"', command: '' },
  { ...PLAIN, pid: 1001, workSeconds: Number.NaN, completionSeconds: undefined },
];

async function write(path: string, samples = SAMPLES, seed = 2 ** 50): Promise<Buffer> {
  const file = await openSamples(path, new InputFiles(), PROVENANCE);
  file.add(seed, samples);
  file.keep();
  return readFileSync(path);
}

function bufferOf(bytes: Buffer) {
  return {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => new Uint8Array(bytes.subarray(start, end)).buffer,
  };
}

describe('samples as Parquet', () => {
  it('have the columns, the order and the values of the CSV, and null where that is empty', async () => {
    const folder = temporaryFolder();
    const csv = (await write(join(folder, 's.csv'))).toString();
    const bytes = await write(join(folder, 's.parquet'));
    expect(csv.split('\n')[0]).toBe(
      'seed,pid,job,user,command,home,arrival,work,completion,migrations,frozen',
    );
    expect(csv).toContain('1001,3,ana,R,2,0.1,,,1,1e-9\n');
    const usual = {
      ...{ seed: 2n ** 50n, pid: 1000n, job: 3n, user: 'ana', command: 'R', home: 2 },
      ...{ arrival: 0.1, work: 1 / 3, completion: 2.5, migrations: 1, frozen: 1e-9 },
    };
    const rows = await parquetReadObjects({ file: bufferOf(bytes) });
    expect(rows).toEqual([
      usual,
      { ...usual, pid: 2n ** 40n, job: null, user: 'Żoë, "the\nsecond"', command: '' },
      { ...usual, pid: 1001n, work: null, completion: null },
    ]);
    expect(Object.keys(rows[0]!).join(',')).toBe(csv.split('\n')[0]);
  });

  it('have types, and say where they come from', async () => {
    const path = join(temporaryFolder(), 'S.PARQUET');
    const metadata = await parquetMetadataAsync(bufferOf(await write(path)));
    const types = metadata.schema.slice(1).map(({ type, converted_type, repetition_type }) => {
      const kind = converted_type ?? type;
      return repetition_type === 'OPTIONAL' ? `${kind}?` : kind;
    });
    expect(types.join(' ')).toBe(
      'INT64 INT64 INT64? UTF8 UTF8 INT32 DOUBLE DOUBLE? DOUBLE? INT32 DOUBLE',
    );
    expect(metadata.created_by).toBe(`mtop-sim version ${version()}`);
    const [entry] = metadata.key_value_metadata!;
    expect(entry!.key).toBe('provenance');
    expect(JSON.parse(entry!.value!)).toEqual(PROVENANCE);
  });

  it('are written in groups of rows while runs go on, and none is lost between two groups', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 's.parquet');
    const file = await openSamples(path, new InputFiles(), PROVENANCE);
    const rows = Array.from({ length: ROWS_OF_GROUP - 1 }, (_, pid) => ({ ...PLAIN, pid }));
    file.add(1, rows);
    const part = join(folder, readdirSync(folder)[0]!);
    expect(statSync(part).size).toBe(0);
    file.add(2, [PLAIN, { ...PLAIN, pid: 7 }]);
    // A group holds (rows) pids of 8 bytes that Snappy cannot halve.
    expect(statSync(part).size).toBeGreaterThan(4 * ROWS_OF_GROUP);
    file.keep();
    const read = bufferOf(readFileSync(path));
    const { row_groups: groups, num_rows: count } = await parquetMetadataAsync(read);
    expect([count, ...groups.map(({ num_rows }) => num_rows)]).toEqual([
      BigInt(ROWS_OF_GROUP + 1),
      BigInt(ROWS_OF_GROUP),
      1n,
    ]);
    const tail = { file: read, columns: ['seed', 'pid'], rowStart: ROWS_OF_GROUP - 2 };
    expect(await parquetReadObjects(tail)).toEqual([
      { seed: 1n, pid: BigInt(ROWS_OF_GROUP - 2) },
      { seed: 2n, pid: 1000n },
      { seed: 2n, pid: 7n },
    ]);
  });

  it('of no process are a file without rows', async () => {
    const bytes = await write(join(temporaryFolder(), 's.parquet'), []);
    expect(await parquetReadObjects({ file: bufferOf(bytes) })).toEqual([]);
  });

  it('are the same bytes each time, whatever the file is called', async () => {
    const folder = temporaryFolder();
    const first = await write(join(folder, 'a.parquet'));
    expect(await write(join(folder, 'b.parquet'))).toEqual(first);
  });

  it('that are given up leave what was there', async () => {
    const folder = temporaryFolder({ 's.parquet': 'before' });
    const file = await openSamples(join(folder, 's.parquet'), new InputFiles(), PROVENANCE);
    file.add(1, SAMPLES);
    file.discard();
    expect(readdirSync(folder)).toEqual(['s.parquet']);
    expect(readFileSync(join(folder, 's.parquet'), 'utf8')).toBe('before');
  });
});

describe('the name of a file of samples', () => {
  it.each([
    ['s.parquet.gz', '--samples s.parquet.gz: Parquet is compressed already: write s.parquet'],
    ['s.csv.gz', 'samples are CSV or Parquet: the name must end in .csv or .parquet, not .gz'],
    ['s.pq', 'the name must end in .csv or .parquet, not .pq'],
    ['s.JSON', 'the name must end in .csv or .parquet, not .JSON'],
    ['-', '- is no file: standard output is /dev/stdout, a file of that name ./-'],
  ])('is not %s', async (name, sentence) => {
    await expect(openSamples(name, new InputFiles(), PROVENANCE)).rejects.toThrow(sentence);
    expect(existsSync(name)).toBe(false);
  });

  it('may have any other ending, as those of mktemp: then it is CSV', async () => {
    const text = (await write(join(temporaryFolder(), 'tmp.k3Jq'))).toString();
    expect(text).toMatch(/^seed,pid/);
  });

  it('is not that of an input', async () => {
    const path = join(temporaryFolder({ 'x.parquet': 'nodes: 2' }), 'x.parquet');
    const inputs = new InputFiles();
    inputs.add('the scenario', path);
    await expect(openSamples(path, inputs, PROVENANCE)).rejects.toThrow(
      'would overwrite the scenario',
    );
  });
});

it('a policy that ends the program leaves no part of a file of samples', () => {
  const folder = temporaryFolder();
  const policy = join(folder, 'exit.mjs');
  writeFileSync(
    policy,
    'export default { name: "e", about: "", scope: "node", decide: () => process.exit(0) };',
  );
  const words = ['run', 'two-nodes', '--policy', policy, '--quiet', '--samples'];
  const { status, stderr } = mtop([...words, join(folder, 's.parquet')]);
  expect([status, stderr]).toEqual([1, expect.stringContaining('must not call process.exit')]);
  expect(readdirSync(folder)).toEqual(['exit.mjs']);
});
