import type { NodePolicy, Placement, Situation } from './policy.js';

/**
 * Every process starts at a node drawn at random, its home among them, and stays there. With
 * Poisson arrivals each node is then a queue by itself: with one CPU M/G/1, with its processor
 * sharing E[T] = E[S] / (1 - rho) whatever the work (Kleinrock 1976).
 */
export const random: NodePolicy = {
  name: 'random',
  about: 'a process starts at a node drawn at random',
  scope: 'node',
  place({ own, others, random: uniform }: Situation): Placement {
    const at = Math.floor(uniform() * (others.length + 1));
    return { to: others[at] ?? own.node, reason: 'drawn at random' };
  },
  judge: () => ({ decision: STAY }),
};

const STAY = {
  move: undefined,
  reason: 'where a process starts is drawn, and there it stays',
} as const;
