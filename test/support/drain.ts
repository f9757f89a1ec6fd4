import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import type { Arrivals } from '../../src/workload/arrivals.js';

/** All processes of a source that ends. */
export function drain(arrivals: Arrivals): ProcessSpec[] {
  const processes: ProcessSpec[] = [];
  for (let next = arrivals.next(); next !== undefined; next = arrivals.next())
    processes.push({ ...next });
  return processes;
}
