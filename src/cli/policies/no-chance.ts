import { lineIn, stackOf } from '../../scheduler/deciding/policy-fault.js';

const refused = new Set<string>();

/**
 * Refuses Math.random to the module at an address: a run with chance of its own could not be
 * repeated. Others still have it.
 */
export function refuseChance(url: string): void {
  if (refused.size === 0) replace();
  refused.add(url);
}

function replace(): void {
  const { random } = Math;
  Math.random = () => {
    const stack = wholeStack();
    for (const url of refused) {
      if (lineIn(stack, url) !== undefined) throw new Error(REASON);
    }
    return random();
  };
}

const REASON =
  'Math.random would make every run another one: use the random() that the policy is given';

function wholeStack(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Number.POSITIVE_INFINITY;
  try {
    return stackOf(new Error());
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
