import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { smallStudy } from '../support/small-study.js';

const BIN = new URL('../../bin/mtop-sim.js', import.meta.url).pathname;
const KEYS = `
study: a small one
factors:
  rho: [0.5, 0.7]
  information: [perfect, gossip]
measure: { warmUp: 50 processes, watch: 400 processes, series: 10s, metrics: [meanSlowdown, utilisation] }
replications: { from: 4, to: 8, by: 2, until: { meanSlowdown: 4% } }
compare: { to: { information: perfect } }
`;

const { folder, file: study, text: STUDY } = smallStudy(KEYS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function mtop(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'study', ...words], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const out = (name: string) => join(folder, name);

/** All files but the times, which no two runs have in common. */
function filesOf(name: string): Readonly<Record<string, string>> {
  const names = readdirSync(out(name), { recursive: true, encoding: 'utf8' });
  const files = names.filter((file) => /\.(csv|json|jsonl)$/.test(file) && !/timing/.test(file));
  return Object.fromEntries(
    files.sort().map((file) => [file, readFileSync(out(`${name}/${file}`), 'utf8')]),
  );
}

function runShards(name: string, count: number): void {
  // A shard that stops by precision waits for the others' runs: the last ones are made at the end.
  for (let round = 0; round < 4; round++) {
    for (let index = 1; index <= count; index++) {
      const { status } = mtop(
        'run',
        study,
        '--out',
        out(name),
        '--shard',
        `${index}/${count}`,
        '--quiet',
      );
      if (status === 0) return;
    }
  }
}

async function killed(name: string): Promise<void> {
  const child: ChildProcess = spawn(
    process.execPath,
    [BIN, 'study', 'run', study, '--out', out(name), '--workers', '1', '--quiet'],
    { stdio: 'ignore' },
  );
  const file = out(`${name}/runs/run.jsonl`);
  const gone = new Promise((resolve) => child.once('exit', resolve));
  while (child.exitCode === null) {
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0;
    if (lines >= 5) child.kill('SIGKILL');
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5))]);
    if (child.signalCode !== null) return;
  }
}

