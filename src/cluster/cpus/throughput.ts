import type { NodeSpec } from '../facts/node-spec.js';

type Processors = Pick<NodeSpec, 'cpus' | 'threads' | 'htGain' | 'htAware'>;

/**
 * T(n): what a node with n runnable processes does, in processors (one busy thread of an otherwise
 * idle processor does 1; all threads of a processor together do `htGain`).
 *
 * An HT-aware node fills idle processors first. An unaware one spreads the processes over its
 * logical CPUs at random, so that some processors are shared while others idle; T(n) is then the
 * mean over all such placements (test/laws/9-hyper-threading.test.ts).
 */
export function throughput(processors: Processors, n: number): number {
  const { cpus, threads, htAware } = processors;
  const logical = cpus * threads;
  const busy = Math.min(n, logical);
  if (threads === 1) return busy;
  return htAware || busy === logical
    ? awareThroughput(processors, busy)
    : unawareThroughput(processors, busy);
}

/** T(n) for a fractional, averaged n: piecewise linear between the whole numbers. */
export function meanThroughput(processors: Processors, n: number): number {
  const below = Math.floor(n);
  const low = throughput(processors, below);
  return low + (n - below) * (throughput(processors, below + 1) - low);
}

function awareThroughput({ cpus, threads, htGain }: Processors, busy: number): number {
  if (busy <= cpus) return busy;
  return cpus + ((htGain - 1) * (busy - cpus)) / (threads - 1);
}

/** The number of busy threads of one processor is hypergeometric. */
function unawareThroughput({ cpus, threads, htGain }: Processors, busy: number): number {
  const others = (cpus - 1) * threads;
  let perProcessor = 0;
  for (let here = 1; here <= Math.min(threads, busy); here++) {
    const probability =
      (choose(threads, here) * choose(others, busy - here)) / choose(cpus * threads, busy);
    perProcessor += probability * (1 + ((htGain - 1) * (here - 1)) / (threads - 1));
  }
  return cpus * perProcessor;
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}
