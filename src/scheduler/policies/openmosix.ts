import type { Candidate, Decision, Entry, NodePolicy, OwnNode, Situation } from './policy.js';

/**
 * openMosix 2.4: the heaviest process that may move goes to the least loaded node of the vector,
 * if that is better by `stability` process loads, and if the calls that would have to be forwarded
 * do not eat the gain. Low memory comes first; a process that waits for its files goes to them.
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
    const ushered = isLow ? usher(situation) : undefined;
    if (ushered !== undefined) return ushered;
    const balanced = balance(situation);
    if (balanced.move !== undefined || own.waiting === 0) return balanced;
    return approach(situation) ?? balanced;
  },
};

/** Load balancing: one comparison, with its numbers. */
function balance(situation: Situation): Decision {
  const { own, parameters } = situation;
  const load = own.load;
  if (own.runnable === 0) return stay('nothing runs here', { load });
  if (situation.known.length === 0) return stay('no other node is known', { load });
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
  const movable = movableCandidates(situation, best);
  if (movable.length === 0) return stay('no process here may move', numbers);
  const gaining = movable.filter((candidate) => {
    if (candidate.waitPerWork === 0 && candidate.waitAt(best.node) === 0) return true;
    if (isStuck(candidate)) return false;
    return progressThere(best, candidate) > progressHere(own, candidate);
  });
  const heaviest = heaviestOf(gaining);
  if (heaviest === undefined) return stay('forwarded calls would eat the gain', numbers);
  const reason = 'less loaded there';
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
  const heaviest = heaviestOf(movableCandidates(situation, roomiest));
  if (heaviest === undefined) return undefined;
  const numbers = { freeBytes: situation.own.freeBytes, bestFreeBytes: roomiest.freeBytes };
  return { move: heaviest.pid, to: roomiest.node, reason: 'memory is low here', numbers };
}

/** A process that waits for calls or files goes where it would get on `stability` times as fast. */
function approach(situation: Situation): Decision | undefined {
  const { own, known, parameters } = situation;
  let best: { candidate: Candidate; entry: Entry; gain: number } | undefined;
  for (const entry of known) {
    if (!isUsable(situation, entry)) continue;
    for (const candidate of movableCandidates(situation, entry)) {
      if (candidate.waitPerWork === 0 || isStuck(candidate)) continue;
      const gain = progressThere(entry, candidate) / progressHere(own, candidate);
      if (gain > parameters.stability && gain > (best?.gain ?? 0))
        best = { candidate, entry, gain };
    }
  }
  if (best === undefined) return undefined;
  const { candidate, entry, gain } = best;
  const numbers = { load: own.load, best: entry.node, bestLoad: entry.load, gain };
  const reason = 'it would wait less for its calls and files there';
  return { move: candidate.pid, to: entry.node, reason, numbers };
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

/** Speed of the standard CPU: a 1 GHz Pentium III. */
const STANDARD_SPEED = 10000;

/** Load of a node with so many always-runnable processes more; `stability` need not be whole. */
function predictedLoad(entry: Entry, processes: number): number {
  return entry.load + (processes * STANDARD_SPEED) / (entry.countedCpus * entry.speed);
}

function isUsable({ now, parameters }: Situation, entry: Entry): boolean {
  return !entry.blocked && now - entry.measuredAt <= parameters.staleness;
}

/** Those that may move, have run and stayed long enough, and fit into the target's free memory. */
function movableCandidates(situation: Situation, target: Entry): readonly Candidate[] {
  const { minRun, minResidence } = situation.parameters;
  return situation.candidates().filter((candidate) => {
    if (candidate.cantmove.length > 0 || candidate.cpuSeconds < minRun) return false;
    if (candidate.migrations > 0 && candidate.residenceSeconds < minResidence) return false;
    return candidate.memoryBytes <= target.freeBytes;
  });
}

function heaviestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let heaviest: Candidate | undefined;
  for (const candidate of candidates) {
    if (heaviest === undefined || weightOf(candidate) > weightOf(heaviest)) heaviest = candidate;
  }
  return heaviest;
}

/** What it uses of a CPU now, less if it did not in the past (mosrun's decay kinds). */
function weightOf({ use, history = 1 }: Candidate): number {
  return use * history;
}

function stay(reason: string, numbers: Readonly<Record<string, number>>): Decision {
  return { move: undefined, reason, numbers };
}

/** Whether its files are out of reach: it does not run, and there is nothing to compare. */
function isStuck({ waitPerWork }: Candidate): boolean {
  return waitPerWork === Number.POSITIVE_INFINITY;
}

/** Work per second that a process gets where it is, as its node can tell. */
function progressHere(own: OwnNode, candidate: Candidate): number {
  return progress(own.speed, own.load, candidate.waitPerWork);
}

/** Work per second that a process would get on another node, as far as that is known. */
function progressThere(entry: Entry, candidate: Candidate): number {
  const load = predictedLoad(entry, 1);
  return progress(entry.speed, load, candidate.waitAt(entry.node));
}

/**
 * A process gets a whole CPU or, in openMosix's units, its part of the load, 1 / load, and then
 * waits for its calls and files.
 */
function progress(speed: number, load: number, waitPerWork: number): number {
  const rate = Math.min(speed / STANDARD_SPEED, 1 / load);
  return 1 / (1 / rate + waitPerWork);
}
