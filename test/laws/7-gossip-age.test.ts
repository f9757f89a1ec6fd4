import { describe, it } from 'vitest';
import { mean } from '../../src/base/statistics.js';
import { asNodeIndex } from '../../src/cluster/node-index.js';
import type { Random } from '../../src/kernel/random.js';
import { blankEntry } from '../../src/scheduler/information/entry.js';
import { Vectors } from '../../src/scheduler/information/vectors.js';
import type { Entry } from '../../src/scheduler/policies/policy.js';
import { nodeSpecs, runUntil, simulationOf } from '../support/cluster-builder.js';
import { expectLaw, LONG, REPLICATIONS, replicate } from '../support/replications.js';

const LAW = '7 (age of gossip)';
const ROUNDS = LONG ? 1_000 : 60;
const WARM_UP = 60;
/** Entries are never too old. */
const EVER = -1;

const at = asNodeIndex;

/**
 * Rounds of messages: each node sends the `window` freshest entries it had when the round began,
 * its own at age 0 among them, to one random other node. Then all entries age by 1.
 * @returns the mean age of what a node believes of the others
 */
function meanAge(nodes: number, window: number, random: Random): number {
  // The vector that node i had when the round began is kept as that of i + nodes.
  const vectors = new Vectors(2 * nodes, nodes);
  const believed = blankEntry();
  const ages: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (let node = 0; node < nodes; node++) {
      vectors.clear(at(node + nodes));
      vectors.begin(at(node), entry(node, round));
      vectors.send(at(node), at(node + nodes), nodes, EVER);
    }
    for (let node = 0; node < nodes; node++) {
      const drawn = random.below(nodes - 1);
      const target = drawn < node ? drawn : drawn + 1;
      vectors.begin(at(node), entry(node, round));
      vectors.send(at(node + nodes), at(target), window, EVER);
    }
    if (round < WARM_UP) continue;
    let sum = 0;
    for (let node = 0; node < nodes; node++) {
      for (let position = 0; position < vectors.length(at(node)); position++) {
        vectors.read(at(node), position, believed);
        sum += round + 1 - believed.measuredAt;
      }
    }
    ages.push(sum / (nodes * (nodes - 1)));
  }
  return mean(ages);
}

function entry(node: number, measuredAt: number): Entry {
  return {
    node: node + 1,
    load: 0,
    speed: 10000,
    cpus: 1,
    countedCpus: 1,
    memoryBytes: 1,
    freeBytes: 0,
    blocked: false,
    measuredAt,
  };
}

describe(`law 7: what a node believes of the others, ${REPLICATIONS} runs of ${ROUNDS} rounds`, () => {
  it.each([
    [16, 1, 0.12],
    [32, 1, 0.12],
    [64, 1, 0.12],
    [32, 2, 0.48],
    [64, 2, 0.48],
    [32, 4, 1.76],
    [64, 4, 1.76],
  ])('has the age of the law: %i nodes, 1/%i of them in a message', (nodes, part, constant) => {
    const name = `${nodes} nodes, window ${nodes / part}`;
    const values = replicate(name, (random) => meanAge(nodes, nodes / part, random));
    const expected = Math.log2(nodes) + constant;
    // The law itself is a fit, good to 3 %.
    expectLaw({
      law: LAW,
      what: `mean age, ${name}`,
      values,
      expected,
      allowance: 0.03,
      tells: 0.015,
    });
  });
});

/**
 * The age of what the nodes of a simulation believe, which tick each at its own phase, at random
 * instants: each sends all it knows to one other node once a second.
 */
function meanAgeOfProgram(nodes: number, random: Random): number {
  const simulation = simulationOf({
    nodes: nodeSpecs(nodes),
    seed: random.below(2 ** 31),
    openmosix: { window: nodes, vector: nodes, staleness: 1e6 },
  });
  const { cluster, scheduler } = simulation;
  const ages: number[] = [];
  for (let now = WARM_UP; now < WARM_UP + ROUNDS; now += 2 * random.uniform()) {
    runUntil(simulation, now);
    for (const { index } of cluster.nodes) {
      for (let id = 1; id <= nodes; id++) {
        const entry = scheduler.believed(index, id);
        if (entry !== undefined) ages.push(now - entry.measuredAt);
      }
    }
  }
  return mean(ages);
}

describe(`law 7: nodes that tick each at its own phase, ${REPLICATIONS} runs of ${ROUNDS} s`, () => {
  it.each(LONG ? [8, 16, 32] : [8, 16])(
    'believe what is as old as H(n - 1) - 1/2: %i nodes',
    (nodes) => {
      const values = replicate(`phases ${nodes}`, (random) => meanAgeOfProgram(nodes, random));
      let expected = -0.5;
      for (let k = 1; k < nodes; k++) expected += 1 / k;
      const what = `mean age, ${nodes} nodes at their own phases`;
      expectLaw({ law: LAW, what, values, expected, allowance: 0.01, tells: 0.03 });
    },
  );
});
