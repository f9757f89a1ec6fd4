import type { Candidate, Decision, Entry, NodePolicy, OwnNode, Situation } from './policy.js';

/**
 * openMosix 2.4: the heaviest process that may move goes to the least loaded node of the vector,
 * if that is better by `stability` process loads, and if neither the calls that would have to be
 * forwarded nor the move itself eat the gain. Low memory comes first; a process that waits for its
 * files goes to them. No target is left with less than its reserve of memory.
 *
 * Source: openMosix HOWTO; MOSIX's load balancer as kept by Kerrighed (mosix_load_balancer.c).
 */
export const openmosix = {
  name: 'openmosix',
  about: 'each node sends its heaviest process to the least loaded node it knows of',
  scope: 'node',
  decide(situation: Situation): Decision {
    const ushered = usher(situation);
    if (ushered !== undefined) return ushered;
    const balanced = balance(situation);
    if (balanced.move !== undefined || situation.own.waiting === 0) return balanced;
    return approach(situation) ?? balanced;
  },
} as const satisfies NodePolicy;

/** Load balancing: one comparison, with its numbers. */
function balance(situation: Situation): Decision {
  const { own } = situation;
  const load = own.load;
  if (own.runnable === 0) return stay('nothing runs here', { load });
  // Not before: what is known is computed when it is asked for.
  const { known } = situation;
  if (known.length === 0) return stay('no other node is known', { load });
  return balanceAmong(situation, known);
}

/** @param known the nodes that are compared: those that no process here may go to are left out */
function balanceAmong(situation: Situation, known: readonly Entry[]): Decision {
  const { own, parameters } = situation;
  const { load } = own;
  const best = bestTarget(situation, known);
  if (best === undefined) {
    // A free CPU is here already: only a faster node could be better.
    return own.runnable <= own.countedCpus
      ? stay('no more processes than CPUs, and no faster node known', { load })
      : stay('no known node is fresh and accepts guests', { load });
  }
  const predicted = predictedLoad(best, parameters.stability);
  const numbers = { load, best: best.node, bestLoad: best.load, predicted };
  if (predicted >= load) return stay('no node is better by enough', numbers);
  const movable = movableCandidates(situation, best);
  if (movable.length === 0) {
    const isMasked = situation.candidates().some(({ mayGo }) => mayGo?.(best.node) === false);
    const others = known.filter((entry) => entry !== best);
    return isMasked && others.length > 0
      ? balanceAmong(situation, others)
      : stay('no process here may move', numbers);
  }
  const fitting = movable.filter(({ threads = 1 }) => {
    return predictedLoad(best, parameters.stability * threads) < load;
  });
  if (fitting.length === 0) return stay('no node is better by enough', numbers);
  const gaining = fitting.filter((candidate) => {
    if (candidate.waitPerWork === 0 && candidate.waitAt(best.node) === 0) return true;
    if (isStuck(candidate)) return false;
    return progressThere(best, candidate) > progressHere(own, candidate);
  });
  if (gaining.length === 0) return stay('forwarded calls would eat the gain', numbers);
  const worthwhile = gaining.filter((candidate) => isWorthwhile(situation, candidate, best));
  const heaviest = heaviestOf(worthwhile);
  if (heaviest === undefined) {
    const cheapest = gaining[0]!;
    const moveSeconds = cheapest.moveSeconds(best.node);
    const wonSeconds = secondsWon(situation, cheapest, best);
    return stay('a move takes longer than it wins', { ...numbers, moveSeconds, wonSeconds });
  }
  const reason = 'less loaded there';
  return { move: heaviest.pid, to: best.node, reason, numbers };
}

/**
 * Memory ushering: a process leaves for the roomiest node, whatever the loads, if that makes up for
 * what is missing of the reserve: one that alone does, or else the largest, if all together do.
 * A process already leaving counts as gone. None leaves that would finish before it has left.
 */
function usher(situation: Situation): Decision | undefined {
  const { own, parameters } = situation;
  const freeBytes = own.memoryBytes - own.expectedBytes;
  const missingBytes = parameters.memoryReserve * own.memoryBytes - freeBytes;
  if (missingBytes <= 0) return undefined;
  const roomiest = roomiestOf(situation);
  if (roomiest === undefined) return undefined;
  const leaving = movableCandidates(situation, roomiest).filter((candidate) => {
    const freeThere = roomiest.freeBytes - candidate.memoryBytes;
    if (candidate.memoryBytes === 0 || freeThere < freeBytes) return false;
    return isDoneLater(situation, candidate, roomiest);
  });
  const together = leaving.reduce((bytes, { memoryBytes }) => bytes + memoryBytes, 0);
  // A node that swaps is better off with anything less.
  if (together < missingBytes && freeBytes >= 0) return undefined;
  const sufficient = leaving.filter(({ memoryBytes }) => memoryBytes >= missingBytes);
  const chosen = heaviestOf(sufficient) ?? largestOf(leaving);
  if (chosen === undefined) return undefined;
  const numbers = {
    freeBytes: own.freeBytes,
    best: roomiest.node,
    bestFreeBytes: roomiest.freeBytes,
  };
  return { move: chosen.pid, to: roomiest.node, reason: 'memory is low here', numbers };
}

