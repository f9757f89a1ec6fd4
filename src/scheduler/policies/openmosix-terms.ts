import type { Candidate, Entry, OwnNode, Situation } from './policy.js';
import { STANDARD_SPEED } from './power.js';

/** The terms by which openMosix's policy compares nodes and processes. */

/** Load of a node with that many more always-runnable processes; `stability` need not be whole. */
export function predictedLoad(entry: Entry, processes: number): number {
  return entry.load + (processes * STANDARD_SPEED) / (entry.countedCpus * entry.speed);
}

/** Whether it is fresh and accepts guests. */
export function isUsable({ now, parameters }: Situation, entry: Entry): boolean {
  return !entry.blocked && now - entry.measuredAt <= parameters.staleness;
}

/** Those that may move, have run and stayed long enough, and leave the target its reserve. */
export function movableCandidates(situation: Situation, target: Entry): readonly Candidate[] {
  const { minRun, minResidence, memoryReserve } = situation.parameters;
  return situation.candidates().filter((candidate) => {
    if (candidate.cantmove.length > 0 || candidate.cpuSeconds < minRun) return false;
    if (candidate.mayGo?.(target.node) === false) return false;
    if (candidate.migrations > 0 && candidate.residenceSeconds < minResidence) return false;
    if (candidate.memoryBytes === 0) return true;
    return target.freeBytes - candidate.memoryBytes >= memoryReserve * target.memoryBytes;
  });
}

export function heaviestOf(candidates: readonly Candidate[]): Candidate | undefined {
  let heaviest: Candidate | undefined;
  for (const candidate of candidates) {
    if (heaviest === undefined || weightOf(candidate) > weightOf(heaviest)) heaviest = candidate;
  }
  return heaviest;
}

export function largestOf(candidates: readonly Candidate[]): Candidate | undefined {
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

/** Whether its files are out of reach: it does not run, and there is nothing to compare. */
export function isStuck({ waitPerWork }: Candidate): boolean {
  return waitPerWork === Number.POSITIVE_INFINITY;
}

/** Seconds by which a process is done sooner on another node, not counting the way. */
export function secondsWon(situation: Situation, candidate: Candidate, entry: Entry): number {
  const here = progressHere(situation.own, candidate);
  return workLeft(situation.own, candidate) * (1 / here - 1 / progressThere(entry, candidate));
}

/** Whether a process is done sooner on another node although it has to get there. */
export function isWorthwhile(situation: Situation, candidate: Candidate, entry: Entry): boolean {
  const { moveCost } = situation.parameters;
  if (moveCost === 0) return true;
  return moveCost * candidate.moveSeconds(entry.node) < secondsWon(situation, candidate, entry);
}

/** Whether a process would still be here when it has got to another node. */
export function isDoneLater(situation: Situation, candidate: Candidate, entry: Entry): boolean {
  const { own, parameters } = situation;
  const secondsLeft = workLeft(own, candidate) / progressHere(own, candidate);
  return parameters.moveCost * candidate.moveSeconds(entry.node) <= secondsLeft;
}

/** Work that a process is expected to do yet: as much as it has done. */
function workLeft(own: OwnNode, { cpuSeconds }: Candidate): number {
  return (cpuSeconds * own.speed) / STANDARD_SPEED;
}

/** Work per second that a process gets where it is, as its node can tell. */
export function progressHere(own: OwnNode, candidate: Candidate): number {
  return progress(own.speed, own.load, candidate.waitPerWork);
}

/** Work per second that a process would get on another node, as far as that is known. */
export function progressThere(entry: Entry, candidate: Candidate): number {
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

/** Of the processes that wait for calls or files, the one that gains most by another node. */
export function mostGained(
  situation: Situation,
  entry: Entry,
): { readonly candidate: Candidate; readonly gain: number } | undefined {
  let most: { candidate: Candidate; gain: number } | undefined;
  for (const candidate of movableCandidates(situation, entry)) {
    if (candidate.waitPerWork === 0 || isStuck(candidate)) continue;
    if (!isWorthwhile(situation, candidate, entry)) continue;
    const gain = progressThere(entry, candidate) / progressHere(situation.own, candidate);
    if (gain > (most?.gain ?? 0)) most = { candidate, gain };
  }
  return most;
}

/** The process for which TOPOLOGY compares nodes; undefined: none may move. */
export function heaviestToLeave(situation: Situation): Candidate | undefined {
  const { minRun } = situation.parameters;
  const mayMove = (one: Candidate) => one.cantmove.length === 0 && one.cpuSeconds >= minRun;
  return heaviestOf(situation.candidates().filter(mayMove));
}

/** Seconds by which it would be done sooner there, `topology` times the way there included. */
export function secondsSooner(situation: Situation, candidate: Candidate, entry: Entry): number {
  const waySeconds = situation.parameters.topology * candidate.moveSeconds(entry.node);
  return secondsWon(situation, candidate, entry) - waySeconds;
}
