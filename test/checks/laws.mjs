/** A node of equal CPUs of speed 10000, shared by what arrives in a Poisson stream at that load. */
const shared = ({ cpus = 1, load, work }) => `
nodes: [{ count: 1, cpus: ${cpus}, speed: 10000 }]
policy: none
information: perfect
workload: [{ home: random, arrivals: { every: exponential ${10 / (cpus * load)}s }, work: ${work}, memory: 1MB }]
`;

const ONE_CPU = shared({ load: 0.8, work: 'hyperexponential 10s cv2 10' });
const FOUR_CPUS = shared({ cpus: 4, load: 0.8, work: 'exponential 10s' });

/** M/M/1 where one kind of process gets twice the ticks of the other: 6 and 3. */
const TWO_KINDS = `
nodes: [{ count: 1, cpus: 1, speed: 10000 }]
policy: none
information: perfect
workload:
  - { user: six, arrivals: { every: exponential 2.5s }, work: exponential 1s, memory: 1MB }
  - { user: three, nice: 10, arrivals: { every: exponential 2.5s }, work: exponential 1s, memory: 1MB }
`;

/** Ten processes that compute 1 s and pause 5 s; they have more to do than there is time. */
const REPAIRMAN = `
nodes: [{ count: 1, cpus: 1, speed: 10000 }]
policy: none
information: perfect
workload: [{ count: 10, work: 30000d, memory: 1MB, profile: { burst: exponential 1s, think: exponential 5s } }]
`;

/** P(work > t) = 1/t up to an hour, which the rest need: mean 1 + ln 3600; at a load of 0.7. */
const PARETO = `
nodes: [{ count: 8, cpus: 1, speed: 10000 }]
policy: none
information: perfect
workload:
  - home: random
    arrivals: { every: exponential ${(1 + Math.log(3600)) / (8 * 0.7)}s }
    work: pareto 1s..3600s
    memory: 1MB
`;

/** @type {(scenario: string, measure: string, replications: number) => string} */
const study = (scenario, measure, replications) => `
scenario: ./${scenario}.yaml
measure: { samples: none, ${measure} }
replications: ${replications}
`;

const LONG = 'warmUp: 4000 processes, watch: 24000 processes';

/** @type {Record<number, import('./run.mjs').RunCheck>} */
export const LAWS = {
  7: (check, studies) => {
    studies.write({ 'one.yaml': ONE_CPU, 'four.yaml': FOUR_CPUS });
    studies.write({ 'kinds.yaml': TWO_KINDS, 'repairman.yaml': REPAIRMAN });
    const slowdowns = `${LONG}, metrics: [meanSlowdown]`;
    const one = studies.run('one', study('one', slowdowns, 24)).values('meanSlowdown');
    check.law('slowdown, M/H2/1-PS at 0.8 (cv2 10)', 5, one, { tells: 0.06 });
    const four = studies.run('four', study('four', slowdowns, 24)).values('meanSlowdown');
    check.law('slowdown, M/M/4 at 0.8', 1.7455, four);
    const classes = `${LONG}, metrics: [meanResponse], by: [user]`;
    const kinds = studies.run('kinds', study('kinds', classes, 24));
    for (const [user, expected] of /** @type {const} */ ([
      ['six', 35 / 9],
      ['three', 55 / 9],
    ])) {
      const [row] = kinds.rows('by', { class: user });
      check.mean(`response, ${user} of nine ticks (DPS at 0.8)`, expected, row);
    }
    const seconds = 'warmUp: 100s, watch: 24000s, metrics: [utilisation]';
    const used = studies.run('repairman', study('repairman', seconds, 24)).values('utilisation');
    check.law('utilisation, repairman', 0.98162, used);
    const responses = used.map((part) => 10 / part - 5);
    check.law('response, repairman', 5.18729, responses);
  },
  10: (check, studies) => {
    studies.write({ 'pareto.yaml': PARETO });
    const measure =
      'warmUp: 4000 processes, watch: 40000 processes, metrics: [meanSlowdown, utilisation]';
    const results = studies.run('pareto', study('pareto', measure, 24));
    check.law('slowdown, 1/t to an hour, 8 nodes at 0.7', 1 / 0.3, results.values('meanSlowdown'));
    const [{ mean, halfWidth }] = results.means('utilisation');
    const interval = `± ${halfWidth.toPrecision(2)}`;
    check.between('utilisation', { low: 0.68, high: 0.72, measured: mean, interval });
  },
  11: (check, studies) => {
    studies.write({ 'busy.yaml': shared({ load: 0.9, work: 'exponential 10s' }) });
    for (const [name, warmUp, watch] of /** @type {const} */ ([
      ['raw', 'none', 12_000],
      ['short', 'none', 100],
      ['mser5', 'mser5', 100],
    ])) {
      const measure = `warmUp: ${warmUp}, watch: ${watch} processes, metrics: [meanSlowdown]`;
      const results = studies.run(name, study('busy', measure, 20));
      const [{ mean, halfWidth, note }] = results.means('meanSlowdown');
      const isNear = Math.abs(mean - 10) <= (3 / 2.093) * halfWidth;
      check.words(
        `M/M/1 at 0.9, 20 x ${watch}, warm-up ${warmUp}: near 10, or flagged`,
        '10 within 3 se, or a note',
        `${mean.toFixed(2)} ± ${halfWidth.toFixed(2)}${note === '' ? '' : `, "${note}"`}`,
        isNear || note !== '',
      );
    }
  },
};