function roomiestOf(situation: Situation): Entry | undefined {
  let roomiest: Entry | undefined;
  for (const entry of situation.known) {
    if (!isUsable(situation, entry)) continue;
    if (roomiest === undefined || entry.freeBytes > roomiest.freeBytes) roomiest = entry;
  }
  return roomiest;
}

/** A process that waits for calls or files goes where it would get on `stability` times as fast. */
function approach(situation: Situation): Decision | undefined {
  const { own, known, parameters } = situation;
  let best: { candidate: Candidate; entry: Entry; gain: number } | undefined;
  for (const entry of known) {
    if (!isUsable(situation, entry)) continue;
    for (const candidate of movableCandidates(situation, entry)) {
      if (candidate.waitPerWork === 0 || isStuck(candidate)) continue;
      if (!isWorthwhile(situation, candidate, entry)) continue;
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

function bestTarget(situation: Situation, known: readonly Entry[]): Entry | undefined {
  const { own, parameters } = situation;
  if (parameters.topology > 0) {
    const soonest = soonestTarget(situation, known);
    if (soonest !== undefined) return soonest;
  }
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

/**
 * TOPOLOGY: of the nodes that are better by enough, the one where the heaviest process is done
 * first, `topology` times the way there included; undefined: none is better, or nobody may move.
 */
function soonestTarget(situation: Situation, known: readonly Entry[]): Entry | undefined {
  const { own, parameters } = situation;
  const { topology, stability, minRun } = parameters;
  const mayMove = (one: Candidate) => one.cantmove.length === 0 && one.cpuSeconds >= minRun;
  const heaviest = heaviestOf(situation.candidates().filter(mayMove));
  if (heaviest === undefined) return undefined;
  const hasFreeCpu = own.runnable <= own.countedCpus;
  let best: Entry | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const entry of known) {
    if (!isUsable(situation, entry) || (hasFreeCpu && entry.speed <= own.speed)) continue;
    if (predictedLoad(entry, stability) >= own.load) continue;
    const won =
      secondsWon(situation, heaviest, entry) - topology * heaviest.moveSeconds(entry.node);
    if (won > most) {
      best = entry;
      most = won;
    }
  }
  return best;
}

/** Speed of the standard CPU: a 1 GHz Pentium III. */
const STANDARD_SPEED = 10000;

/** Load of a node with that many more always-runnable processes; `stability` need not be whole. */
export function predictedLoad(entry: Entry, processes: number): number {
  return entry.load + (processes * STANDARD_SPEED) / (entry.countedCpus * entry.speed);
}

function isUsable({ now, parameters }: Situation, entry: Entry): boolean {
  return !entry.blocked && now - entry.measuredAt <= parameters.staleness;
}

/** Those that may move, have run and stayed long enough, and leave the target its reserve. */
function movableCandidates(situation: Situation, target: Entry): readonly Candidate[] {
  const { minRun, minResidence, memoryReserve } = situation.parameters;
  return situation.candidates().filter((candidate) => {
    if (candidate.cantmove.length > 0 || candidate.cpuSeconds < minRun) return false;
    if (candidate.mayGo?.(target.node) === false) return false;
    if (candidate.migrations > 0 && candidate.residenceSeconds < minResidence) return false;
    if (candidate.memoryBytes === 0) return true;
    return target.freeBytes - candidate.memoryBytes >= memoryReserve * target.memoryBytes;
  });
}

function heaviestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let heaviest: Candidate | undefined;
  for (const candidate of candidates) {
    if (heaviest === undefined || weightOf(candidate) > weightOf(heaviest)) heaviest = candidate;
  }
  return heaviest;
}

function largestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let largest: Candidate | undefined;
  for (const candidate of candidates) {
    if (largest === undefined || candidate.memoryBytes > largest.memoryBytes) largest = candidate;
  }
  return largest;
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

/** Seconds by which a process is done sooner on another node, not counting the way. */
function secondsWon(situation: Situation, candidate: Candidate, entry: Entry): number {
  const here = progressHere(situation.own, candidate);
  return workLeft(situation.own, candidate) * (1 / here - 1 / progressThere(entry, candidate));
}

/** Whether a process is done sooner on another node although it has to get there. */
function isWorthwhile(situation: Situation, candidate: Candidate, entry: Entry): boolean {
  const { moveCost } = situation.parameters;
  if (moveCost === 0) return true;
  return moveCost * candidate.moveSeconds(entry.node) < secondsWon(situation, candidate, entry);
}

/** Whether a process would still be here when it has got to another node. */
function isDoneLater(situation: Situation, candidate: Candidate, entry: Entry): boolean {
  const { own, parameters } = situation;
  const secondsLeft = workLeft(own, candidate) / progressHere(own, candidate);
  return parameters.moveCost * candidate.moveSeconds(entry.node) <= secondsLeft;
}

/** Work that a process is expected to do yet: as much as it has done. */
function workLeft(own: OwnNode, { cpuSeconds }: Candidate): number {
  return (cpuSeconds * own.speed) / STANDARD_SPEED;
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
