import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outputTarget } from '../../src/cli/files/output-file.js';
import { InputFiles } from '../../src/cli/opening/input-files.js';
import { measuringOf } from '../../src/cli/running/measuring.js';
import { RunFiles } from '../../src/cli/running/run-files.js';
import { openSamples } from '../../src/cli/running/samples-file.js';
import { programGain } from '../../src/cli/running/summary-of.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { sessionOf } from '../support/session-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** 1000 ends at 10 s, 1001 at 5 s, each alone on its node. */
const TWO = `
policy: none
nodes: [{ name: a, speed: 10000 }, { name: b, speed: 10000 }]
workload: [{ home: a, work: 10s }, { home: b, work: 5s }]
`;

function run(names: { readonly events?: string; readonly completions?: string }, seconds = 20) {
  const { session } = sessionOf(TWO);
  const files = new RunFiles();
  files.open(session, names, new InputFiles());
  session.advance(seconds);
  return files;
}

describe('the files of a run', () => {
  it('are there when it is over: completions in the order of pids, an event a line', () => {
    const folder = temporaryFolder();
    const [events, completions] = ['e', 'c'].map((name) => join(folder, name)) as [string, string];
    const files = run({ events, completions });
    expect([existsSync(events), existsSync(completions)]).toEqual([false, false]);
    files.finish();
    files.discard();
    expect(readFileSync(completions, 'utf8')).toBe('pid,completion\n1000,10\n1001,5\n');
    const lines = readFileSync(events, 'utf8').trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line)).filter(({ type }) => type === 'completed');
    expect(told.map(({ pid, at }) => [pid, at])).toEqual([
      [1001, 5],
      [1000, 10],
    ]);
    expect(readdirSync(folder).sort()).toEqual(['c', 'e']);
  });

  it('are one of the two, or none, as is asked for', () => {
    const folder = temporaryFolder();
    const [events, completions] = ['e', 'c'].map((name) => join(folder, name)) as [string, string];
    run({ events }).finish();
    expect(readdirSync(folder)).toEqual(['e']);
    run({ completions }).finish();
    expect(readdirSync(folder).sort()).toEqual(['c', 'e']);
    run({}).finish();
  });

  it('are left behind an interrupted run beside their names: the events, which say so', () => {
    const folder = temporaryFolder({ e: 'before' });
    const [events, completions] = ['e', 'c'].map((name) => join(folder, name)) as [string, string];
    const files = run({ events, completions }, 7);
    const left = files.interrupt(7, 'SIGINT');
    files.discard();
    expect(readFileSync(events, 'utf8')).toBe('before');
    expect(readFileSync(left!, 'utf8').trimEnd().split('\n').at(-1)).toBe(
      '{"at":7,"type":"interrupted","signal":"SIGINT"}',
    );
    expect(existsSync(completions)).toBe(false);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(run({ completions }, 7).interrupt(7, 'SIGINT')).toBeUndefined();
  });

  it('are not what the run reads, nor one file twice', () => {
    const folder = temporaryFolder({ 'x.yaml': TWO });
    const inputs = new InputFiles();
    inputs.add('the scenario', join(folder, 'x.yaml'));
    const open = (events: string, completions: string) =>
      new RunFiles().open(
        sessionOf(TWO).session,
        { events: join(folder, events), completions: join(folder, completions) },
        inputs,
      );
    expect(() => open('x.yaml', 'c')).toThrow('--events');
    expect(() => open('e', 'x.yaml')).toThrow('would overwrite the scenario');
    expect(() => open('e', 'e')).toThrow('--events and --completions must name two files');
    expect(readdirSync(folder)).toEqual(['x.yaml']);
  });

  it('go on with what had completed when the run was saved', () => {
    const folder = temporaryFolder();
    const early = run({}, 0).completions;
    early.observe({ type: 'completed', at: 3, pid: 1001 } as never);
    early.observe({ type: 'killed', at: 4, pid: 1002 } as never);
    const files = new RunFiles();
    files.open(sessionOf(TWO).session, { completions: join(folder, 'c') }, new InputFiles());
    restore(files.completions, saved(early));
    files.completions.observe({ type: 'completed', at: 9.25, pid: 1000 } as never);
    files.finish();
    expect(readFileSync(join(folder, 'c'), 'utf8')).toBe('pid,completion\n1000,9.25\n1001,3\n');
  });
});

