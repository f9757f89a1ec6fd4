import { staying } from './judging.js';
import type { NodePolicy } from './policy.js';
import type { Queue } from './queue-length.js';
import { wholeParameter } from './whole-parameter.js';

/**
 * Threshold: a process that arrives at a node with `threshold` processes or more per CPU looks for a
 * place elsewhere. Up to `probes` nodes, drawn at random, are asked one after the other; the first with
 * less than `threshold` gets it, and when there is none it starts at home.
 *
 * Source: Eager, Lazowska & Zahorjan, "Adaptive load sharing in homogeneous distributed systems",
 * IEEE TSE 12(5), 1986, where threshold and probe limit are T and L_p.
 */
export const senderInitiated: NodePolicy = {
  name: 'sender-initiated',
  about: 'a process that arrives at a busy node starts at one that is asked and is not',
  scope: 'node',
  parameters: { threshold: 2, probes: 3 },
  create({ parameters }) {
    const threshold = wholeParameter('sender-initiated', parameters, 'threshold');
    const probes = wholeParameter('sender-initiated', parameters, 'probes');
    return {
      place({ own, others, probe, random }) {
        const isBusy = ({ runnable, incoming, countedCpus }: Queue) =>
          runnable + incoming >= threshold * countedCpus;
        if (!isBusy(own)) return AT_HOME;
        for (let asked = 0; asked < probes && others.length > 0; asked++) {
          const node = others[Math.floor(random() * others.length)]!;
          const answer = probe(node);
          if (answer === undefined || answer.blocked) continue;
          if (!isBusy(answer)) return { to: node, reason: `fewer than ${threshold} there` };
        }
        return { to: undefined, reason: 'all that were asked are busy' };
      },
      judge({ own, known }) {
        const count = own.runnable + own.incoming;
        const most = threshold * own.countedCpus;
        const reason = `only what starts is sent elsewhere, from ${most} processes on, and there are ${count}`;
        return staying(reason, known, () =>
          count < most ? 'not asked: not busy here' : 'asked when it is drawn',
        );
      },
    };
  },
};

const AT_HOME = { to: undefined, reason: 'its home is not busy' } as const;
