import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { nodeSpec, processSpec, runUntil, simulationOf } from '../../support/cluster-builder.js';

/**
 * Process 1000 runs on node 1, 1001 is stopped there. Node 4 is down, node 5 has left, node 6 has
 * Hyper-Threading, and the kernels of nodes 7, 8 and 9 have no MFS, no DFSA and no LoadLimit.
 */
function someCluster(): Simulation {
  const lacks = new Map([
    [7, { fs: false }],
    [8, { dfsa: false }],
    [9, { loadLimit: false }],
  ]);
  const nodes = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((id) =>
    nodeSpec(id, { threads: id === 6 ? 2 : 1, kernel: lacks.get(id) ?? {} }),
  );
  const processes = [processSpec(1, { residentBytes: 1000 }), processSpec(1)];
  const simulation = simulationOf({ nodes, processes, kernel: { fs: true, dfsa: true } });
  runUntil(simulation, 1);
  const before: Command[] = [
    { do: 'stop', pid: 1001 },
    { do: 'crash', node: 4 },
    { do: 'leave', node: 5 },
  ];
  for (const command of before) expect(simulation.execute(command).accepted).toBe(true);
  return simulation;
}

/** JSON has no word for what is endless, nor for what is no number. */
function read(line: string): Command {
  const numbers = new Map([
    ['endless', Number.POSITIVE_INFINITY],
    ['no number', Number.NaN],
  ]);
  return JSON.parse(line, (_, value) => numbers.get(value) ?? value);
}

/** Commands, each a line, and what the last of them is answered, indented. */
const text = readFileSync(new URL('answers.txt', import.meta.url), 'utf8');
const cases = text
  .trimEnd()
  .split('\n\n')
  .map((block) => {
    const lines = block.split('\n');
    const commands = lines.filter((line) => line.startsWith('{'));
    const answer = lines.filter((line) => line.startsWith('  ')).map((line) => line.slice(2));
    return [commands.join(' '), answer.join('\n'), commands.map(read)] as const;
  });

it.each(cases)('%s is answered: %s', (_, expected, commands) => {
  const simulation = someCluster();
  const last = commands.map((command) => simulation.execute(command)).at(-1)!;
  const answer = last.accepted ? (last.message ?? 'done') : `no: ${last.reason}`;
  expect(answer.replaceAll('\n\n', '\n')).toBe(expected);
});
