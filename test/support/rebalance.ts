import { asNodeIndex } from '../../src/cluster/node-index.js';
import type { Simulation } from '../../src/scenario/simulation.js';
import { runnables } from './cluster-builder.js';

/**
 * Moves processes, the oldest first, by command until the numbers on any two nodes differ by at
 * most one. With a fixed cost of 0 and processes without memory a migration is free and ends at the
 * instant it begins.
 */
export function rebalance(simulation: Simulation): void {
  const { cluster, agenda, commands } = simulation;
  for (;;) {
    while (agenda.nextTime === agenda.now) simulation.step();
    const counts = runnables(simulation);
    const fullest = counts.indexOf(Math.max(...counts));
    const emptiest = counts.indexOf(Math.min(...counts));
    if (counts[fullest]! - counts[emptiest]! <= 1) return;
    const pids = [...cluster.cpus.slots(asNodeIndex(fullest))].map((slot) =>
      cluster.table.pid(slot),
    );
    const to = cluster.nodes[emptiest]!.id;
    const answer = commands.execute({ do: 'migrate', pid: Math.min(...pids), to });
    if (!answer.accepted) throw new Error(answer.reason);
  }
}
