import { staying } from './judging.js';
import type { NodePolicy } from './policy.js';
import { drawn, leastOf, queueLength } from './queue-length.js';
import { wholeParameter } from './whole-parameter.js';

/**
 * The supermarket model: a process starts at the least loaded of d nodes drawn at random, its home
 * among them, which are asked how they are. For many nodes with one CPU and exponential work E[T] /
 * E[S] is the sum over i >= 1 of rho^((d^i - d) / (d - 1)).
 *
 * Source: Mitzenmacher, "The power of two choices in randomized load balancing", 1996 and IEEE TPDS
 * 12(10), 2001; Vvedenskaya, Dobrushin & Karpelevich 1996.
 */
export const powerOfD: NodePolicy = {
  name: 'power-of-d',
  about: 'a process starts at the least loaded of d nodes drawn at random',
  scope: 'node',
  parameters: { d: 2 },
  create({ parameters }) {
    const d = wholeParameter('power-of-d', parameters, 'd');
    return {
      place({ own, others, probe, random }) {
        const queues: { readonly node: number; readonly length: number }[] = [];
        for (let choice = 0; choice < d; choice++) {
          // With replacement, as in the model: of many nodes it makes no difference.
          const node = others[Math.floor(random() * (others.length + 1))] ?? own.node;
          const asked = node === own.node ? own : probe(node);
          if (asked !== undefined && !isBlocked(asked)) {
            queues.push({ node, length: queueLength(asked) });
          }
        }
        const best = drawn(
          leastOf(queues, ({ length }) => length),
          random,
        );
        return { to: best?.node, reason: `the least loaded of ${d}` };
      },
      judge({ known }) {
        const reason = `a process starts at the least loaded of ${d} nodes drawn, and there it stays`;
        return staying(reason, known, () => 'asked when it is drawn');
      },
    };
  },
};

function isBlocked(asked: object): boolean {
  return 'blocked' in asked && asked.blocked === true;
}
