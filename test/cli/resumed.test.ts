import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readCheckpoint } from '../../src/cli/files/checkpoint-file.js';
import { Checkpoints } from '../../src/cli/running/checkpoints.js';
import { summaryOf } from '../../src/cli/running/summary-of.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { ran } from '../support/in-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const TEXT = `
name: trace
nodes: [{ count: 2, name: "node%d" }]
workload:
  - { csv: w.csv }
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 5s, count: 20 }
`;

function files() {
  const folder = temporaryFolder({
    'x.yaml': TEXT,
    'w.csv': 'pid,arrival,host,work\n7,0,0,30\n',
  });
  const at = (name: string) => join(folder, name);
  return { folder, at };
}

/** What is printed, without what depends on the clock. */
async function printed(...words: readonly string[]) {
  const { code, out, err } = await ran(words);
  return { code, out, err: err.replace(/^took .* s\n/m, '') };
}

describe('a run that is resumed', () => {
  it('comes to the bytes of one that was not', async () => {
    const { at } = files();
    const whole = await printed('run', at('x.yaml'), '--json', '--completions', at('c1'));
    const words = ['--checkpoint', at('save'), '--completions', at('c2')];
    expect(await printed('run', at('x.yaml'), '--json', ...words)).toEqual(whole);
    expect(readFileSync(at('c2'), 'utf8')).toBe(readFileSync(at('c1'), 'utf8'));
    const resumed = await printed(
      'run',
      '--resume',
      at('save'),
      '--json',
      '--completions',
      at('c3'),
    );
    expect(resumed).toEqual(whole);
    expect(readFileSync(at('c3'), 'utf8')).toBe(readFileSync(at('c1'), 'utf8'));
  });

  it('ends where it would have, or where it is asked to', async () => {
    const { at } = files();
    await printed('run', at('x.yaml'), '--quiet', '--until', '20s', '--checkpoint', at('save'));
    const time = async (...words: readonly string[]) =>
      JSON.parse((await printed('run', '--resume', at('save'), '--json', ...words)).out).time;
    expect(await time()).toBe(20);
    expect(await time('--until', '25s')).toBe(25);
  });

  it.each([
    [
      ['--seed', '3'],
      /^mtop-sim: --resume \S+save continues the run saved in it: leave out --seed\n$/,
    ],
    [
      ['FILE'],
      /^mtop-sim: --resume \S+save continues the run saved in it: leave out \S+x\.yaml\n$/,
    ],
    [
      ['--completions', 'c'],
      /^mtop-sim: --completions: \S+save has none, since it was written by a run/,
    ],
    [['--checkpoint', 'w.csv'], /^mtop-sim: --checkpoint \S+w\.csv would overwrite the workload/],
  ])('is refused what was not asked for then: %j', async (words, sentence) => {
    const { folder, at } = files();
    await printed('run', at('x.yaml'), '--quiet', '--checkpoint', at('save'));
    const given = words.map((word) =>
      /^[cw]/.test(word) ? at(word) : word.replace('FILE', at('x.yaml')),
    );
    const { code, out, err } = await printed('run', ...given, '--resume', at('save'));
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(sentence)]);
    expect(readdirSync(folder).sort()).toEqual(['save', 'w.csv', 'x.yaml']);
  });

  it('is refused when a file has changed since, or it is none, and takes the one before it', async () => {
    const { at } = files();
    await printed('run', at('x.yaml'), '--quiet', '--checkpoint', at('save'));
    await printed('run', at('x.yaml'), '--quiet', '--checkpoint', at('save'));
    expect(existsSync(at('save.1'))).toBe(true);
    const right = readFileSync(at('save'));
    const resumed = () => printed('run', '--resume', at('save'), '--quiet');
    appendFileSync(at('save'), 'x');
    expect(await resumed()).toMatchObject({
      code: 0,
      err: `mtop-sim: ${at('save')} is damaged: it is not as it was written: ${at('save')}.1, the one before, is used\n`,
    });
    writeFileSync(at('save.1'), 'nothing of the kind\n');
    expect((await resumed()).err).toContain('is damaged: it is not as it was written\n');
    const other = Buffer.from(right);
    other[right.length - 1]! ^= 1;
    writeFileSync(at('save'), other);
    expect((await resumed()).err).toContain('is damaged: it is not as it was written\n');
    writeFileSync(at('save'), 'nothing of the kind');
    expect((await resumed()).err).toContain('is not a checkpoint of mtop-sim, or is damaged\n');
    writeFileSync(
      at('save'),
      right.toString('latin1').replace('"format":', '"format":1'),
      'latin1',
    );
    expect((await resumed()).err).toContain('only the version that wrote it can resume it\n');
    writeFileSync(at('save'), right);
    appendFileSync(at('w.csv'), '8,1,0,3\n');
    expect(await resumed()).toMatchObject({
      code: 2,
      err: `mtop-sim: ${at('save')} cannot be resumed: ${at('w.csv')} has changed since\n`,
    });
  });
});

