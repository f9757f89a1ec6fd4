import { formatRoughly } from '../../base/units.js';
import { apart, staying } from './judging.js';
import type { Candidate, Decision, Entry, NodePolicy, Situation } from './policy.js';
import { STANDARD_SPEED } from './power.js';

/**
 * A process moves when it is old enough to pay for the way: a lifetime of UNIX goes on for as long
 * again with probability 1/2, so a process of age a, among n here, that would be among m there, is
 * expected to gain when a > cost / (n - m). The target is the least loaded node that is known; of
 * those that are old enough, the oldest goes. `factor` multiplies the cost.
 *
 * Source: Harchol-Balter & Downey, "Exploiting process lifetime distributions for dynamic load
 * balancing", ACM TOCS 15(3), 1997, 5.1. There nodes decide when a process arrives, here once per
 * period.
 */
export const ageBased: NodePolicy = {
  name: 'age-based',
  about: 'a process moves when it is old enough to pay for the way',
  scope: 'node',
  parameters: { factor: 1 },
  create({ parameters }) {
    const factor = Number(parameters.factor);
    return {
      decide,
      judge(situation) {
        const decision = decide(situation);
        const target = targetOf(situation);
        const judged = staying('', situation.known, (entry) =>
          entry.node === target?.node
            ? `the best: ${keptFrom(situation, entry)}`
            : `load ${apart(entry.load, target?.load ?? 0)}`,
        );
        const lost = new Map(judged.lost);
        if (decision.move !== undefined) lost.delete(decision.to);
        return { decision, lost };
      },
    };

    function decide(situation: Situation): Decision {
      const { own } = situation;
      const target = targetOf(situation);
      if (target === undefined || hasCpus(situation, target)) return ALONE;
      const gain = gainBy(situation, target);
      const numbers = { load: own.load, best: target.node, bestLoad: target.load };
      if (!(gain > 0)) return { move: undefined, reason: 'no node has fewer', numbers };
      const old = movable(situation, target).filter(
        (process) => process.cpuSeconds > minimumAge(process, target, gain),
      );
      if (old.length === 0) return { move: undefined, reason: 'none is old enough', numbers };
      const oldest = oldestOf(old);
      return { move: oldest.pid, to: target.node, reason: 'old enough for the way', numbers };
    }

    /** Why nothing goes to the target; the oldest process stands for all. */
    function keptFrom(situation: Situation, target: Entry): string {
      if (hasCpus(situation, target)) return 'a CPU for each here';
      const gain = gainBy(situation, target);
      if (!(gain > 0)) return 'no fewer there';
      const able = movable(situation, target);
      if (able.length === 0) return 'no process may go';
      const oldest = oldestOf(able);
      const needed = formatRoughly(minimumAge(oldest, target, gain));
      return `${formatRoughly(oldest.cpuSeconds)} old, not ${needed}`;
    }

    /** @param gain processes fewer that it would be among */
    function minimumAge(process: Candidate, { node }: Entry, gain: number): number {
      return (factor * process.moveSeconds(node)) / gain;
    }
  },
};

/** The least loaded node that is known and accepts guests. */
function targetOf({ known }: Situation): Entry | undefined {
  const open = known.filter(({ blocked }) => !blocked);
  return open.length === 0 ? undefined : open.reduce((a, b) => (b.load < a.load ? b : a));
}

/** Whether each process has a CPU here, and no faster one there. */
function hasCpus({ own }: Situation, target: Entry): boolean {
  return own.runnable <= own.countedCpus && target.speed <= own.speed;
}

/** Among how many fewer processes one would be there. */
function gainBy({ own }: Situation, target: Entry): number {
  const here = own.runnable / (own.countedCpus * own.speed);
  // As many as its load says, and the one that comes.
  const there = target.load / STANDARD_SPEED + 1 / (target.countedCpus * target.speed);
  return own.runnable * (1 - there / here);
}

function movable({ candidates }: Situation, target: Entry): readonly Candidate[] {
  return candidates().filter(
    ({ cantmove, mayGo, memoryBytes }) =>
      cantmove.length === 0 && mayGo?.(target.node) !== false && memoryBytes <= target.freeBytes,
  );
}

function oldestOf(processes: readonly Candidate[]): Candidate {
  return processes.reduce((a, b) => (b.cpuSeconds > a.cpuSeconds ? b : a));
}

const ALONE = { move: undefined, reason: 'a CPU for each process here, or no node known' } as const;
