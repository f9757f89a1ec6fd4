import { readFileSync } from 'node:fs';
import { senderResponse, supermarketResponse } from '../support/queueing.mjs';

const SHIPPED = new URL('../../examples/studies/', import.meta.url);

/** @param {string} name of a file among the shipped studies */
const shipped = (name) => readFileSync(new URL(name, SHIPPED), 'utf8');

/** Of a law for infinitely many nodes: so many stand for them, and it may be off by 2 / n. */
const MANY = 100;

const LARGE = `
nodes: [{ count: ${MANY}, cpus: 1, speed: 10000, memory: 4GB }]
network: { bandwidth: 1Gbit, latency: 0s }
migration: { fixed: 0s, place: 0s }
information: perfect
workload: [{ home: random, arrivals: { every: exponential 1s }, work: exponential 10s, memory: 1MB }]
`;

/** @type {(policy: string, load: number) => string} */
const placed = (policy, load) => `
scenario: ./large.yaml
factors: { policy: [${policy}] }
set: { "workload[0].arrivals.every": "exponential \${10s / (${MANY} * ${load})}" }
measure: { warmUp: 3000 processes, watch: 12000 processes, metrics: [meanResponse], samples: none }
replications: 10
`;

/** Their order, worst and better; PVM deals processes out in turn. */
const SIGNS = /** @type {const} */ ([
  ['round-robin', 'e-pvm', ''],
  ['round-robin', 'openmosix', ''],
  ['round-robin', 'e-mosix', ''],
  ['e-pvm', 'openmosix', ''],
  ['openmosix', 'e-mosix', 'openMosix asks for room, and moves less'],
]);

/** @type {Record<number, import('./run.mjs').RunCheck>} */
export const LITERATURE = {
  18: (check, studies) => {
    studies.write({ 'large.yaml': LARGE });
    for (const [name, source, policy, load, expected] of /** @type {const} */ ([
      [
        ...[
          'sender',
          'Eager, Lazowska & Zahorjan 1986: sender-initiated, T 2, L 3',
          'sender-initiated',
        ],
        ...[0.8, senderResponse(0.8, 2, 3)],
      ],
      [
        ...['two', 'Mitzenmacher 1996: the best of 2', 'power-of-d'],
        ...[0.9, supermarketResponse(2, 0.9)],
      ],
    ])) {
      const responses = studies.run(name, placed(policy, load)).values('meanResponse');
      check.law(
        `${source}, at ${load} (${MANY} nodes for infinitely many)`,
        expected,
        responses.map((seconds) => seconds / 10),
        { allowance: (2 / MANY) * expected },
      );
    }
    oldInformation(check, studies);
    opportunityCost(check, studies);
  },
};

/** Mitzenmacher 2000: who goes where it was empty a while ago is worse off than at random. */
function oldInformation(check, studies) {
  const text = shipped('old-information.study.yaml')
    .replace(/old: \[.*\]/, 'old: [0, 1, 10]')
    .replace('policy: [jsq, openmosix]', 'policy: [jsq]');
  studies.write({ 'equal-nodes.yaml': shipped('equal-nodes.yaml') });
  const old = studies.run('old', text);
  const [now, one, ten] = [0, 1, 10].map((age) => old.means('meanSlowdown', { old: age })[0]);
  const told = [now, one, ten].map(
    ({ mean, halfWidth }) => `${mean.toFixed(2)} ± ${halfWidth.toFixed(2)}`,
  );
  check.words(
    'Mitzenmacher 2000: jsq at 0.9 with information of 0, 1 and 10 mean times; at random it is 10',
    'rises; below 10, below 10, above 10',
    told.join('; '),
    above(one, now) &&
      above(ten, one) &&
      one.mean + one.halfWidth < 10 &&
      ten.mean - ten.halfWidth > 10,
  );
}

function above(one, other) {
  return one.mean - one.halfWidth > other.mean + other.halfWidth;
}

/** Amir et al. 2000. */
function opportunityCost(check, studies) {
  studies.write({ 'six-machines.yaml': shipped('six-machines.yaml') });
  const cost = studies.run('cost', shipped('opportunity-cost.study.yaml'));
  const of = (policy) => median(cost.values('meanSlowdown', { rho: 0.8, policy }));
  for (const [worse, better, why] of SIGNS) {
    const medians = [of(worse), of(better)];
    check.finding(
      `Amir et al. 2000: ${better} is better than ${worse} (medians of the mean slowdown)`,
      {
        ...{
          expected: 'less',
          measured: medians
            .map((value) => value.toFixed(2))
            .reverse()
            .join(' beside '),
        },
        ...{ holds: medians[1] < medians[0], why },
      },
    );
  }
}

/** @param {readonly number[]} values */
function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
