import type { Decision } from './policies/policy.js';

/** A decision with its place and time. `refusal`: why the move could not be carried out. */
export interface Decided {
  readonly at: number;
  readonly decision: Decision;
  readonly refusal: string | undefined;
}

/** A decision as a sentence with its numbers. */
export function sentenceOf(decision: Decision): string {
  const numbers = Object.entries(decision.numbers ?? {});
  if (numbers.length === 0) return decision.reason;
  const words = numbers.map(([name, value]) => `${name} ${shortNumber(value)}`);
  return `${decision.reason} (${words.join(', ')})`;
}

function shortNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
