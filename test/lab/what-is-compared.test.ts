import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import { capturedGain, noGainReason } from '../../src/lab/captured-gain.js';
import { classesOf } from '../../src/lab/classes.js';
import { isQuiet, theoryOf } from '../../src/lab/theory.js';
import { scenarioOf } from '../scenario/parse-text.js';

const NODES = 'nodes: [{ count: 4, name: "node%d", cpus: 1, speed: 10000 }]';
const SOURCE =
  'home: random, arrivals: { every: exponential 5s }, work: exponential 10s, memory: 1MB';

describe('the bounds of a scenario', () => {
  const theory = (source: string, more = '', nodes = NODES) =>
    theoryOf(scenarioOf(`${nodes}\nworkload: [{ ${source} }]\n${more}`));

  it('are there for Poisson arrivals of work that is only computed', () => {
    expect(theory(SOURCE)).toMatchObject({ load: 0.5, aloneSeconds: 10, apart: 2 });
    expect(theory(`${SOURCE}, pipeline: 1, nice: 0`)).toBeDefined();
    expect(theory(SOURCE.replace('random', 'node1'))).not.toHaveProperty('apart');
    const one = 'nodes: [{ name: node1, cpus: 4 , speed: 10000 }]';
    expect(theory(SOURCE.replace('random', 'node1'), '', one)!.apart).toBeDefined();
  });

  it.each([
    ['it pauses', `${SOURCE}, profile: { burst: 1s, think: 1s }`],
    ['it is nice', `${SOURCE}, nice: 5`],
    ['it goes through pipes', `${SOURCE}, pipeline: 2`],
    ['it never ends', SOURCE.replace('exponential 10s', 'endless')],
    ['it is all there at once', 'home: random, count: 3, work: 10s'],
  ])('are not there where %s', (_, source) => {
    expect(theory(source)).toBeUndefined();
  });

  it('are not there without a source or with two, or where more happens', () => {
    expect(theoryOf(scenarioOf(NODES))).toBeUndefined();
    expect(
      theoryOf(scenarioOf(`${NODES}\nworkload: [{ ${SOURCE} }, { ${SOURCE} }]`)),
    ).toBeUndefined();
    const quiet = scenarioOf(NODES);
    expect(isQuiet(quiet)).toBe(true);
    for (const key of ['timeline', 'faults', 'strangers']) {
      expect(isQuiet({ ...quiet, [key]: [{}] })).toBe(false);
    }
    expect(
      theory(SOURCE, '', NODES.replace('speed: 10000 }', 'speed: 10000 }, { speed: 9000 }')),
    ).toBeUndefined();
  });
});

