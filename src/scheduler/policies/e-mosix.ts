import { doubledUpTo, marginalCost, type Resources } from './opportunity-cost.js';
import type { Candidate, Decision, Entry, NodePolicy, OwnNode, Situation } from './policy.js';

/**
 * Enhanced MOSIX: once per period a node moves the process whose move lowers the cost of the
 * cluster most, by what it knows of the others (`src/scheduler/policies/opportunity-cost.ts`). As
 * under openMosix a process must have run for `minRun`, and stayed for `minResidence`, before it
 * moves.
 *
 * Source: Amir et al. 2000.
 */
export const eMosix: NodePolicy = {
  name: 'e-mosix',
  about: 'the process moves whose move lowers most what memory and CPU cost',
  scope: 'node',
  decide(situation): Decision {
    const { own, known, state } = situation;
    const open = known.filter(({ blocked }) => !blocked);
    const here = resourcesOf(own);
    const highest = Math.max(Number(state.highest ?? 1), here.processes);
    state.highest = Math.max(highest, ...open.map(({ load }) => load));
    const mostProcesses = doubledUpTo(state.highest as number);
    const terms = { nodes: situation.others.length + 1, mostProcesses };
    let best: { process: Candidate; entry: Entry; gain: number } | undefined;
    for (const process of movable(situation)) {
      const bytes = process.memoryBytes;
      const leaving = { processes: -1 / powerOf(own), bytes: -bytes };
      const saved = -marginalCost(here, leaving, terms);
      for (const entry of open) {
        if (process.mayGo?.(entry.node) === false) continue;
        const coming = { processes: 1 / powerOf(entry), bytes };
        const gain = saved - marginalCost(resourcesThere(entry), coming, terms);
        if (gain > LEAST_GAIN && gain > (best?.gain ?? 0)) best = { process, entry, gain };
      }
    }
    if (best === undefined) return { move: undefined, reason: 'no move lowers the cost' };
    const { process, entry, gain } = best;
    const numbers = { load: own.load, best: entry.node, bestLoad: entry.load, saved: gain };
    return { move: process.pid, to: entry.node, reason: 'the cluster costs less then', numbers };
  },
};

/** What rounding makes is no gain. */
const LEAST_GAIN = 1e-9;

function movable({ candidates, parameters }: Situation): readonly Candidate[] {
  const { minRun, minResidence } = parameters;
  return candidates().filter(({ cantmove, cpuSeconds, migrations, residenceSeconds }) => {
    if (cantmove.length > 0 || cpuSeconds < minRun) return false;
    return migrations === 0 || residenceSeconds >= minResidence;
  });
}

function resourcesOf(own: OwnNode): Resources {
  const processes = own.runnable / powerOf(own);
  return { processes, usedBytes: own.expectedBytes, memoryBytes: own.memoryBytes };
}

function resourcesThere({ load, memoryBytes, freeBytes }: Entry): Resources {
  return { processes: load, usedBytes: memoryBytes - freeBytes, memoryBytes };
}

/** Its CPUs, in CPUs of speed 10000. */
function powerOf({ countedCpus, speed }: OwnNode | Entry): number {
  return (countedCpus * speed) / 10_000;
}
