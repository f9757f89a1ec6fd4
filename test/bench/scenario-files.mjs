import { writeFileSync } from 'node:fs';

/** Processor sharing on the files of a prefix. @returns the scenario's file */
export function writeSharingScenario(prefix) {
  const file = `${prefix}.yaml`;
  writeFileSync(
    file,
    `nodes: { csv: "${prefix}.hosts.csv" }
workload: [{ csv: "${prefix}.procs.csv" }]
policy: none
`,
  );
  return file;
}

const LOAD = 0.7;
const MEAN_WORK_SECONDS = 1 + Math.log(1000);

/** Everything on: openMosix with gossip, memory and network, at load 0.7 without end. */
export function writeOpenMosixScenario(file, nodes) {
  const cpus = 2;
  const everySeconds = MEAN_WORK_SECONDS / (LOAD * nodes * cpus);
  writeFileSync(
    file,
    `nodes: [{ count: ${nodes}, cpus: ${cpus}, speed: 10000, memory: 4GB, swap: 1GB }]
network: { bandwidth: 1Gbit, latency: 100us }
policy: openmosix
information: gossip
openmosix: { window: 8 }
workload:
  - home: random
    arrivals: { every: exponential ${everySeconds}s }
    work: pareto 1s..1000s
    memory: 1MB..100MB
`,
  );
}

/** A cluster that always has so many processes: they never end. */
export function writeEndlessScenario(file, { nodes, processes, cpus = 2, policy = 'openmosix' }) {
  writeFileSync(
    file,
    `nodes: [{ count: ${nodes}, cpus: ${cpus}, memory: 64GB }]
policy: ${policy}
workload:
  - { home: random, count: ${processes}, work: endless, memory: 1MB..20MB, user: [ana, ben], command: [R, gap] }
`,
  );
}
