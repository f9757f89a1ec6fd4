import { formatBytes, formatRoughly } from '../../base/units.js';
import { apart, digitsApart } from './judging.js';
import {
  heaviestToLeave,
  isUsable,
  mostGained,
  movableCandidates,
  predictedLoad,
  secondsSooner,
} from './openmosix-terms.js';
import type { Decision, Entry, Judgement, Situation } from './policy.js';

/** The reasons of openMosix's decision, by its own terms. */
export function reasonsOf(situation: Situation, decision: Decision): Judgement {
  const target = decision.move === undefined ? undefined : decision.to;
  const lost = new Map<number, string>();
  for (const entry of situation.known) {
    if (entry.node !== target) lost.set(entry.node, lostBy(situation, entry, decision));
  }
  return { decision, lost };
}

/** Why a node is not the target of a decision. */
function lostBy(situation: Situation, entry: Entry, decision: Decision): string {
  const { own, known, parameters } = situation;
  const { best, predicted, gain, bestFreeBytes } = decision.numbers ?? {};
  if (entry.blocked) return 'it accepts no guests';
  if (!isUsable(situation, entry)) return 'heard of too long ago';
  if (bestFreeBytes !== undefined) {
    return `${formatBytes(entry.freeBytes)} free, not ${formatBytes(bestFreeBytes)}`;
  }
  if (gain !== undefined) return lostByGain(mostGained(situation, entry)?.gain, gain);
  if (own.runnable === 0) return 'nothing runs here';
  if (entry.node === best) return lostAsBest(situation, entry, decision);
  // While each process has a CPU, as the node counts them, only a faster one would do.
  if (own.runnable <= own.countedCpus && entry.speed <= own.speed) {
    return entry.speed === own.speed
      ? `speed ${entry.speed}, as here`
      : `speed ${entry.speed}, ${own.speed} here`;
  }
  const would = predictedLoad(entry, parameters.stability);
  const target = known.find(({ node }) => node === best);
  const later = target === undefined ? undefined : secondsLater(situation, entry, target);
  if (later !== undefined) {
    if (would >= own.load) return `would be ${apart(would, own.load, 'here ')}`;
    if (later > 0) return `done ${formatRoughly(later)} later`;
  } else if (predicted !== undefined && would > predicted) {
    return `would be ${apart(would, predicted)}`;
  }
  return target !== undefined && movableCandidates(situation, entry).length > 0
    ? `just as good as node ${best}`
    : 'no process here may go there';
}

/** What keeps the best known node from being chosen. */
function lostAsBest(situation: Situation, entry: Entry, decision: Decision): string {
  const { load } = situation.own;
  const { predicted = 0, moveSeconds, wonSeconds } = decision.numbers ?? {};
  if (predicted >= load) return `the best: ${apart(predicted, load, 'here ')}`;
  if (moveSeconds !== undefined && wonSeconds !== undefined) {
    return `the best: ${formatRoughly(moveSeconds)} away, wins ${formatRoughly(wonSeconds)}`;
  }
  const movable = movableCandidates(situation, entry);
  if (movable.length === 0) return 'the best: no process may go';
  const { stability } = situation.parameters;
  const fits = movable.some(({ threads = 1 }) => predictedLoad(entry, stability * threads) < load);
  return fits ? 'the best: calls cost more' : 'the best: too full for threads';
}

function lostByGain(gain: number | undefined, most: number): string {
  if (gain === undefined) return 'no process would wait less';
  const digits = digitsApart(gain, most);
  return `${gain.toFixed(digits)} times as fast, not ${most.toFixed(digits)}`;
}

/**
 * TOPOLOGY: by how much the heaviest process would be done later than at the target; undefined: the
 * target was not found by that.
 */
function secondsLater(situation: Situation, entry: Entry, target: Entry): number | undefined {
  const { own, parameters } = situation;
  if (parameters.topology === 0) return undefined;
  if (predictedLoad(target, parameters.stability) >= own.load) return undefined;
  const heaviest = heaviestToLeave(situation);
  if (heaviest === undefined) return undefined;
  return secondsSooner(situation, heaviest, target) - secondsSooner(situation, heaviest, entry);
}
