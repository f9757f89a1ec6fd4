/** Figures of queueing theory that hold exactly. */

/** Probability that all of n servers are busy, of offered load a < n (Erlang 1917, B by recursion). */
export function erlangC(servers: number, offered: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (offered * blocked) / (n + offered * blocked);
  return blocked / (1 - (offered / servers) * (1 - blocked));
}

/**
 * Mean response over mean time alone where `servers` CPUs share Poisson arrivals at load rho < 1 and
 * nobody waits while a CPU is idle. With shared CPUs it holds for any distribution of work (M/G/n-PS).
 */
export function pooledSlowdown(servers: number, rho: number): number {
  return 1 + erlangC(servers, servers * rho) / (servers * (1 - rho));
}
