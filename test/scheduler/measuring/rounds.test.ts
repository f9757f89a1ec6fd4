import { describe, expect, it } from 'vitest';
import { restore, saved } from '../../../src/kernel/archive.js';
import { Random } from '../../../src/kernel/random.js';
import { DECIDE, MEASURE, Rounds, TELL } from '../../../src/scheduler/measuring/rounds.js';
import fc from '../../support/properties.js';

const WORDS = [
  [MEASURE, 'measure'],
  [TELL, 'tell'],
  [DECIDE, 'decide'],
] as const;

/** The next ticks, a line each: "2.5 node 1: measure tell". */
function ticks(rounds: Rounds, count: number): string[] {
  return Array.from({ length: count }, () => {
    const { nextTime, nextDuties } = rounds;
    const words = WORDS.filter(([duty]) => (nextDuties & duty) !== 0).map(([, word]) => word);
    return `${nextTime} node ${rounds.pop()}: ${words.join(' ')}`;
  });
}

/** Nodes that are as far into their periods as is said. */
const withPhases = (phases: readonly number[]) => {
  const split = () => {
    const rest = [...phases];
    return { uniform: () => rest.shift()! };
  };
  return { split } as unknown as Random;
};

const every = (measureSeconds: number, tellSeconds: number, decideSeconds: number) => ({
  ...{ measureSeconds, tellSeconds, decideSeconds },
});

describe('the rounds of nodes', () => {
  it('are one where all is done equally often: each node once per period, at its phase', () => {
    const rounds = new Rounds(3, every(2, 2, 2), withPhases([0.5, 0.25, 0.75]));
    expect(ticks(rounds, 7)).toEqual([
      '0.5 node 1: measure tell decide',
      '1 node 0: measure tell decide',
      '1.5 node 2: measure tell decide',
      '2.5 node 1: measure tell decide',
      '3 node 0: measure tell decide',
      '3.5 node 2: measure tell decide',
      '4.5 node 1: measure tell decide',
    ]);
  });

  it('begin each as far into its period as the others: a half of 1 s, of 2 s and of 3 s', () => {
    const rounds = new Rounds(1, every(1, 2, 3), withPhases([0.5]));
    expect(ticks(rounds, 8)).toEqual([
      '0.5 node 0: measure',
      '1 node 0: tell',
      // At one instant a node measures itself before it decides.
      '1.5 node 0: measure',
      '1.5 node 0: decide',
      '2.5 node 0: measure',
      '3 node 0: tell',
      '3.5 node 0: measure',
      '4.5 node 0: measure',
    ]);
  });

  it.each([
    [every(1, 4, 1), ['0.5 node 0: measure decide', '1.5 node 0: measure decide']],
    [every(1, 1, 4), ['0.5 node 0: measure tell', '1.5 node 0: measure tell']],
    [every(4, 1, 1), ['0.5 node 0: tell decide', '1.5 node 0: tell decide']],
  ])('have in one tick what is done equally often: %j', (periods, expected) => {
    expect(ticks(new Rounds(1, periods, withPhases([0.5])), 2)).toEqual(expected);
  });

  const period = fc.constantFrom(0.5, 1, 2.5, 4);

  it('are those of a naive list of all ticks, in the order of their times', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.tuple(period, period, period),
        fc.integer({ min: 1, max: 1e6 }),
        (count, [measure, tell, decide], seed) => {
          const stream = new Random(seed).split('phase');
          const phases = Array.from({ length: count }, () => stream.uniform());
          const all = [...new Set([measure, tell, decide])].flatMap((seconds) =>
            phases.flatMap((phase, node) =>
              Array.from({ length: 10 }, (_, round) => ({
                at: round * seconds + phase * seconds,
                text: `node ${node}: ${[
                  ...(measure === seconds ? ['measure'] : []),
                  ...(tell === seconds ? ['tell'] : []),
                  ...(decide === seconds ? ['decide'] : []),
                ].join(' ')}`,
              })),
            ),
          );
          const first = all.toSorted((a, b) => a.at - b.at).slice(0, 10);
          const rounds = new Rounds(count, every(measure, tell, decide), new Random(seed));
          expect(ticks(rounds, 10)).toEqual(first.map(({ at, text }) => `${at} ${text}`));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('go on where they were when a run is taken up', () => {
    const make = () => new Rounds(3, every(1, 2.5, 4), new Random(5));
    for (const before of [0, 1, 4, 11]) {
      const first = make();
      ticks(first, before);
      const second = make();
      restore(second, saved(first));
      expect(ticks(second, 12)).toEqual(ticks(first, 12));
    }
  });
});
