import { printable } from '../../base/printable.js';
import { formatBytes } from '../../base/units.js';
import type { NodeAnswer } from '../../live/job.js';
import type { LiveNode } from '../../live/live-node.js';
import type { LiveSession } from '../../live/live-session.js';
import type { NodeCalls } from '../../live/node-calls.js';
import { readinessOf } from '../../live/readiness.js';
import { print } from '../output.js';

/**
 * Prints which nodes can be watched, and where jobs can move: a job that sleeps is tried on each. Of the
 * others, why not.
 * @returns the exit code: 1 when a node was not reached
 */
export async function checkNodes(session: LiveSession, calls: NodeCalls): Promise<number> {
  const seen = session.nodes.filter(({ sample }) => sample !== undefined);
  const asked = await Promise.all(
    seen.map(async (node) => ({ name: node.spec.name, answer: await tried(node, calls) })),
  );
  const readiness = readinessOf(asked);
  const rows = session.nodes.map((node) => {
    const row = [String(node.id), printable(node.spec.address)];
    const at = seen.indexOf(node);
    if (at < 0) return [...row, '-', '-', '-', '-', '-', printable(node.silence!)];
    return [...row, ...shapeOf(node), printable(readiness[at]!)];
  });
  const table = [['N#', 'HOST', 'NAME', 'CPUS', 'SPEED', 'MEM', 'WATCH', 'MOVE'], ...rows];
  const widths = table[0]!.map((_, at) => Math.max(...table.map((row) => row[at]!.length)));
  for (const row of table) {
    const line = row.map((cell, at) => cell.padEnd(widths[at]!)).join('  ');
    print(`${line.trimEnd()}\n`);
  }
  return seen.length === session.nodes.length ? 0 : 1;
}

function tried({ id }: LiveNode, calls: NodeCalls) {
  const words = [`check-${calls.seat}`];
  return new Promise<NodeAnswer>((done) =>
    calls.carryOut({ verb: 'check', node: id, words }, 0, done),
  );
}

/** Its name, its CPUs, their speed, its memory, and how many of its processes can be signalled. */
function shapeOf({ spec, sample }: LiveNode): readonly string[] {
  const { name, cpus, threads, speed, memoryBytes } = spec;
  const { processes, facts } = sample!;
  const own = processes.filter(({ uid }) => facts.uid === 0 || uid === facts.uid).length;
  const shape = threads > 1 ? `${cpus}x${threads}` : String(cpus);
  const watch = `${processes.length} processes, ${own} can be signalled`;
  return [name, shape, String(speed), formatBytes(memoryBytes), watch];
}
