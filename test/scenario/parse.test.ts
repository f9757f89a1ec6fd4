import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import { CANTMOVE, USER_LOCK } from '../../src/cluster/facts/cantmove.js';
import { parseScenario } from '../../src/scenario/parse.js';
import { formatProblem } from '../../src/scenario/problem.js';
import fc from '../support/properties.js';
import { parse, scenarioOf } from './parse-text.js';

const ONE_NODE = 'nodes: [{}]\n';

describe('parseScenario', () => {
  it('fills in every default', () => {
    expect(scenarioOf(ONE_NODE, 'config/tiny.yaml')).toEqual({
      name: 'tiny',
      about: '',
      seed: 1,
      nodes: [
        {
          id: 1,
          name: 'node1',
          address: '192.168.0.1',
          cpus: 1,
          threads: 1,
          htGain: 1.25,
          htAware: false,
          speed: 10000,
          memoryBytes: 1024 ** 3,
          swapBytes: 1024 ** 3,
          bandwidth: 125e6,
          aliases: [],
          interface: 'eth0',
          mosix: true,
          site: '',
        },
      ],
      network: {
        bandwidth: 125e6,
        latencySeconds: 0.0001,
        handlingSeconds: 0.00005,
        classes: [],
      },
      migration: { fixedSeconds: 0.006, placeSeconds: 0.006 },
      maps: {},
      memory: { slowdown: 0.1, ramp: 0.25 },
      policy: 'openmosix',
      policyParameters: {},
      information: 'gossip',
      periods: { measureSeconds: undefined, tellSeconds: undefined, decideSeconds: undefined },
      openmosix: {
        period: 1,
        window: 8,
        vector: 8,
        stability: 1.3,
        meanRise: 0.375,
        upperFall: 0.125,
        useRise: 0.375,
        decayInterval: 60,
        slowDecay: 975,
        fastDecay: 926,
        staleness: 10,
        ownMoves: 1,
        minRun: 0.1,
        moveCost: 1,
        topology: 0,
        refusalPause: 5,
        minResidence: 3,
        memoryReserve: 0.05,
      },
      kernel: {
        fs: true,
        dfsa: true,
        noOom: false,
        pipeExceptions: true,
        secureports: true,
        disclosure: 1,
        loadLimit: true,
      },
      discovery: 'map',
      omdiscd: { periodSeconds: 5, settled: false },
      faults: [],
      strangers: [],
      workload: [],
      timeline: [],
      untilSeconds: Number.POSITIVE_INFINITY,
    });
  });

  it('numbers nodes on from the group before, unless an id is given', () => {
    const { nodes } = scenarioOf(`
network: { bandwidth: 100Mbit }
nodes:
  - { count: 2, name: "a%d" }
  - { id: 300, count: 2, name: "b%d", bandwidth: 1Gbit }
  - { name: last }
`);
    expect(nodes.map(({ id, name, address }) => [id, name, address])).toEqual([
      [1, 'a1', '192.168.0.1'],
      [2, 'a2', '192.168.0.2'],
      [300, 'b300', '192.168.1.44'],
      [301, 'b301', '192.168.1.45'],
      [302, 'last', '192.168.1.46'],
    ]);
    expect(nodes.map(({ bandwidth }) => bandwidth)).toEqual([12.5e6, 12.5e6, 125e6, 125e6, 12.5e6]);
  });

  it('makes nodes of a file: host k is N# k + 1, speed 1 is 10000', () => {
    const asked: string[] = [];
    const parsed = parseScenario('nodes: { csv: hosts.csv, memory: 2GB }', 'some/where/x.yaml', {
      policies: ['openmosix'],
      readMapFile: () => [],
      readValues: () => [],
      readNodesCsv: (file) => {
        asked.push(file);
        return [
          { host: 0, cores: 4, speed: 1 },
          { host: 1, cores: 2, speed: 2.5 },
        ];
      },
    });
    const nodes = parsed.ok ? parsed.scenario.nodes : [];
    expect(asked).toEqual(['some/where/hosts.csv']);
    expect(nodes.map(({ id, cpus, speed, memoryBytes }) => [id, cpus, speed, memoryBytes])).toEqual(
      [
        [1, 4, 10000, 2 * 1024 ** 3],
        [2, 2, 25000, 2 * 1024 ** 3],
      ],
    );
  });

  it('reports what is wrong in a file of nodes at the key that names it', () => {
    const parsed = parseScenario('nodes:\n  csv: hosts.csv\n', 'x.yaml', {
      policies: [],
      readMapFile: () => [],
      readValues: () => [],
      readNodesCsv: () => {
        throw new UserError('hosts.csv:3: cores must be above 0\nhosts.csv:4: speed is missing');
      },
    });
    expect(parsed.ok ? [] : parsed.problems.map(formatProblem)).toEqual([
      'x.yaml:2 nodes.csv: hosts.csv:3: cores must be above 0',
      'x.yaml:2 nodes.csv: hosts.csv:4: speed is missing',
    ]);
  });

  it('reads a batch in full', () => {
    const { workload } = scenarioOf(`
nodes: [{ count: 2, name: "cm%d" }]
workload:
  - kind: batch
    home: cm2
    count: 5
    start: 10s
    arrivals: { every: exponential 20s }
    until: 1h
    work: pareto 60s..4h
    memory: 20MB..400MB
    user: maths
    command: [R, maple]
    nice: 5
    lock: true
    cantmove: [clone_vm, mem_lock]
`);
    expect(workload).toEqual([
      {
        kind: 'batch',
        home: 2,
        count: 5,
        startSeconds: 10,
        every: { kind: 'exponential', mean: 20 },
        untilSeconds: 3600,
        work: { kind: 'pareto', low: 60, high: 14400, alpha: 1 },
        memory: { kind: 'uniform', low: 20 * 1024 ** 2, high: 400 * 1024 ** 2 },
        user: ['maths'],
        command: ['R', 'maple'],
        nice: 5,
        cantmove: USER_LOCK + 0x40 + 0x20,
        profile: undefined,
        pipeline: 1,
      },
    ]);
  });

  it('starts one process, or, with arrivals, processes without end', () => {
    const { workload } = scenarioOf(`${ONE_NODE}
workload:
  - { work: endless }
  - { work: 1min, arrivals: { every: 5s } }
`);
    expect(workload).toMatchObject([
      { count: 1, every: undefined, home: 'round-robin', work: { value: Infinity } },
      { count: Infinity, every: { kind: 'constant', value: 5 }, work: { value: 60 } },
    ]);
  });

  it.each([
    ['60s', { kind: 'constant', value: 60 }],
    ['60', { kind: 'constant', value: 60 }],
    ['constant 5s', { kind: 'constant', value: 5 }],
    ['60s..4h', { kind: 'uniform', low: 60, high: 14400 }],
    ['0..3', { kind: 'uniform', low: 0, high: 3 }],
    ['uniform 1s .. 3s', { kind: 'uniform', low: 1, high: 3 }],
    ['1.5s..2.5s', { kind: 'uniform', low: 1.5, high: 2.5 }],
    ['exponential 20s', { kind: 'exponential', mean: 20 }],
    ['pareto 60s..4h', { kind: 'pareto', low: 60, high: 14400, alpha: 1 }],
    ['pareto 60s..4h alpha 1.5', { kind: 'pareto', low: 60, high: 14400, alpha: 1.5 }],
    ['hyperexponential 20s cv2 10', { kind: 'hyperexponential', mean: 20, cv2: 10 }],
    ['erlang 20s stages 4', { kind: 'erlang', mean: 20, stages: 4 }],
    ['lognormal 20s cv 2', { kind: 'lognormal', mean: 20, cv: 2 }],
    ['weibull 1min shape 0.5', { kind: 'weibull', mean: 60, shape: 0.5 }],
  ])('reads the distribution %s', (written, distribution) => {
    const { workload } = scenarioOf(`${ONE_NODE}workload: [{ work: ${written} }]`);
    expect(workload).toMatchObject([{ work: distribution }]);
  });

  it('knows every word of cantmove', () => {
    for (const { word, bit } of CANTMOVE) {
      const { workload } = scenarioOf(`${ONE_NODE}workload: [{ work: 1s, cantmove: ${word} }]`);
      expect(workload).toMatchObject([{ cantmove: bit }]);
    }
  });

  it('lets a run that begins with a module choose any name: the module has its own', () => {
    const timeline = 'timeline: [{ at: 1s, do: policy, name: mine }]\n';
    expect(scenarioOf(`${ONE_NODE}policy: ./mine.mjs\n${timeline}`).timeline).toHaveLength(1);
    expect(parse(`${ONE_NODE}policy: none\n${timeline}`).ok).toBe(false);
  });

  it('finds files from the folder of the scenario', () => {
    const { workload, policy } = scenarioOf(
      `${ONE_NODE}
policy: ./mine.mjs
workload:
  - { swf: trace.swf, timeScale: 2 }
  - { swf: /data/trace.swf.gz, home: 1 }
  - { csv: ../processes.csv }
  - { host: true }
`,
      'some/where/x.yaml',
    );
    expect(policy).toBe('./some/where/mine.mjs');
    const window = { startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY };
    const whole = { ...window, feedback: false, name: undefined };
    expect(workload).toEqual([
      { kind: 'swf', file: 'some/where/trace.swf', home: 'round-robin', timeScale: 2, ...whole },
      { kind: 'swf', file: '/data/trace.swf.gz', home: 1, timeScale: 1, ...whole },
      { kind: 'csv', file: 'some/processes.csv' },
      { kind: 'host' },
    ]);
  });

  it.each([
    ['migrate, pid: 7, to: cm2', { do: 'migrate', pid: 7, to: 2 }],
    ['migrate, pid: 7, to: home', { do: 'migrate', pid: 7, to: 'home' }],
    ['lock, pid: 7', { do: 'lock', pid: 7 }],
    ['kill, pid: 7', { do: 'kill', pid: 7, signal: 'TERM' }],
    ['kill, pid: 7, signal: STOP', { do: 'kill', pid: 7, signal: 'STOP' }],
    ['renice, pid: 7, nice: -5', { do: 'renice', pid: 7, nice: -5 }],
    [
      'spawn, home: 2, work: endless, memory: 1KB, user: ana, command: R',
      {
        ...{ do: 'spawn', home: 2, workSeconds: Infinity, memoryBytes: 1024 },
        ...{ user: 'ana', command: 'R', nice: 0 },
      },
    ],
    ['crash, node: cm1', { do: 'crash', node: 1 }],
    ['join, node: "2"', { do: 'join', node: 2 }],
  ])('reads the command %s', (written, command) => {
    const { timeline } = scenarioOf(`
nodes: [{ count: 2, name: "cm%d" }]
timeline: [{ at: 10min, do: ${written} }]
`);
    expect(timeline).toEqual([{ atSeconds: 600, command }]);
  });

  it('puts the timeline in the order of time, and of the file where times are equal', () => {
    const { timeline } = scenarioOf(`${ONE_NODE}
timeline:
  - { at: 20s, do: crash, node: 1 }
  - { at: 10s, do: leave, node: 1 }
  - { at: 20s, do: recover, node: 1 }
`);
    expect(timeline.map(({ command }) => command.do)).toEqual(['leave', 'crash', 'recover']);
  });

  it('takes a key without a value for one that is left out', () => {
    expect(scenarioOf(`${ONE_NODE}about:\nworkload:\ntimeline:\nopenmosix:\n`).workload).toEqual(
      [],
    );
  });

  it('keeps control characters of a file from the terminal', () => {
    const parsed = parse(`${ONE_NODE}policy: "\\e[2Jnone"\n`);
    const lines = parsed.ok ? [] : parsed.problems.map(formatProblem);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('got "?[2Jnone"');
  });

  it('survives nesting deeper than any stack', () => {
    const messagesAt = (depth: number) => {
      const parsed = parse(`nodes: ${'['.repeat(depth)}`);
      return parsed.ok ? [] : parsed.problems.map(({ message }) => message);
    };
    expect(messagesAt(100_000)).toContain('YAML: nested too deeply');
    for (const depth of [100, 500, 1000, 2000, 3000, 5000, 10_000, 100_000]) {
      const messages = messagesAt(depth);
      expect(messages.length).toBeGreaterThan(0);
      expect(new Set(messages).size).toBe(messages.length);
    }
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(
      fc.property(yamlish, (text) => {
        const parsed = parse(text);
        if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
      }),
      { numRuns: 400 },
    );
  });
});

