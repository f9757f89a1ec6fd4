import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asNodeIndex } from '../../dist/cluster/node-index.js';
import { blankEntry } from '../../dist/scheduler/information/entry.js';
import { Vectors } from '../../dist/scheduler/information/vectors.js';
import { expect } from './bench.mjs';

const TWO = 'nodes: [{ count: 2, name: "n%d" }]\n';
const ESCAPE = '\u001b';

/** Refused with exit code 2 and sentences, and nothing else. @returns the first of them */
function refusal({ code, stderr }, exitCode = 2) {
  expect(code === exitCode && /^mtop-sim: /.test(stderr), `${code}: ${stderr}`);
  expect(!/(bug in|fault of) mtop-sim|^\s+at /m.test(stderr), stderr);
  return stderr.split('\n')[0].slice(0, 150);
}

/**
 * Defects by their numbers; each attack throws when its defect is back and else says what is seen.
 */
export const ATTACKS = [
  {
    id: 'D1',
    about: 'a run and a look at it are one history',
    attack(bench) {
      const text = `policy: none
nodes: [{ count: 3, name: "n%d" }]
workload: [{ home: n1, count: 2, work: 100s }]
timeline:
  - { at: 5s, do: migrate, pid: 1000, to: n2 }
  - { at: 20s, do: leave, node: n2 }
`;
      const file = bench.file('x.yaml', text);
      const events = bench.events(file, '--until', '60s').map((line) => JSON.parse(line));
      const to = events.filter(({ type }) => type === 'migrated').at(-1).to;
      const seen = bench.run('explain', file, '--at', '60s', '--pid', '1000').stdout.split('\n')[0];
      expect(seen.endsWith(`on node ${to}`), `${seen}, run: ${to}`);
      return `node ${to} in both`;
    },
  },
  {
    id: 'D2',
    about: 'a run ends at its end',
    attack(bench) {
      const text = `policy: none
nodes: [{ name: a }, { name: b }]
workload:
  - { home: a, count: 999, arrivals: { every: 1s }, work: 500ms }
  - { home: b, count: 2, work: endless }
`;
      const words = ['run', bench.file('x.yaml', text), '--until', '3000s', '--json', '--quiet'];
      const { time } = JSON.parse(bench.run(...words).stdout);
      expect(time === 3000, time);
      return `at ${time} s`;
    },
  },
  {
    id: 'D3',
    about: 'no load is negative',
    attack(bench) {
      const text = `policy: none
${TWO}workload: [{ home: n1, work: 1000s, profile: { calls: 2000 } }]
timeline: [{ at: 1s, do: migrate, pid: 1000, to: n2 }, { at: 20s, do: leave, node: n2 }]
`;
      const file = bench.file('x.yaml', text);
      const { stdout } = bench.run('snapshot', file, '--at', '21s', '--format', 'json');
      const { meanLoad } = JSON.parse(stdout.split('\n')[0]).nodes[0];
      expect(meanLoad >= 0, meanLoad);
      return `the home's is ${meanLoad.toFixed(3)}`;
    },
  },
  {
    id: 'D4',
    about: 'a policy that never comes back is ended by Ctrl-C',
    async attack(bench) {
      const module = 'export default { name: "p", scope: "node", decide() { for (;;); } };';
      const policy = `./${bench.file('p.mjs', module)}`;
      const words = ['run', 'auckland', '--policy', policy, '--policy-timeout', 'none', '--quiet'];
      const code = await bench.signalled('SIGINT', 4000, ...words);
      expect(code === 130, code);
      return `exit code ${code}`;
    },
  },
  {
    id: 'D5',
    about: 'a reader that goes away ends a million snapshots',
    attack(bench) {
      const { code } = bench.shell('mtop snapshot two-nodes -n 1000000 | head -1 >/dev/null');
      expect(code === 0, code);
      return 'it ends';
    },
  },
  {
    id: 'D6',
    about: 'no output overwrites an input',
    attack(bench) {
      const file = bench.file('x.yaml', TWO);
      const said = refusal(bench.run('run', file, '--quiet', '--events', `./${file}`));
      expect(readFileSync(join(bench.folder, file), 'utf8') === TWO, 'overwritten');
      return said;
    },
  },
  {
    id: 'D7',
    about: "a policy's mistakes are its own",
    attack(bench) {
      const module =
        'export default { name: "p", scope: "node", about: "", decide() { return 1n; } };';
      const policy = `./${bench.file('p.mjs', module)}`;
      const ending = bench.run('run', 'auckland', '--policy', policy, '--quiet');
      return refusal(ending, ending.code === 1 ? 1 : 2);
    },
  },
  {
    id: 'D8',
    about: 'no escape of a file reaches a terminal',
    async attack(bench) {
      const policy = bench.file('x.yaml', `policy: "./\\e[2J.mjs"\n${TWO}`);
      const { stderr } = bench.run('check', policy);
      expect(!stderr.includes(ESCAPE), stderr);
      const command = `${TWO}workload: [{ work: endless, command: "\\e[2Jx" }]\n`;
      const file = bench.file('y.yaml', command);
      const { text } = await bench.inTerminal(['snapshot', file, '--format', 'csv']);
      expect(text.includes('x') && !text.includes(ESCAPE), JSON.stringify(text));
      return 'neither in an error nor in CSV';
    },
  },
  {
    id: 'D9',
    about: 'no gain is infinite',
    attack(bench) {
      const events = bench
        .events('faults', '--until', '2h')
        .filter((line) => /migrated/.test(line));
      expect(events.length > 0 && !/Infinity times/.test(events.join()), events.length);
      return 'in two hours of faults';
    },
  },
  {
    id: 'D10',
    about: 'what cannot fit is refused before it is built',
    attack(bench) {
      refusal(bench.run('check', '/dev/zero'));
      const file = bench.file('x.yaml', 'discovery: omdiscd\nnodes: [{ count: 65000 }]\n');
      return refusal(bench.run('check', file));
    },
  },
  {
    id: 'D11',
    about: 'a run that can never end says so',
    attack(bench) {
      const text = `policy: none
${TWO}workload: [{ home: n1, work: 100s, profile: { io: 1MB, files: n2 } }]
timeline: [{ at: 1s, do: crash, node: n2 }]
`;
      return refusal(bench.run('run', bench.file('x.yaml', text), '--quiet'), 1);
    },
  },
  {
    id: 'D12',
    about: 'virtual time cannot stand still',
    attack: (bench) =>
      refusal(bench.run('check', bench.file('x.yaml', `${TWO}openmosix: { period: 1e-300 }\n`))),
  },
  {
    id: 'D13',
    about: 'an empty trace is an error',
    attack: (bench) => refusal(bench.run('run', '--swf', bench.file('x.swf', ''), '--quiet')),
  },
  {
    id: 'D14',
    about: 'what strangers say is forgotten',
    attack(bench) {
      const text = `kernel: { secureports: false }
${TWO}strangers: [{ address: 10.9.8.7, every: 20ms, claims: { node: 77 } }]
`;
      const file = bench.file('x.yaml', text);
      // A million messages: 900 bytes of each were kept.
      const { code } = bench.shell(
        `export NODE_OPTIONS=--max-old-space-size=64; mtop run ${file} --until 6h --quiet`,
      );
      expect(code === 0, code);
      return 'a million messages in 64 MB';
    },
  },
  {
    id: 'D15',
    about: 'counters hold more than 2^32 messages',
    attack() {
      const vectors = new Vectors(3, 3, 2 ** 32 - 2);
      const [a, b, c] = [0, 1, 2].map(asNodeIndex);
      const entry = blankEntry();
      const ways = [
        [a, b],
        [c, b],
        [a, b],
        [b, a],
        [a, b],
        [b, a],
      ];
      for (const [now, [from, to]] of ways.entries()) {
        vectors.begin(from, { ...entry, node: from, measuredAt: now });
        vectors.send(from, to, 3, 0);
      }
      const known = Array.from({ length: vectors.length(b) }, (_, position) => {
        vectors.read(b, position, entry);
        return entry.node;
      });
      expect(known.length === new Set(known).size && !known.includes(b), known);
      return `after 2^32 messages node ${b} knows ${known.sort().join(' and ')}`;
    },
  },
  {
    id: 'D16',
    about: 'pids do not run out of numbers',
    attack(bench) {
      const csv = bench.file('x.csv', 'pid,arrival,host,work\n9007199254740991,0,0,1\n');
      return refusal(bench.run('run', '--csv', csv, '--quiet'));
    },
  },
  {
    id: 'D17',
    about: 'forty thousand members of pipes start in a moment',
    attack(bench) {
      const text = `${TWO}workload: [{ count: 40, pipeline: 1000, work: 1s }]\n`;
      // CPU time, so that it says the same on a busy computer: of the children, the last line.
      const line = `mtop run ${bench.file('x.yaml', text)} --until 1s --quiet && times`;
      const { code, stdout } = bench.shell(line);
      const [, minutes, rest] = /(\d+)m([\d.]+)s \S+\s*$/.exec(stdout) ?? [];
      const seconds = Number(minutes) * 60 + Number(rest);
      expect(code === 0 && seconds < 15, `${code} after ${seconds} s`);
      return `${seconds.toFixed(1)} s of CPU time`;
    },
  },
  {
    id: 'D18',
    about: 'thousands of problems are twenty lines',
    attack(bench) {
      const text = `${TWO}workload:\n${'- 1\n'.repeat(40_000)}`;
      const { stderr } = bench.run('check', bench.file('x.yaml', text));
      const lines = stderr.trim().split('\n');
      expect(lines.length === 21, lines.length);
      return lines.at(-1);
    },
  },
  {
    id: 'D19',
    about: 'a closed pipe is no failure, whatever was written',
    attack(bench) {
      const line = 'mtop run auckland --quiet --until 1h --events /dev/stdout | head -1 >/dev/null';
      const { code } = bench.shell(`set -o pipefail; ${line}`);
      expect(code === 0, code);
      return 'exit code 0';
    },
  },
  {
    id: 'D20',
    about: 'a terminal that closes ends the program without a crash',
    async attack(bench) {
      const { code } = await bench.inTerminal(['two-nodes'], (program) => program.destroy());
      expect(code === 129, code);
      return `exit code ${code}`;
    },
  },
];
