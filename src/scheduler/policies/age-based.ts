import type { Candidate, Decision, Entry, NodePolicy } from './policy.js';

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
      decide({ own, known, candidates }): Decision {
        const open = known.filter(({ blocked }) => !blocked);
        if (open.length === 0) return ALONE;
        const target = open.reduce((a, b) => (b.load < a.load ? b : a));
        if (own.runnable <= own.countedCpus && target.speed <= own.speed) return ALONE;
        const here = own.runnable / (own.countedCpus * own.speed);
        // As many as its load says, and the one that comes.
        const there = target.load / 10_000 + 1 / (target.countedCpus * target.speed);
        const gain = own.runnable * (1 - there / here);
        const numbers = { load: own.load, best: target.node, bestLoad: target.load };
        if (!(gain > 0)) return { move: undefined, reason: 'no node has fewer', numbers };
        const old = candidates().filter((process) => {
          return (
            isMovable(process, target) && process.cpuSeconds > minimumAge(process, target, gain)
          );
        });
        if (old.length === 0) return { move: undefined, reason: 'none is old enough', numbers };
        const oldest = old.reduce((a, b) => (b.cpuSeconds > a.cpuSeconds ? b : a));
        return { move: oldest.pid, to: target.node, reason: 'old enough for the way', numbers };
      },
    };

    /** @param gain processes fewer that it would be among */
    function minimumAge(process: Candidate, { node }: Entry, gain: number): number {
      return (factor * process.moveSeconds(node)) / gain;
    }
  },
};

function isMovable({ cantmove, mayGo, memoryBytes }: Candidate, target: Entry): boolean {
  return cantmove.length === 0 && mayGo?.(target.node) !== false && memoryBytes <= target.freeBytes;
}

const ALONE = { move: undefined, reason: 'a CPU for each process here, or no node known' } as const;
