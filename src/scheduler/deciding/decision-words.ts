import { formatBytes, formatRoughly } from '../../base/units.js';
import type { Decision, DecisionNumbers } from '../policies/policy.js';

/** A decision with its place and time. `refusal`: why the move could not be carried out. */
export interface Decided {
  readonly at: number;
  readonly decision: Decision;
  readonly refusal: string | undefined;
}

/** A decision as a sentence, its numbers first: they are what a narrow screen has room for. */
export function sentenceOf({ reason, numbers = {} }: Decision): string {
  const figures = figuresOf(numbers);
  return figures === '' ? reason : `${figures}: ${reason}`;
}

/**
 * The numbers of a decision in words: those of the built-in policies as a comparison (`load 1.51,
 * 1.30 at node 2 with it`), others by their names (`own threshold 0.75`).
 */
export function figuresOf(numbers: DecisionNumbers): string {
  const { load, best, bestLoad, predicted, gain, freeBytes, bestFreeBytes, ...more } = numbers;
  const { moveSeconds, wonSeconds, ...others } = more;
  const place = best === undefined ? 'there' : `at node ${best}`;
  // What differs is seen to differ.
  const digits = load?.toFixed(2) === predicted?.toFixed(2) ? 4 : 2;
  const there =
    gain !== undefined
      ? `${gain.toFixed(1)} times as fast ${place}`
      : predicted !== undefined
        ? `${predicted.toFixed(digits)} ${place} with it`
        : bestLoad !== undefined
          ? `${bestLoad.toFixed(2)} ${place}`
          : undefined;
  const figures = [
    load === undefined ? undefined : `load ${load.toFixed(digits)}`,
    there,
    freeBytes === undefined ? undefined : `free memory ${formatBytes(freeBytes)}`,
    moveSeconds === undefined ? undefined : `moving takes ${formatRoughly(moveSeconds)}`,
    wonSeconds === undefined ? undefined : `wins ${formatRoughly(wonSeconds)}`,
    bestFreeBytes === undefined ? undefined : `${formatBytes(bestFreeBytes)} ${place}`,
    ...Object.entries(others).map(([name, value]) => `${words(name)} ${shortNumber(value)}`),
  ];
  return figures.filter((figure) => figure !== undefined).join(', ');
}

/** `ownThreshold` as `own threshold`. */
function words(name: string): string {
  return name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
