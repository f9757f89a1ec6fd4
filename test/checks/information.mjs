const SCENARIO = `
nodes: [{ count: 8, name: "node%d", cpus: 1, speed: 10000, memory: 4GB }]
network: { bandwidth: 1Gbit, latency: 100us }
policy: openmosix
workload: [{ home: random, arrivals: { every: exponential 12.5s }, work: exponential 10s, memory: 1MB }]
`;

const STALE = `
scenario: ./equal.yaml
factors: { information: [perfect, gossip] }
measure: { warmUp: 1000 processes, watch: 6000 processes, metrics: [meanSlowdown], samples: none }
set: { "workload[0].arrivals.every": "exponential \${10s / (8 * 0.8)}" }
replications: 24
compare: { to: { information: perfect } }
`;

const WINDOW = `
scenario: ./equal.yaml
factors: { openmosix.window: [2, 16] }
set:
  nodes[0].count: 16
  openmosix.vector: 16
  workload[0].arrivals.every: exponential \${10s / (16 * 0.8)}
measure: { warmUp: 1000 processes, watch: 3000 processes, metrics: [meanResponse], samples: none }
replications: 20
compare: { to: { openmosix.window: 2 } }
`;

/** @type {Record<number, import('./run.mjs').RunCheck>} */
export const INFORMATION = {
  12: (check, studies) => {
    studies.write({ 'equal.yaml': SCENARIO });
    const [row] = studies.run('stale', STALE).rows('contrasts', { information: 'gossip' });
    check.between('slowdown, gossip - perfect, 8 nodes at 0.8, 24 runs', {
      ...{ low: 0.38, high: 0.4, measured: row.number('difference') },
      interval: `± ${row.number('halfWidth').toFixed(4)}`,
    });
    const measured = row.number('varianceRatio');
    check.between('variance of two cells apart over that of pairs', { low: 10, measured });
  },
  13: (check, studies) => {
    studies.write({ 'equal.yaml': SCENARIO });
    const [row] = studies.run('window', WINDOW).rows('contrasts', { 'openmosix.window': 16 });
    // In mean times of a process, 10 s.
    check.between('response over work, window 16 - 2, 16 nodes at 0.8, 20 runs', {
      ...{ low: 0.031, high: 0.051, measured: row.number('difference') / 10 },
      interval: `± ${(row.number('halfWidth') / 10).toFixed(4)}`,
    });
  },
};
