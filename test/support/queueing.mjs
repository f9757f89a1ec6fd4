/** Figures of queueing theory that policies are compared with; E[S] = 1, servers of speed 1. */

/** Probability that all of n servers are busy, of offered load a (Erlang's B by recursion). */
export function erlangC(n, a) {
  let b = 1;
  for (let servers = 1; servers <= n; servers++) b = (a * b) / (servers + a * b);
  return b / (1 - (a / n) * (1 - b));
}

/** E[T] of M/M/n at load rho (Erlang 1917). */
export function mmnResponse(n, rho) {
  return 1 + erlangC(n, n * rho) / (n * (1 - rho));
}

/** E[T] of E_n/M/1: what each of n nodes in turn sees of Poisson arrivals (Kleinrock 1975, 6.4). */
export function inTurnResponse(n, rho) {
  let sigma = 0.5;
  for (let step = 0; step < 10_000; step++) sigma = ((n * rho) / (n * rho + 1 - sigma)) ** n;
  return 1 / (1 - sigma);
}

/** E[T] with the best of d of infinitely many nodes (Mitzenmacher 1996, Vvedenskaya et al. 1996). */
export function supermarketResponse(d, rho) {
  if (d === 1) return 1 / (1 - rho);
  let sum = 0;
  for (let i = 1; i <= 60; i++) sum += rho ** ((d ** i - d) / (d - 1));
  return sum;
}

/**
 * E[T] when an arrival at a node with T processes or more asks up to `probes` others, of infinitely
 * many, and goes to the first with fewer (Eager, Lazowska & Zahorjan 1986): u is the part of nodes
 * with T or more. A node with fewer gets its own arrivals and those sent to it, rate rho (1 + u (1 -
 * u^L) / (1 - u)); one with more keeps those whose questions were all in vain, rate rho u^L.
 */
export function senderResponse(rho, threshold, probes) {
  const chain = (u) => {
    const low = rho * (1 + (u * (1 - u ** probes)) / (1 - u));
    const high = rho * u ** probes;
    const tail = [1];
    for (let k = 0; k < 400; k++) tail.push(tail[k] * (k < threshold ? low : high));
    const total = tail.reduce((a, b) => a + b, 0);
    const busy = tail.slice(threshold).reduce((a, b) => a + b, 0) / total;
    const number = tail.reduce((sum, part, k) => sum + k * part, 0) / total;
    return { busy, response: number / rho };
  };
  let [least, most] = [0, 1 - 1e-12];
  for (let step = 0; step < 200; step++) {
    const u = (least + most) / 2;
    if (chain(u).busy > u) least = u;
    else most = u;
  }
  return chain(least).response;
}

/**
 * E[T] when a node that becomes idle asks one of infinitely many and fetches a process if it has two
 * or more (work stealing, Mitzenmacher 1998): the part of nodes with i or more is geometric from the
 * second on.
 */
export function stealingResponse(rho) {
  const two = (1 + rho - Math.sqrt(1 + 2 * rho - 3 * rho * rho)) / 2;
  const ratio = rho / (1 + rho - two);
  return (rho + two / (1 - ratio)) / rho;
}

/**
 * E[T] of two nodes of which an arrival joins the shorter queue: the Markov chain itself, cut at
 * `most` processes of a node, its balance by iteration.
 */
export function shortestOfTwoResponse(rho, most = 60) {
  const lambda = 2 * rho;
  const size = most + 1;
  // By symmetry a <= b: pi[a][b].
  let pi = new Float64Array(size * size);
  pi[0] = 1;
  const rate = lambda + 2;
  for (let step = 0; step < 6000; step++) {
    const next = new Float64Array(size * size);
    const add = (a, b, mass) => {
      const at = Math.min(a, b) * size + Math.max(a, b);
      next[at] = next[at] + mass;
    };
    for (let a = 0; a < size; a++) {
      for (let b = a; b < size; b++) {
        const mass = pi[a * size + b];
        if (mass < 1e-18) continue;
        add(Math.min(a + 1, most), b, (mass * lambda) / rate);
        add(Math.max(0, a - 1), b, mass / rate);
        add(a, Math.max(0, b - 1), mass / rate);
      }
    }
    pi = next;
  }
  let number = 0;
  for (let a = 0; a < size; a++) {
    for (let b = a; b < size; b++) number += (a + b) * pi[a * size + b];
  }
  return number / lambda;
}