const word = fc.constantFrom(
  ...[
    'nodes',
    'count',
    'name',
    'cpus',
    'workload',
    'home',
    'work',
    'arrivals',
    'every',
    'timeline',
  ],
  ...[
    'at',
    'do',
    'migrate',
    'spawn',
    'pid',
    'csv',
    'swf',
    'host',
    'policy',
    'openmosix',
    'threads',
  ],
  ...[
    'cm%d',
    '1',
    '-1',
    '0.5',
    '1e400',
    '.inf',
    '.nan',
    'null',
    'true',
    '60s..4h',
    'pareto 1s..2s',
  ],
  ...[
    'endless',
    '4GB',
    '__proto__',
    'toString',
    '<<',
    '!!binary aGk=',
    '!!set',
    '!tag',
    '&a',
    '*a',
  ],
);

const mark = fc.constantFrom(
  ...[': ', ': ', ': ', '\n', '\n  ', '\n    ', '\n- ', '\n  - ', ' ', ', ', '[', ']', '{ ', ' }'],
  ...['"', "'", '? ', '#', '|\n', '---\n', '...\n', '%YAML 1.1\n---\n', '\t', '\u0000', '\r\n'],
);

const yamlish = fc.oneof(
  fc.string(),
  fc
    .array(fc.oneof(word, mark, word, mark, fc.string({ maxLength: 3 })))
    .map((all) => all.join('')),
  fc
    .json()
    .map((json) => `nodes: ${json}\nworkload: ${json}\ntimeline: [${json}]\npolicy: ${json}`),
);
