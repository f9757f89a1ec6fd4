import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCheckpoint } from '../../src/cli/files/checkpoint-file.js';
import { mtop, mtopSignalled } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCENARIO = `
nodes: [{ count: 4, cpus: 2 }]
policy: ./p.mjs
workload:
  - { csv: w.csv }
  - { swf: w.swf }
  - { home: random, arrivals: { every: exponential 2s }, until: 20h, work: exponential 9s, memory: 1MB..9MB }
faults: [{ nodes: [2], kind: crash, mttf: exponential 2h, mttr: exponential 5min }]
`;
const POLICY = `export default { name: 'p', about: '', scope: 'node', decide({ known, candidates, state }) {
  state.turn = (state.turn ?? 0) + 1;
  const target = known[state.turn % 7];
  const process = candidates()[0];
  if (process === undefined || target === undefined) return { reason: 'nobody' };
  return { move: process.pid, to: target.node, reason: 'turn ' + state.turn };
} };`;
const FILES = {
  'x.yaml': SCENARIO,
  'p.mjs': POLICY,
  'w.csv': `pid,arrival,host,work\n${Array.from({ length: 300 }, (_, row) => `${row},${row * 200},${row % 4},50`).join('\n')}\n`,
  'w.swf': Array.from(
    { length: 300 },
    (_, row) => `${row} ${row * 190} 0 40 3 -1 -1 3 -1 -1 1 1\n`,
  ).join(''),
};

function folderOf() {
  const folder = temporaryFolder(FILES);
  const at = (name: string) => join(folder, name);
  const run = (...words: readonly string[]) => {
    const { status, stdout, stderr } = mtop(['run', '--quiet', ...words]);
    return { status, stdout, stderr };
  };
  return { at, run };
}

/** A folder in which a short run has been put away twice. */
function putAway() {
  const { at, run } = folderOf();
  run(at('x.yaml'), '--until', '10min', '--checkpoint', at('c'));
  copyFileSync(at('c'), at('c.1'));
  return { at, run };
}

describe('a run that is put away', () => {
  it('has the same figures and completions when it was killed and taken up, twice', async () => {
    const { at, run } = folderOf();
    const whole = run(at('x.yaml'), '--json', '--completions', at('whole.csv'));
    expect(whole.stderr).toBe('');
    const put = ['--checkpoint', at('c'), '--every', '100ms', '--completions', at('part.csv')];
    for (const begin of [[at('x.yaml')], ['--resume', at('c')]]) {
      let looks = 0;
      const isReady = () => existsSync(at('c')) && ++looks > 6;
      await mtopSignalled(['run', '--quiet', ...begin, ...put], 'SIGKILL', isReady);
    }
    const rest = run('--resume', at('c'), '--json', '--completions', at('rest.csv'));
    expect(rest).toEqual(whole);
    expect(readFileSync(at('rest.csv'), 'utf8')).toBe(readFileSync(at('whole.csv'), 'utf8'));
  }, 300_000);

  it('comes from what it began with, to the end that is asked for last', () => {
    const { at, run } = putAway();
    const provenance = (...words: string[]) =>
      JSON.parse(run(...words, '--json').stdout).provenance;
    const whole = provenance(at('x.yaml'), '--until', '12min');
    expect(whole.measured).toEqual({ until: 720 });
    expect(provenance('--resume', at('c'), '--until', '12min')).toEqual(whole);
  }, 300_000);

  it('is taken up from the checkpoint before, when the last one is torn or gone', () => {
    const { at, run } = putAway();
    const whole = run('--resume', at('c'), '--json');
    truncateSync(at('c'), 5000);
    const torn = run('--resume', at('c'), '--json');
    expect(torn.stdout).toBe(whole.stdout);
    expect(torn.stderr).toContain(
      `c is damaged: it is not as it was written: ${at('c.1')}, the one before`,
    );
    truncateSync(at('c.1'), 50);
    expect(run('--resume', at('c'))).toMatchObject({ status: 2 });
  }, 300_000);

  it.each([
    ['a file of another kind', 'x.yaml', [], 'is not a checkpoint of mtop-sim'],
    ['a file that is not there', 'none', [], 'cannot be read'],
    ['another scenario', 'c', ['two-nodes'], 'leave out two-nodes'],
    ['another seed', 'c', ['--seed', '3'], 'leave out --seed'],
    ['completions that nobody remembers', 'c', ['--completions', 'x.csv'], 'has none'],
  ])(
    'is not taken up with %s',
    (_, name, words, why) => {
      const { at, run } = name === 'c' ? putAway() : folderOf();
      const { status, stderr } = run('--resume', at(name), ...words);
      expect(stderr).toContain(why);
      expect(stderr.trim().split('\n').length).toBeLessThan(4);
      expect(status).toBe(2);
    },
    60_000,
  );

  it('is not read to its end where it is none: 5 GB are no text', () => {
    const file = join(temporaryFolder({ long: '' }), 'long');
    truncateSync(file, 5e9);
    expect(() => readCheckpoint(file)).toThrow('is not a checkpoint of mtop-sim');
  });

  it('is put away once more when SIGTERM ends it, and not taken up for an end that is past', async () => {
    const { at, run } = folderOf();
    let looks = 0;
    const isReady = () => existsSync(at('c')) && ++looks > 4;
    const words = ['run', at('x.yaml'), '--until', '2000h', '--checkpoint', at('c')];
    expect((await mtopSignalled(words, 'SIGTERM', isReady)).code).toBe(143);
    const { status, stderr } = run('--resume', at('c'), '--until', '1s');
    expect(stderr).toMatch(/--until: .*c is already at /);
    expect(status).toBe(2);
  }, 60_000);

  it('is not taken up when a file that its scenario names has changed', () => {
    const { at, run } = putAway();
    appendFileSync(at('w.csv'), '999,1,0,1\n');
    const { status, stderr } = run('--resume', at('c'));
    expect(stderr).toContain(`w.csv has changed since`);
    expect(status).toBe(2);
  }, 60_000);

  it('is not put away over a file that it reads, nor where nothing can be written', () => {
    const { at, run } = folderOf();
    const over = run(at('x.yaml'), '--until', '1min', '--checkpoint', at('w.csv'));
    expect(over.stderr).toContain('--checkpoint');
    expect(over.stderr).toContain('would overwrite');
    const nowhere = run(at('x.yaml'), '--until', '1min', '--checkpoint', at('none/c'));
    expect(nowhere.stderr).toContain('cannot write');
    expect([over.status, nowhere.status]).toEqual([2, 1]);
  }, 60_000);

  it('says when a policy keeps in its state what is no plain data', () => {
    const { at, run } = folderOf();
    const map = POLICY.replace('state.turn =', 'state.seen = new Map(); state.turn =');
    writeFileSync(at('p.mjs'), map);
    const put = ['--checkpoint', at('c'), '--every', '100ms'];
    const { status, stderr } = run(at('x.yaml'), ...put);
    expect(stderr).toContain('state.seen is an object of a class (Map)');
    expect(stderr).toContain('the run goes on without a new checkpoint');
    expect(status).toBe(0);
  }, 60_000);
});