describe('a file of samples', () => {
  const sample = {
    ...{ pid: 1000, job: undefined, user: 'ana', command: 'sort, -u', home: 1 },
    ...{ arrivalSeconds: 0.5, workSeconds: Number.POSITIVE_INFINITY, completionSeconds: undefined },
    ...{ migrations: 2, frozenSeconds: 0.25 },
  };

  it('is CSV with a line a process, whatever is its own ending, and empty where nothing is known', async () => {
    const folder = temporaryFolder();
    const file = await openSamples(join(folder, 's.txt'), new InputFiles(), {} as never);
    const whole = { ...sample, job: 7, workSeconds: 3, completionSeconds: 9 };
    file.add(5, [sample as never, whole as never]);
    expect(existsSync(join(folder, 's.txt'))).toBe(false);
    file.keep();
    file.discard();
    expect(readFileSync(join(folder, 's.txt'), 'utf8')).toBe(
      'seed,pid,job,user,command,home,arrival,work,completion,migrations,frozen\n' +
        '5,1000,,ana,"sort, -u",1,0.5,,,2,0.25\n' +
        '5,1000,7,ana,"sort, -u",1,0.5,3,9,2,0.25\n',
    );
  });

  it('is not there where it was given up, and is none that the run reads', async () => {
    const folder = temporaryFolder({ 'x.yaml': TWO });
    const file = await openSamples(join(folder, 's.csv'), new InputFiles(), {} as never);
    file.discard();
    const inputs = new InputFiles();
    inputs.add('the scenario', join(folder, 'x.yaml'));
    await expect(openSamples(join(folder, 'x.yaml'), inputs, {} as never)).rejects.toThrow(
      '--samples',
    );
    expect(readdirSync(folder)).toEqual(['x.yaml']);
  });

  it.each([
    ['s.parquet.gz', '--samples s.parquet.gz: Parquet is compressed already: write s.parquet'],
    [
      's.csv.gz',
      '--samples s.csv.gz: samples are CSV or Parquet: the name must end in .csv or .parquet, not .gz',
    ],
    ['s.JSON', 'the name must end in .csv or .parquet, not .JSON'],
  ])('is refused where its name promises another form: %s', async (name, sentence) => {
    await expect(openSamples(name, new InputFiles(), {} as never)).rejects.toThrow(sentence);
    expect(existsSync(name)).toBe(false);
  });
});

it('what is measured is the whole run, by its home and 10 s, unless something else is asked for', () => {
  const none = { kind: 'processes', count: 0 };
  expect(measuringOf({})).toEqual({
    window: { warmUp: none, watch: undefined },
    slowdown: { yardstick: 'home', boundSeconds: 10 },
    until: undefined,
  });
  const watch = { kind: 'seconds', seconds: 9 } as const;
  const asked = { warmUp: watch, watch, yardstick: 'fastest', bound: 2, until: 7 } as const;
  expect(measuringOf(asked as never)).toEqual({
    window: { warmUp: watch, watch },
    slowdown: { yardstick: 'fastest', boundSeconds: 2 },
    until: 7,
  });
});

it('a program gains most from threads what its profile says, and no less than nothing', () => {
  const gain = (profile: string) =>
    programGain(scenarioOf(`nodes: [{}]\nworkload: [${profile}]\n`).workload);
  expect(gain('{ work: 1s }')).toBe(1);
  expect(gain('{ work: 1s, profile: { htGain: 1.3 } }, { work: 1s }')).toBe(1.3);
  // Of those of a trace nobody knows.
  expect(programGain([{ kind: 'csv', file: 'w.csv' }] as never)).toBe(1);
  expect(programGain([])).toBe(1);
});

it('an output that is named - is refused, since others mean standard output by it', () => {
  expect(() => outputTarget('-')).toThrow('- is no file: standard output is /dev/stdout');
});
