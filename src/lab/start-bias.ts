import type { Window } from '../metrics/window.js';
import type { Scenario } from '../scenario/scenario.js';
import { offeredLoad } from './workload-warnings.js';

/**
 * How many processes arrive until a run has forgotten that it began with empty nodes, to a factor e:
 * the relaxation time 1 / (mu (1 - sqrt rho)^2) of M/M/1 (Morse 1955), at each node by itself where
 * processes stay, otherwise of all CPUs as one, but no less than a process needs. Heavy-tailed
 * work and bursts of arrivals are remembered longer.
 * @returns 0: the workload ends, or so much arrives that it never settles
 */
export function memoryProcesses(scenario: Scenario): number {
  const load = offeredLoad(scenario);
  if (load <= 0 || load >= 1) return 0;
  const { nodes, policy } = scenario;
  const cpus = nodes.reduce((total, node) => total + node.cpus, 0);
  const queues = policy === 'none' ? nodes.length : 1;
  return Math.max(cpus * load, (queues * load) / (1 - Math.sqrt(load)) ** 2);
}

/**
 * What part of a mean over the watched processes the empty start may take: what it was at the start
 * decays with the processes that arrive.
 * @param memory of `memoryProcesses`
 * @returns 0: it is not known, since the window is none of so many processes
 */
export function startBias({ warmUp, watch }: Window, memory: number): number {
  if (memory === 0 || warmUp.kind !== 'processes' || watch?.kind !== 'processes') return 0;
  const before = Math.exp(-warmUp.count / memory);
  return ((before * memory) / watch.count) * (1 - Math.exp(-watch.count / memory));
}
