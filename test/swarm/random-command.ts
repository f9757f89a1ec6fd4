import type { Command, FlagVerb, NodeCommand } from '../../src/cluster/facts/command.js';
import { CPU_BOUND, PROFILES, type Profile } from '../../src/cluster/facts/profile.js';
import { QUESTION_WORDS } from '../../src/cluster/facts/question.js';
import fc, { type Arbitrary } from '../support/properties.js';

const FLAGS: readonly FlagVerb[] = [
  ...(['stay', 'nostay', 'lstay', 'nolstay', 'block', 'noblock'] as const),
  ...(['quiet', 'noquiet', 'nomfs', 'mfs'] as const),
];

/** Command lines of mosrun and its wrappers, good and bad. */
const RUNS = [
  ...['mosrun -h first', 'mosrun -2 second', 'mosrun -2 -F third', 'mosrun -j1-2,4-9 fourth'],
  ...['mosrun -j70 fifth', 'mosrun -L -t 5 -d 900 sixth', 'mosrun -c -l seventh'],
  ...['nomig eighth', 'runhome ninth', 'runon 3 tenth', 'cpujob -2 eleventh', 'iojob twelfth'],
  ...[
    'mosrun -f -E nineteenth',
    'mosrun -t 2 -R twentieth',
    'nodecay thirteenth',
    'fastdecay -h fourteenth',
    'mosrun -Q wrong',
    'plain',
  ],
];

/** What processes do besides computing, by name and in full. */
const programs = fc.constantFrom<string | Profile>(
  ...['io-bound', 'interactive', 'threads', 'mlock', 'cpu-bound', 'wrong'],
  { ...CPU_BOUND, callsPerWork: 200, files: ['lastexec', 1] },
  { ...CPU_BOUND, bytesPerWork: 1e6, files: ['home', 'here', 1, 1] },
  { ...CPU_BOUND, chld: 'restart' },
  { ...CPU_BOUND, chld: 'end', clones: 3, together: true },
  { ...PROFILES.mlock, growthPerSecond: 1e6, growthLimitBytes: 20e6 },
);

/** What setpe is told: tables of nodes, whole, in part and wrong. */
const TABLES = [
  ...['-off', '-r', '-w -g 0', '-w -g 2', '-c -f - 1 192.168.0.1 6', '-w -f - 1 192.168.0.1 6'],
  ...['-w -f - 1 192.168.0.1 3', '-w -f - 2 192.168.0.2 2; 5 192.168.0.5 1', '-w -f - wrong'],
];

/** Any command; its node or process may not be there, then it is refused. */
export function randomCommand(nodes: number): Arbitrary<Command> {
  // Several commands meet one node or process.
  const node = fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: nodes }));
  const pid = fc.oneof(fc.integer({ min: 1000, max: 1005 }), fc.integer({ min: 1000, max: 1030 }));
  return fc.oneof(
    { weight: 10, arbitrary: onProcess(pid, node) },
    { weight: 4, arbitrary: spawn(pid, node) },
    // Members come back more often than they go, or nothing would be left to look at.
    { weight: 3, arbitrary: one({ do: fc.constantFrom('crash', 'leave'), node }) },
    { weight: 4, arbitrary: one({ do: fc.constantFrom('recover', 'join'), node }) },
    { weight: 1, arbitrary: reboot(node) },
    { weight: 3, arbitrary: one({ do: fc.constantFrom('cut', 'heal'), node, other: node }) },
    { weight: 9, arbitrary: onNode(node) },
    {
      weight: 1,
      arbitrary: one({
        do: fc.constant('omdiscd'),
        node,
        interface: fc.constantFrom('eth0', 'eth1'),
      }),
    },
    { weight: 1, arbitrary: steering() },
    { weight: 2, arbitrary: check(node) },
    {
      weight: 1,
      arbitrary: one({ do: fc.constant('setpe'), node, options: fc.constantFrom(...TABLES) }),
    },
  );
}

