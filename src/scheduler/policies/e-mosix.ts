import { staying } from './judging.js';
import { doubledUpTo, marginalCost, type Resources } from './opportunity-cost.js';
import type { Candidate, Decision, Entry, NodePolicy, OwnNode, Situation } from './policy.js';
import { powerOf } from './power.js';

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
    situation.state.highest = highestOf(situation);
    return bestMove(situation);
  },
  judge(situation) {
    const decision = bestMove(situation);
    const most = decision.numbers?.saved;
    const { lost = [] } = staying('', situation.known, (entry) => {
      const saved = gainBy(situation, [entry])?.gain;
      if (saved === undefined) return 'no process may go there';
      const words = saved > 0 ? `saves ${saved.toFixed(2)}` : `costs ${(-saved).toFixed(2)} more`;
      return most === undefined || saved <= 0 ? words : `${words}, not ${most.toFixed(2)}`;
    });
    const others = [...lost].filter(
      ([node]) => decision.move === undefined || node !== decision.to,
    );
    return { decision, lost: new Map(others) };
  },
};

function bestMove(situation: Situation): Decision {
  const open = situation.known.filter(({ blocked }) => !blocked);
  const best = gainBy(situation, open);
  if (best === undefined || best.gain <= LEAST_GAIN) {
    return { move: undefined, reason: 'no move lowers the cost' };
  }
  const { process, entry, gain } = best;
  const load = situation.own.load;
  const numbers = { load, best: entry.node, bestLoad: entry.load, saved: gain };
  return { move: process.pid, to: entry.node, reason: 'the cluster costs less then', numbers };
}

/** The move to one of these nodes that lowers the cost most, or raises it least. */
function gainBy(situation: Situation, targets: readonly Entry[]) {
  const { own, others } = situation;
  const here = resourcesOf(own);
  const mostProcesses = doubledUpTo(highestOf(situation));
  const terms = { nodes: others.length + 1, mostProcesses };
  let best: { process: Candidate; entry: Entry; gain: number } | undefined;
  for (const process of movable(situation)) {
    const bytes = process.memoryBytes;
    const leaving = { processes: -1 / powerOf(own), bytes: -bytes };
    const saved = -marginalCost(here, leaving, terms);
    for (const entry of targets) {
      if (process.mayGo?.(entry.node) === false) continue;
      const coming = { processes: 1 / powerOf(entry), bytes };
      const gain = saved - marginalCost(resourcesThere(entry), coming, terms);
      if (best === undefined || gain > best.gain) best = { process, entry, gain };
    }
  }
  return best;
}

/** The most processes that a node has had, as far as is known. */
function highestOf({ own, known, state }: Situation): number {
  const loads = known.filter(({ blocked }) => !blocked).map(({ load }) => load);
  return Math.max(Number(state.highest ?? 1), resourcesOf(own).processes, ...loads);
}

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
