const STUDY = `
scenario: ./single.yaml
factors: { policy: [none, openmosix], rho: [0.5, 0.7] }
set: { "workload[0].arrivals.every": "exponential \${10s / (4 * rho)}" }
measure: { warmUp: none, watch: 100 processes, metrics: [meanSlowdown, utilisation], by: [size decile] }
replications: 1
compare: { to: { policy: none } }
bounds: { meanSlowdown: { worst: { policy: none }, best: erlang-c } }
`;

const SCENARIO = `
nodes: [{ count: 4, cpus: 1, speed: 10000 }]
information: perfect
workload: [{ home: random, arrivals: { every: exponential 5s }, work: exponential 10s, memory: 1MB }]
`;

/** @type {Record<number, import('./run.mjs').RunCheck>} */
export const ONE_SAMPLE = {
  19: (check, studies) => {
    studies.write({ 'single.yaml': SCENARIO });
    const single = studies.run('single', STUDY);
    for (const [table, numbers] of /** @type {const} */ ([
      ['contrasts', ['difference', 'halfWidth', 'p', 'ratio']],
      ['gains', ['gain', 'gainLow', 'gainHigh']],
      ['cells', ['halfWidth', 'sd']],
      ['by', ['halfWidth', 'sd']],
    ])) {
      const rows = single.rows(table);
      const told = rows.filter((row) => numbers.some((name) => row.text(name) !== ''));
      const noted = rows.filter((row) => row.text('note') === 'one sample');
      const isNoted = table === 'by' || noted.length === rows.length;
      check.words(
        `one replication: ${table}.csv`,
        `0 of ${rows.length} rows with ${numbers.join(', ')}${table === 'by' ? '' : '; all "one sample"'}`,
        `${told.length} of ${rows.length} rows with ${numbers.join(', ')}` +
          `${table === 'by' ? '' : isNoted ? '; all "one sample"' : `; ${noted.length} "one sample"`}`,
      );
    }
    const note = 'one sample: one run says nothing of how far off it is';
    const { stdout } = studies.mtop('study', 'check', 'single.study.yaml');
    check.words('study check', note, stdout.includes(note) ? note : stdout);
  },
};