describe('checkpoints', () => {
  afterEach(() => void vi.restoreAllMocks());

  function run(text = 'nodes: [{}]\nworkload: [{ work: 100s }]\n') {
    const scenario = scenarioOf(text);
    const session = createSession(scenario, { policy: findPolicy('none')! });
    const summary = summaryOf(session, scenario);
    const none = { completions: undefined, provenance: {} as never };
    return { scenario, end: 100, session, summary, ...none };
  }

  it('are made when a run begins, and after so many seconds of the clock on the wall', () => {
    let nowMs = 5000;
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    const name = join(temporaryFolder(), 'save');
    const put = run();
    const checkpoints = new Checkpoints(name, 10, put);
    const first = readFileSync(name);
    put.session.advance(50);
    nowMs += 9999;
    checkpoints.update();
    expect(readFileSync(name).equals(first)).toBe(true);
    nowMs += 1;
    checkpoints.update();
    expect(readFileSync(name).equals(first)).toBe(false);
    expect(readFileSync(`${name}.1`).equals(first)).toBe(true);
    expect(readCheckpoint(name).end).toBe(100);
    // The next one in ten seconds more.
    const second = readFileSync(name);
    nowMs += 9999;
    put.session.advance(60);
    checkpoints.update();
    expect(readFileSync(name).equals(second)).toBe(true);
  });

  it('that cannot be written any more are told of once, until one can; the run goes on', () => {
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    const name = join(temporaryFolder(), 'save');
    const checkpoints = new Checkpoints(name, 10, run());
    // A folder stands where it should go.
    const block = () => {
      rmSync(name);
      mkdirSync(name);
    };
    block();
    checkpoints.keep();
    checkpoints.keep();
    expect(said).toEqual([
      expect.stringMatching(
        /^mtop-sim: cannot write .*; the run goes on without a new checkpoint\n$/,
      ),
    ]);
    rmSync(name, { recursive: true });
    checkpoints.keep();
    expect([said.length, readCheckpoint(name).end]).toEqual([1, 100]);
    block();
    checkpoints.keep();
    expect(said).toHaveLength(2);
  });

  it('that cannot be made at the beginning let no run begin', () => {
    const name = join(temporaryFolder(), 'none/save');
    expect(() => new Checkpoints(name, 10, run())).toThrow(`cannot write ${name}`);
  });

  it('cannot be made of the processes of this computer', () => {
    const put = run();
    const host = { ...put.scenario, workload: [{ kind: 'host' }] } as never;
    const name = join(temporaryFolder(), 'save');
    expect(() => new Checkpoints(name, 10, { ...put, scenario: host })).toThrow(
      '--checkpoint: the processes of this computer cannot be saved',
    );
    expect(existsSync(name)).toBe(false);
  });
});