describe('a study', () => {
  it('is checked with all that it needs, before it is run', () => {
    expect(mtop('check', study)).toMatchObject({
      status: 0,
      stdout: 'a small one: 4 cells, 16 to 32 runs; meanSlowdown, utilisation\n',
    });
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, STUDY.replace('rho: [', 'roh: ['));
    const { status, stderr } = mtop('check', wrong);
    expect(status).toBe(2);
    expect(stderr).toContain('factors.roh: is neither a key of scenarios nor used');
    expect(stderr).toContain('names rho, which is no factor');
    writeFileSync(wrong, STUDY.replace('warmUp', 'warmup'));
    expect(mtop('check', wrong).stderr).toMatch(
      /measure.warmup: is not known here: use .*; did you mean warmUp\?\n/,
    );
    // It is the study that asks for it, not --set.
    writeFileSync(
      wrong,
      STUDY.replace('information: [perfect, gossip]', 'policy: [jsqq]').replace(/compare.*/, ''),
    );
    expect(mtop('check', wrong).stderr).toMatch(
      /^mtop-sim: study \S+wrong.yaml, rho 0.5, policy jsqq: scenario \S+base.yaml has a problem:\n/,
    );
    // A parameter is of one policy: of the other cell it is refused before the first run.
    const policies = 'policy: [power-of-d, none]\n  policy.d: [2, 3]';
    writeFileSync(
      wrong,
      STUDY.replace('information: [perfect, gossip]', policies).replace(/compare.*/, ''),
    );
    for (const words of [
      ['check', wrong],
      ['run', wrong, '--out', out('wrong')],
    ]) {
      expect(mtop(...words)).toMatchObject({
        status: 2,
        stderr:
          `mtop-sim: study ${wrong}, rho 0.5, policy none, policy.d 2: policy none: there is no parameter d: it has none; ` +
          'a level of the factor policy may have parameters of its own: { use: power-of-d, d: 3 }\n',
      });
    }
    expect(existsSync(out('wrong'))).toBe(false);
  });

  it('gives the same bytes by 1 and 2 workers, 2 and 7 shards, and killed and resumed', async () => {
    expect(mtop('run', study, '--out', out('one'), '--workers', '1')).toMatchObject({ status: 0 });
    const one = filesOf('one');
    expect(Object.keys(one)).toEqual([
      ...['cells.csv', 'contrasts.csv', 'runs.csv', 'runs/all.jsonl', 'samples/slowdown.csv'],
      ...['series/loads.csv', 'series/stays.csv', 'study.json'],
    ]);
    mtop('run', study, '--out', out('two'), '--workers', '2', '--quiet');
    expect(filesOf('two')).toEqual(one);
    for (const count of [2, 7]) {
      runShards(`shards${count}`, count);
      expect(filesOf(`shards${count}`)).toEqual(one);
    }
    await killed('killed');
    appendFileSync(out('killed/runs/run.jsonl'), '{"cell":"not who');
    expect(mtop('run', study, '--out', out('killed'), '--quiet').status).toBe(0);
    expect(filesOf('killed')).toEqual(one);
  }, 240_000);

  it('is reported as a page of the same bytes each time, beside its tables', () => {
    expect(mtop('report', out('one')).status).toBe(0);
    const page = readFileSync(out('one/report.html'), 'utf8');
    expect(mtop('report', out('one'), '--html', out('again.html')).status).toBe(0);
    expect(readFileSync(out('again.html'), 'utf8')).toBe(page);
    expect(page).toContain('<h1>A small one</h1>');
    const { stdout } = mtop('report', out('one'), '--md');
    expect(stdout).toContain('| rho | information | n | mean slowdown | utilisation | note |');
    expect(mtop('report', out('none'))).toMatchObject({
      status: 2,
      stderr: `mtop-sim: ${out('none')}: there is no such folder\n`,
    });
  });

  it('repeats its runs with the same bytes, and notices where one differs', () => {
    expect(mtop('verify', study, '--out', out('one'), '--runs', '3')).toMatchObject({
      status: 0,
      stdout: '3 runs repeated: all the same\n',
    });
    // Of no run nothing is known.
    expect(mtop('verify', study, '--out', out('none'))).toMatchObject({
      status: 2,
      stderr: `mtop-sim: there are no results in ${out('none')}: name the folder that has those of ${study}\n`,
    });
  });

  it('is put together from folders: equal duplicates pass, unequal ones are shown', () => {
    cpSync(out('one'), out('copy'), { recursive: true });
    expect(mtop('merge', study, out('copy'), out('one')).status).toBe(0);
    expect(filesOf('copy')).toEqual(filesOf('one'));
    const file = out('copy/runs/all.jsonl');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/"utilisation":0\.\d/, '"utilisation":0.9'));
    const { status, stderr } = mtop('merge', study, out('copy'), out('one'));
    expect(status).toBe(1);
    expect(stderr).toContain('was run twice, and differs');
    expect(stderr).toContain('"utilisation":0.9');
    writeFileSync(file, text.split('\n').slice(1).join('\n'));
    const missing = mtop('merge', study, out('copy'));
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('missing: replication 0 of rho 0.5, information perfect');
    expect(missing.stderr).toContain(': study run makes what is missing\n');
  });

  it('says of a shard who makes the rest', () => {
    const { status, stderr } = mtop(
      'run',
      study,
      '--out',
      out('half'),
      '--shard',
      '1/2',
      '--quiet',
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^mtop-sim: missing: replication 0 of rho 0.5, information gossip, and \d+ more: other shards make what is left; study merge puts their folders together\n$/,
    );
  });

  it('runs those cells again of which a byte of the scenario has changed', () => {
    cpSync(join(folder, 'base.yaml'), join(folder, 'kept.yaml'));
    const before = readFileSync(out('one/cells.csv'), 'utf8');
    appendFileSync(join(folder, 'base.yaml'), '# a byte\n');
    cpSync(out('one'), out('changed'), { recursive: true });
    expect(mtop('run', study, '--out', out('changed')).status).toBe(0);
    const after = readFileSync(out('changed/cells.csv'), 'utf8');
    const hash = (text: string) => text.split('\n')[1]!.split(',')[0];
    expect(hash(after)).not.toBe(hash(before));
    cpSync(join(folder, 'kept.yaml'), join(folder, 'base.yaml'));
  });

  it('prints no difference of one replication, but "one sample"', () => {
    const single = join(folder, 'single.yaml');
    writeFileSync(single, STUDY.replace(/replications: .*/, 'replications: 1'));
    expect(mtop('run', single, '--out', out('single')).status).toBe(0);
    const rows = readFileSync(out('single/contrasts.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toMatch(/,,,,,,,,,one sample$/);
  });

  // Node.js ends a thread that rejects a promise for which nobody waits, after what it has told.
  it('counts a run of which a promise is rejected as failed, with the line of its policy', () => {
    writeFileSync(
      join(folder, 'rejecting.mjs'),
      `export default {
  name: 'rejecting', about: '', scope: 'node',
  decide({ now }) {
    if (now > 1) Promise.reject(new Error('nobody waits'));
    return { move: undefined, reason: 'none' };
  },
};
`,
    );
    const file = join(folder, 'rejecting.study.yaml');
    writeFileSync(
      file,
      `scenario: ./base.yaml
factors: { policy: [none, ./rejecting.mjs] }
measure: { watch: 5 processes }
replications: 2
`,
    );
    const { status, stderr } = mtop('run', file, '--workers', '1', '--quiet');
    expect(status).toBe(1);
    expect(
      stderr.match(/failed: .*: policy \S*rejecting.mjs:4: it failed: nobody waits\n/g),
    ).toHaveLength(2);
    expect(stderr.match(/\n/g)).toHaveLength(2);
  });

  it('goes on when runs fail or hang, and says which', () => {
    writeFileSync(
      join(folder, 'hangs.mjs'),
      'export default { name: "hangs", scope: "node", decide() { for (;;); } };\n',
    );
    const file = join(folder, 'hanging.yaml');
    const changed = STUDY.replace('information: [perfect, gossip]', 'policy: [none, ./hangs.mjs]')
      .replace('rho: [0.5, 0.7]', 'rho: [0.5]')
      .replace(/replications: .*/, 'replications: 2')
      .replace(/compare: .*/, '');
    writeFileSync(file, changed);
    const { status, stderr } = mtop('run', file, '--out', out('hanging'), '--run-timeout', '2s');
    expect(status).toBe(1);
    expect(stderr).toContain('it took longer than 2s (--run-timeout)');
    expect(stderr).toMatch(/^4 runs, \d threads?\n(.*\n)*4 of 4 runs, 2 failed, in \S+\n/);
    const rows = readFileSync(out('hanging/runs.csv'), 'utf8').trimEnd().split('\n').slice(1);
    expect(rows).toHaveLength(4);
    expect(rows.filter((row) => row.endsWith('(--run-timeout)'))).toHaveLength(2);
  }, 60_000);
});
