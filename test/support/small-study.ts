import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Four nodes whose load is what a factor `rho` of a study says. */
const SCENARIO = `
nodes: [{ count: 4, cpus: 1, speed: 10000 }]
policy: openmosix
workload:
  - { kind: batch, home: random, arrivals: { every: exponential 5s }, work: exponential 10s, memory: 1MB }
`;

const RHO = `set: { "workload[0].arrivals.every": "exponential \${10s / (4 * rho)}" }`;

/**
 * A study of that scenario in a folder of its own.
 * @param keys what it says besides `scenario` and `set`
 */
export function smallStudy(keys: string) {
  const folder = mkdtempSync(join(tmpdir(), 'study-'));
  const text = `scenario: ./base.yaml\n${RHO}\n${keys}`;
  const file = join(folder, 'small.study.yaml');
  writeFileSync(join(folder, 'base.yaml'), SCENARIO);
  writeFileSync(file, text);
  return { folder, file, text };
}
