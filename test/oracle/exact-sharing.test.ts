import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import {
  completionsOf,
  nodeSpec,
  processSpec,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';
import {
  type ExactCase,
  type ExactMove,
  type ExactNode,
  type ExactProcess,
  exactCompletions,
} from './exact-sharing.js';

/** Of a time; the engine computes in doubles, with some hundred roundings in these cases. */
const TOLERANCE = 1e-12;

const node = (changes: Partial<ExactNode> = {}): ExactNode => ({
  cpus: 1,
  speed: 1,
  bandwidth: 1e6,
  ...changes,
});
const process = (
  home: number,
  arrivalSeconds: number,
  workSeconds: number,
  changes: Partial<ExactProcess> = {},
): ExactProcess => ({ home, arrivalSeconds, workSeconds, bytes: 0, nice: 0, ...changes });
const move = (atSeconds: number, process: number, to: number): ExactMove => ({
  atSeconds,
  process,
  to,
});
/**
 * `count` processes that come `apart` seconds one after the other, each with a little more work.
 */
const row = (count: number, apart: number, changes: Partial<ExactProcess> = {}) =>
  Array.from({ length: count }, (_, index) => process(0, index * apart, 1 + index / 7, changes));

const still = { moves: [], fixedSeconds: 0 };

/** Ten cases: nodes, processes, moves. */
const CASES: readonly (readonly [string, ExactCase])[] = [
  ['one CPU, three at once', { ...still, nodes: [node()], processes: row(3, 0) }],
  ['one CPU, seven one after the other', { ...still, nodes: [node()], processes: row(7, 0.3) }],
  [
    'who comes when another one completes',
    {
      ...still,
      nodes: [node()],
      processes: [process(0, 0, 2), process(0, 2, 1), process(0, 3, 1)],
    },
  ],
  ['three CPUs, eight processes', { ...still, nodes: [node({ cpus: 3 })], processes: row(8, 0.1) }],
  [
    'nodes of different speeds',
    {
      ...still,
      nodes: [node({ speed: 2.8 }), node({ speed: 0.7, cpus: 2 })],
      processes: row(9, 0.2).map((one, index) => ({ ...one, home: index % 2 })),
    },
  ],
  [
    'weights on one CPU',
    {
      ...still,
      nodes: [node()],
      processes: [-20, -3, 0, 7, 19].map((nice) => process(0, 0, 3, { nice })),
    },
  ],
  [
    'weights on two CPUs, of which nobody has more than one',
    {
      ...still,
      nodes: [node({ cpus: 2 })],
      processes: [-20, 0, 19].map((nice) => process(0, 0, 3, { nice })),
    },
  ],
  [
    'a migration: frozen for its fixed time and its bytes',
    {
      nodes: [node(), node({ speed: 3 })],
      processes: row(3, 0.25, { bytes: 700_000 }),
      moves: [move(1, 0, 1)],
      fixedSeconds: 0.006,
    },
  ],
  [
    'three migrations over one link, the second one as long alone as together',
    {
      nodes: [node(), node(), node({ bandwidth: 400_000 })],
      processes: row(4, 0, { bytes: 900_000 }),
      moves: [move(0.5, 1, 1), move(0.7, 2, 1), move(0.9, 3, 2)],
      fixedSeconds: 0.006,
    },
  ],
  [
    'there and back, and a move of one that is on its way already',
    {
      nodes: [node(), node({ cpus: 2 })],
      processes: row(5, 0.5, { bytes: 300_000, nice: 5 }),
      moves: [move(1, 0, 1), move(1.1, 0, 1), move(3, 0, 0), move(3, 2, 1)],
      fixedSeconds: 0.1,
    },
  ],
];

describe('completion times are those of an exact computation in fractions', () => {
  it.each(CASES)('%s', (_, problem) => compare(problem));

  it.each(Array.from({ length: 10 }, (_, index) => index + 1))(
    'whatever comes and is moved: seed %i',
    (seed) => compare(randomCase(seed)),
  );

  it('which is right where one can compute by hand: 1 s and 3 s of work share a CPU for 2 s', () => {
    const processes = [process(0, 0, 1), process(0, 0, 3)];
    const ends = exactCompletions({ ...still, nodes: [node()], processes });
    expect(ends.map(String)).toEqual(['2', '4']);
  });
});

function compare(problem: ExactCase): void {
  const expected = exactCompletions(problem);
  const simulation = simulationFor(problem);
  const completions = completionsOf(simulation);
  runUntil(simulation, 10_000);
  expect(completions.size).toBe(problem.processes.length);
  for (const [index, exact] of expected.entries()) {
    const { value } = exact;
    const difference = Math.abs(completions.get(1000 + index)! - value);
    expect(difference, `process ${index}, exactly ${exact}`).toBeLessThanOrEqual(
      TOLERANCE * Math.max(1, value),
    );
  }
}

function simulationFor({ nodes, processes, moves, fixedSeconds }: ExactCase) {
  return simulationOf({
    nodes: nodes.map(({ cpus, speed, bandwidth }, index) =>
      nodeSpec(index + 1, { cpus, speed: 10000 * speed, bandwidth }),
    ),
    processes: processes.map(({ home, arrivalSeconds, workSeconds, bytes, nice }) =>
      processSpec(home + 1, { arrivalSeconds, workSeconds, residentBytes: bytes, nice }),
    ),
    timeline: moves.map((one) => ({
      atSeconds: one.atSeconds,
      command: { do: 'migrate', pid: 1000 + one.process, to: one.to + 1 },
    })),
    fixedSeconds,
  });
}

/** Up to four nodes, a dozen processes, some moved while others come and complete. */
function randomCase(seed: number): ExactCase {
  const random = new Random(seed).split('exact');
  const pick = <T>(values: readonly T[]): T => values[random.below(values.length)]!;
  // Sixteenths, so that some things happen at one instant, in doubles as in fractions.
  const moment = (most: number) => random.below(most * 16) / 16;
  const nodes = Array.from({ length: 1 + random.below(4) }, () =>
    node({ cpus: pick([1, 1, 2, 4]), speed: pick([1, 0.5, 2.8]), bandwidth: pick([1e6, 3e5]) }),
  );
  const processes = Array.from({ length: 12 }, () =>
    process(random.below(nodes.length), moment(4), pick([0.5, 1, 3, 7.25]), {
      bytes: pick([0, 200_000, 1_000_000]),
      nice: pick([0, 0, 0, -20, 7, 19]),
    }),
  ).sort((a, b) => a.arrivalSeconds - b.arrivalSeconds);
  const moves = Array.from({ length: 8 }, () =>
    move(moment(8), random.below(12), random.below(nodes.length)),
  ).sort((a, b) => a.atSeconds - b.atSeconds);
  return { nodes, processes, moves, fixedSeconds: pick([0, 0.006, 0.5]) };
}
