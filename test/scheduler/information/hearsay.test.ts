import { expect, it } from 'vitest';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { nodeSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

it('with omdiscd, a node believes what is passed on of one that it has never heard', () => {
  const cut = { atSeconds: 0, command: { do: 'cut', node: 1, other: 3 } as const };
  const simulation = simulationOf({ nodes: nodeSpecs(3), discovery: 'omdiscd', timeline: [cut] });
  runUntil(simulation, 60);
  const { cluster, scheduler } = simulation;
  const [first, third] = [asNodeIndex(0), asNodeIndex(2)];
  expect(cluster.neighbours.knows(third, first)).toBe(false);
  expect(
    scheduler
      .known(third)
      .map(({ node }) => node)
      .sort(),
  ).toEqual([1, 2]);
});

it.each([
  [true, false],
  [false, true],
])(
  'with omdiscd and secureports %j, a member that was not found is believed: %j',
  (secureports, believed) => {
    const simulation = simulationOf({
      ...{ nodes: nodeSpecs(3), discovery: 'omdiscd', kernel: { secureports } },
      timeline: [
        { atSeconds: 0, command: { do: 'cut', node: 1, other: 3 } },
        { atSeconds: 21, command: { do: 'heal', node: 1, other: 3 } },
      ],
    });
    const told: boolean[] = [];
    simulation.cluster.observe(
      (event) => {
        if (event.type === 'intrusion') told.push(event.believed);
      },
      { types: ['intrusion'] },
    );
    runUntil(simulation, 60);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set([believed]));
  },
);