function onProcess(pid: Arbitrary<number>, node: Arbitrary<number>): Arbitrary<Command> {
  const verb = fc.constantFrom('lock', 'unlock', 'stop', 'cont', 'cont');
  const to = fc.oneof(node, fc.constantFrom('home', 'balance'));
  const nodes = fc.array(node, { minLength: 1, maxLength: 2 });
  const signal = fc.constantFrom('TERM', 'KILL', 'STOP', 'CONT', 'USR1');
  return fc.oneof(
    one({ do: verb, pid }),
    // Both must meet one process.
    one({ do: fc.constantFrom('stop', 'cont'), pid: fc.constantFrom(1000, 1001) }),
    one({ do: fc.constant('migrate'), pid, to }),
    one({ do: fc.constant('migrate'), pid, to }),
    one({ do: fc.constant('kill'), pid, signal }),
    one({ do: fc.constant('kill'), pid, side: fc.constant('remote') }),
    one({ do: fc.constant('exec'), pid, command: fc.constant('other'), profile: programs }),
    one({ do: fc.constant('select'), pid, node }),
    one({
      do: fc.constantFrom('tie', 'untie'),
      pid,
      reason: fc.constantFrom('monkey', 'mem_lock'),
    }),
    one({ do: fc.constant('mask'), pid, policy: fc.constantFrom('allow', 'deny', 'off'), nodes }),
    one({ do: fc.constant('renice'), pid, nice: fc.integer({ min: -21, max: 20 }) }),
  );
}

function spawn(pid: Arbitrary<number>, node: Arbitrary<number>): Arbitrary<Command> {
  const workSeconds = fc.constantFrom(3, 30, Number.POSITIVE_INFINITY);
  const memoryBytes = fc.constantFrom(1e6, 40e6);
  const run = fc.constantFrom(...RUNS);
  const profile = programs;
  const parallel = fc.constantFrom([{ first: 1, last: 2 }], [{ first: 2, last: 9 }]);
  const more = { do: fc.constant('spawn'), workSeconds, memoryBytes };
  return fc.oneof(
    one({ ...more, run, home: node }),
    one({ ...more, run, parent: pid }),
    one({ ...more, run, profile, home: node }),
    one({ ...more, profile, parent: pid }),
    one({ ...more, run, parallel, home: node }),
  );
}

function onNode(node: Arbitrary<number>): Arbitrary<NodeCommand> {
  const speed = fc.constantFrom(1000, 10000, 90000);
  const yardstick = fc.constantFrom('this', 5000);
  const limit = { load: fc.constantFrom(0, 0.5, 1), mode: fc.constantFrom(0, 1, 2) };
  const percent = { percent: fc.constantFrom(0, 30, 100), mode: fc.constantFrom(0, 1, 2) };
  const dfsa = fc.constantFrom(0, 1);
  const kept = fc.constantFrom(900, 1000, 2000);
  const decay = { intervalSeconds: fc.constantFrom(1, 30), slow: kept, fast: kept };
  return fc.oneof(
    { weight: 5, arbitrary: one<NodeCommand>({ do: fc.constantFrom(...FLAGS), node }) },
    { weight: 3, arbitrary: one<NodeCommand>({ do: fc.constantFrom('expel', 'bring'), node }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('setspeed'), node, speed }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('setyard'), node, yardstick }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('setdecay'), node, ...decay }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('loadlimit'), node, ...limit }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('loadlimit'), node }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('cpulimit'), node, ...percent }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('mount'), node, dfsa }) },
    { weight: 1, arbitrary: one<NodeCommand>({ do: fc.constant('umount'), node }) },
  );
}

/** Questions to mosctl; also nodes that are down or not there are asked about. */
function check(node: Arbitrary<number>): Arbitrary<Command> {
  const ask = fc.constantFrom(...QUESTION_WORDS);
  const about = fc.oneof(node, fc.constantFrom(undefined, 'node2', '192.168.0.3', 77));
  const on = fc.oneof(fc.constant(undefined), node);
  return one({ do: fc.constant('check'), ask, node: about, on });
}

function reboot(node: Arbitrary<number>): Arbitrary<Command> {
  const noht = fc.constantFrom(undefined, true, false);
  return one({ do: fc.constant('reboot'), node, noht, bootSeconds: fc.constantFrom(2, 15) });
}

function steering(): Arbitrary<Command> {
  const parameter = fc.constantFrom('stability', 'minRun', 'staleness', 'window', 'nonsense');
  return fc.oneof(
    one({ do: fc.constant('policy'), name: fc.constantFrom('none', 'openmosix', 'wrong') }),
    one({ do: fc.constant('set'), parameter, value: fc.constantFrom(2, 0.5, -1, '30s') }),
  );
}

/** A command of random parts. */
function one<Made extends Command = Command>(
  parts: Readonly<Record<string, Arbitrary<unknown>>>,
): Arbitrary<Made> {
  return fc.record(parts, { noNullPrototype: true }) as unknown as Arbitrary<Made>;
}