describe('captured gain has no meaning', () => {
  const reason = (
    workload: string,
    { nodes = NODES, more = '', sent = [] as readonly Command[] } = {},
  ) => noGainReason(scenarioOf(`${nodes}\nworkload: [${workload}]\n${more}`), sent);
  const source = `{ ${SOURCE} }`;
  const unlike = 'the nodes differ in speed or Hyper-Threading: no one computer is like them';
  const node = 'its processes read files of certain nodes, or are started again';

  it('but where moving is all that was done', () => {
    expect(reason(source)).toBeUndefined();
    const sent = [
      ...[
        { do: 'policy', name: 'none' },
        { do: 'migrate', pid: 1, to: 2 },
        { do: 'lock', pid: 1 },
      ],
      ...[{ do: 'unlock', pid: 1 }, { do: 'set', parameter: 'x', value: 1 }, { do: 'check' }],
    ] as unknown as Command[];
    expect(reason(source, { sent })).toBeUndefined();
    const crash = { do: 'crash', node: 1 } as unknown as Command;
    expect(reason(source, { sent: [...sent, crash] })).toBe(
      'crash has changed more than what is moved',
    );
    // Some have an end.
    expect(reason(`${source}, { home: node1, work: endless }`)).toBeUndefined();
    const limit = 'nodes: [{ count: 2, cpus: 32, threads: 1 }]';
    expect(reason(source, { nodes: limit })).toBeUndefined();
  });

  it.each([
    ['one node has nothing to gain by moving', source, { nodes: 'nodes: [{ name: node1 }]' }],
    [unlike, source, { nodes: 'nodes: [{ speed: 9000 }, { speed: 8000 }]' }],
    [unlike, source, { nodes: 'nodes: [{ threads: 2 }, { threads: 1 }]' }],
    [
      unlike,
      source,
      { nodes: 'nodes: [{ threads: 2, htGain: 1.1 }, { threads: 2, htGain: 1.3 }]' },
    ],
    [
      'in this scenario more happens than arrivals',
      source,
      { more: 'timeline: [{ at: 1s, do: crash, node: 2 }]' },
    ],
    ['no process of it has an end', '{ home: node1, work: endless }', {}],
    [node, `{ ${SOURCE}, profile: { chld: restart } }`, {}],
    [node, `{ ${SOURCE}, profile: { like: io-bound, files: node2 } }`, {}],
    [
      node,
      `{ ${SOURCE} }, { ${SOURCE}, profile: { like: io-bound, files: [node1, lastexec] } }`,
      {},
    ],
  ])('%s', (sentence, workload, given) => {
    let found: string | undefined;
    try {
      found = reason(workload, given);
    } catch (error) {
      expect.fail((error as Error).message);
    }
    expect(found).toBe(sentence);
  });

  it('where it is one computer already, or none has so many CPUs', () => {
    const scenario = scenarioOf(`${NODES}\nworkload: [${source}]`);
    const host = { ...scenario, workload: [{ kind: 'host' as const }] };
    expect(noGainReason(host, [])).toBe('node 1 is this computer');
    const wide = (cpus: number) => ({
      ...scenario,
      nodes: scenario.nodes.map((one) => ({ ...one, cpus, threads: 2 })),
    });
    const why = (cpus: number) => noGainReason(wide(cpus), []);
    const most = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096].map(why);
    const first = most.findIndex((one) => one !== undefined);
    const [, limit] = /^no one computer has more than (\d+) CPUs$/.exec(most[first]!)!;
    expect(why(Number(limit) / 8)).toBeUndefined();
    expect(why(Number(limit) / 8 + 1)).toBe(`no one computer has more than ${limit} CPUs`);
  });

  it('where hardly anything could be gained', () => {
    const of = (value: number) => new Map([[1, value]]);
    expect(capturedGain(of(1 + 2e-9), of(1), of(1)).part).toBe(1);
    expect(capturedGain(of(1 + 1e-10), of(1), of(1)).part).toBeUndefined();
    expect(capturedGain(of(3), of(4), of(1)).part).toBe(-0.5);
  });
});

describe('classes of processes', () => {
  const figurer = {
    ofProcesses: (own: readonly { pid: number }[]) => own.map(({ pid }) => pid),
    ofJobs: (own: readonly { pid: number }[]) => ['jobs', ...own.map(({ pid }) => pid)],
  };
  const classes = (by: string, samples: readonly object[]) =>
    classesOf(
      by as never,
      samples.map((one, at) => ({ pid: at, ...one })) as never,
      figurer as never,
    ) as unknown;

  it('are by command and by home as processes have them', () => {
    const samples = [
      { command: 'cc', home: 10 },
      { command: 'R', home: 9 },
      { command: 'cc', home: 10 },
    ];
    expect(classes('command', samples)).toEqual({ R: [1], cc: [0, 2] });
    expect(classes('home', samples)).toEqual({ 9: [1], 10: [0, 2] });
  });

  it('by size have who came first among equals in the smaller tenth', () => {
    const samples = Array.from({ length: 20 }, (_, i) => ({ workSeconds: i < 3 ? 5 : 9 }));
    const found = classes('size decile', samples) as Record<string, number[]>;
    expect(found['1']).toEqual([0, 1]);
    expect(found['2']).toEqual([2, 3]);
    expect(found['10']).toEqual([18, 19]);
    expect(Object.keys(classes('size decile', samples.slice(0, 3)) as object).sort()).toEqual([
      '1',
      '4',
      '7',
    ]);
  });

  it.each([
    [1, '1'],
    [2, '2'],
    [3, '3-4'],
    [4, '3-4'],
    [5, '5-8'],
    [8, '5-8'],
    [9, '9-16'],
    [17, '17-32'],
  ])('by job of %i processes are %s', (count, name) => {
    const job = Array.from({ length: count }, () => ({ job: 7 }));
    const found = classes('job', [...job, { job: undefined }]) as Record<string, unknown[]>;
    expect(Object.keys(found)).toEqual(name === '1' ? ['1'] : ['1', name]);
    expect(found[name]![0]).toBe('jobs');
    expect(found[name]).toHaveLength(1 + count + (name === '1' ? 1 : 0));
  });

  it('may be a thousand', () => {
    const samples = Array.from({ length: 1000 }, (_, i) => ({ user: `u${i}` }));
    expect(Object.keys(classes('user', samples) as object)).toHaveLength(1000);
  });
});
