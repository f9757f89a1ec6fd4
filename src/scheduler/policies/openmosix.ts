import type { Candidate, Decision, Entry, NodePolicy, Situation } from './policy.js';

/**
 * openMosix 2.4: the heaviest process that may move goes to the least loaded node of the vector,
 * if that is better by `stability` process loads. Low memory comes first.
 *
 * Source: openMosix HOWTO; MOSIX's load balancer as kept by Kerrighed (mosix_load_balancer.c).
 */
export const openmosix: NodePolicy = {
  name: 'openmosix',
  about: 'each node sends its heaviest process to the least loaded node it knows of',
  scope: 'node',
  decide(situation) {
    const { own, parameters } = situation;
    const isLow = own.freeBytes < parameters.memoryReserve * own.memoryBytes;
    return (isLow ? usher(situation) : undefined) ?? balance(situation);
  },
};

/** Load balancing: one comparison, with its numbers. */
function balance(situation: Situation): Decision {
  const { own, parameters, known } = situation;
  const load = own.load;
  if (own.runnable === 0) return stay('nothing runs here', { load });
  if (known.length === 0) return stay('no other node is known', { load });
  const best = bestTarget(situation);
  if (best === undefined) {
    // A free CPU is here already: only a faster node could be better.
    return own.runnable <= own.countedCpus
      ? stay('no more processes than CPUs, and no faster node known', { load })
      : stay('no node is known that is fresh and takes guests', { load });
  }
  const predicted = predictedLoad(best, parameters.stability);
  const numbers = { load, best: best.node, bestLoad: best.load, predicted };
  if (predicted >= load) return stay('no node is better enough', numbers);
  const heaviest = heaviestCandidate(situation, best);
  if (heaviest === undefined) return stay('no process here may move', numbers);
  const reason = 'the best node would be less loaded even with one process more';
  return { move: heaviest.pid, to: best.node, reason, numbers };
}

/** Memory ushering: the process that fits the roomiest node leaves, whatever the loads. */
function usher(situation: Situation): Decision | undefined {
  let roomiest: Entry | undefined;
  for (const entry of situation.known) {
    if (!isUsable(situation, entry)) continue;
    if (roomiest === undefined || entry.freeBytes > roomiest.freeBytes) roomiest = entry;
  }
  if (roomiest === undefined || roomiest.freeBytes <= situation.own.freeBytes) return undefined;
  const heaviest = heaviestCandidate(situation, roomiest);
  if (heaviest === undefined) return undefined;
  const numbers = { freeBytes: situation.own.freeBytes, bestFreeBytes: roomiest.freeBytes };
  return { move: heaviest.pid, to: roomiest.node, reason: 'memory is low here', numbers };
}

function bestTarget(situation: Situation): Entry | undefined {
  const { own, known, parameters } = situation;
  const hasFreeCpu = own.runnable <= own.countedCpus;
  let best: Entry | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const entry of known) {
    if (!isUsable(situation, entry) || (hasFreeCpu && entry.speed <= own.speed)) continue;
    const predicted = predictedLoad(entry, parameters.stability);
    if (predicted < least) {
      best = entry;
      least = predicted;
    }
  }
  return best;
}

/** Load of a node with `stability` more processes. */
function predictedLoad(entry: Entry, stability: number): number {
  return entry.load + (stability * 10000) / (entry.countedCpus * entry.speed);
}

function isUsable({ now, parameters }: Situation, entry: Entry): boolean {
  return !entry.blocked && now - entry.measuredAt <= parameters.staleness;
}

function heaviestCandidate(situation: Situation, target: Entry): Candidate | undefined {
  const { minRun, minResidence } = situation.parameters;
  let heaviest: Candidate | undefined;
  for (const candidate of situation.candidates()) {
    if (candidate.cantmove.length > 0 || candidate.cpuSeconds < minRun) continue;
    if (candidate.migrations > 0 && candidate.residenceSeconds < minResidence) continue;
    if (candidate.memoryBytes > target.freeBytes) continue;
    if (heaviest === undefined || candidate.use > heaviest.use) heaviest = candidate;
  }
  return heaviest;
}

function stay(reason: string, numbers: Readonly<Record<string, number>>): Decision {
  return { move: undefined, reason, numbers };
}
