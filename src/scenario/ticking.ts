import type { Command } from '../cluster/facts/command.js';
import { none } from '../scheduler/policies/none.js';
import type { Policy } from '../scheduler/policies/policy.js';
import type { Scenario } from './scenario.js';

/**
 * Whether the nodes of a scenario must tick: measure themselves, gossip and decide.
 * They need not when nothing of all that can come to light: no policy and no command asks what a
 * node believes, and no message reveals a stranger. Then the run is the same event by event, and
 * faster.
 */
export function needsTicks(scenario: Scenario, policy: Policy): boolean {
  if (policy.scope === 'node' && policy !== none) return true;
  const { discovery, faults, timeline } = scenario;
  if (discovery === 'omdiscd') return true;
  if (faults.some(({ kind }) => kind === 'leave')) return true;
  return timeline.some(({ command }) => asksForTicks(command));
}

/** Whether something that nodes do at their ticks decides what a command does. */
function asksForTicks(command: Command): boolean {
  if (command.do === 'migrate') return command.to === 'balance';
  return !TICKLESS.has(command.do);
}

/** Commands that neither ask what a node believes nor begin anything that does. */
const TICKLESS: ReadonlySet<Command['do']> = new Set([
  ...(['spawn', 'lock', 'unlock', 'stop', 'cont', 'kill', 'renice'] as const),
  ...(['tie', 'untie', 'mask', 'select', 'join', 'crash', 'recover', 'cut', 'heal'] as const),
  ...(['intrude', 'omdiscd', 'bring', 'stay', 'nostay', 'lstay', 'nolstay'] as const),
  ...(['block', 'noblock', 'quiet', 'noquiet', 'mfs', 'nomfs'] as const),
  ...(['set', 'setspeed', 'setyard', 'setdecay', 'settune', 'setmfscosts', 'tune'] as const),
]);
