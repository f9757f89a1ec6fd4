import { reasonsOf } from './openmosix-reasons.js';
import {
  heaviestOf,
  heaviestToLeave,
  isDoneLater,
  isStuck,
  isUsable,
  isWorthwhile,
  largestOf,
  mostGained,
  movableCandidates,
  predictedLoad,
  progressHere,
  progressThere,
  secondsSooner,
  secondsWon,
} from './openmosix-terms.js';
import type { Candidate, Decision, Entry, NodePolicy, Situation } from './policy.js';

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
  decide,
  judge: (situation: Situation) => reasonsOf(situation, decide(situation)),
} as const satisfies NodePolicy;

function decide(situation: Situation): Decision {
  const ushered = usher(situation);
  if (ushered !== undefined) return ushered;
  const balanced = balance(situation);
  if (balanced.move !== undefined || situation.own.waiting === 0) return balanced;
  return approach(situation) ?? balanced;
}

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
  let best: { entry: Entry; candidate: Candidate; gain: number } | undefined;
  for (const entry of known) {
    if (!isUsable(situation, entry)) continue;
    const most = mostGained(situation, entry);
    if (most === undefined || !(most.gain > parameters.stability)) continue;
    if (most.gain > (best?.gain ?? 0)) best = { entry, ...most };
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
  const heaviest = heaviestToLeave(situation);
  if (heaviest === undefined) return undefined;
  const hasFreeCpu = own.runnable <= own.countedCpus;
  let best: Entry | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const entry of known) {
    if (!isUsable(situation, entry) || (hasFreeCpu && entry.speed <= own.speed)) continue;
    if (predictedLoad(entry, parameters.stability) >= own.load) continue;
    const won = secondsSooner(situation, heaviest, entry);
    if (won > most) {
      best = entry;
      most = won;
    }
  }
  return best;
}

function stay(reason: string, numbers: Readonly<Record<string, number>>): Decision {
  return { move: undefined, reason, numbers };
}
