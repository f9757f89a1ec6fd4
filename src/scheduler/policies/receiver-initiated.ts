import { staying } from './judging.js';
import type { NodePolicy } from './policy.js';
import { wholeParameter } from './whole-parameter.js';

/**
 * A node that a process has left, and that has fewer than `threshold` per CPU now, asks up to `probes`
 * nodes, drawn at random, one after the other; of the first that would have at least `threshold`
 * without it, it fetches a process: the oldest that may move, for it is expected to go on longest.
 *
 * Source: Eager, Lazowska & Zahorjan, "A comparison of receiver-initiated and sender-initiated
 * adaptive load sharing", Performance Evaluation 6(1), 1986, the policy Receiver. With threshold 1,
 * one probe and moves that are free this is work stealing, whose fixed point is known (Mitzenmacher,
 * "Analyses of load stealing models based on differential equations", SPAA 1998).
 */
export const receiverInitiated: NodePolicy = {
  name: 'receiver-initiated',
  about: 'a node that becomes idle fetches a process from one that is asked and is busy',
  scope: 'node',
  parameters: { threshold: 1, probes: 3 },
  create({ parameters }) {
    const threshold = wholeParameter('receiver-initiated', parameters, 'threshold');
    const probes = wholeParameter('receiver-initiated', parameters, 'probes');
    return {
      settled({ own, others, probe, random }) {
        if (own.runnable + own.incoming >= threshold * own.countedCpus) return BUSY;
        for (let asked = 0; asked < probes && others.length > 0; asked++) {
          const answer = probe(others[Math.floor(random() * others.length)]!);
          if (answer === undefined || answer.runnable <= threshold * answer.countedCpus) continue;
          const movable = answer
            .candidates()
            .filter(({ cantmove, mayGo }) => cantmove.length === 0 && mayGo?.(own.node) !== false);
          if (movable.length === 0) continue;
          const oldest = movable.reduce((a, b) => (b.cpuSeconds > a.cpuSeconds ? b : a));
          return { move: oldest.pid, to: own.node, reason: `fewer than ${threshold} here` };
        }
        return { move: undefined, reason: 'none that was asked has one to spare' };
      },
      judge({ own, known }) {
        const most = threshold * own.countedCpus;
        const reason = `others fetch from here while more than ${most} run, and ${own.runnable} do`;
        return staying(reason, known, () =>
          own.runnable > most ? `fetches below ${threshold} per CPU` : 'none to spare here',
        );
      },
    };
  },
};

const BUSY = { move: undefined, reason: 'processes enough are here' } as const;
