import type { Command } from '../cluster/facts/command.js';
import { none } from '../scheduler/policies/none.js';
import type { Policy } from '../scheduler/policies/policy.js';
import type { Scenario } from './scenario.js';

/**
 * Whether the nodes of a scenario must tick: measure themselves, gossip and decide.
 * They need not when nothing of all that can come to light: no policy and no command asks what a
 * node believes, and no message reveals a stranger. Then the run is the same event by event, and faster.
 */
export function needsTicks(scenario: Scenario, policy: Policy): boolean {
  if (policy.scope === 'node' && policy !== none) return true;
  const { discovery, faults, timeline } = scenario;
  if (discovery === 'omdiscd') return true;
  if (faults.some(({ kind }) => kind === 'leave')) return true;
  if (workload.some((source) => source.kind === 'batch' && source.profile !== undefined))
    return true;
  return timeline.some(({ command }) => asksForTicks(command));
}

/** Whether something that nodes do at their ticks decides what a command does. */
function asksForTicks(command: Command): boolean {
  switch (command.do) {
    case 'migrate':
      return command.to === 'balance';
    default:
      return !TICKLESS.has(command.do);
  }
}

/** Commands that neither ask what a node believes nor begin anything that does. */
const TICKLESS: ReadonlySet<Command['do']> = new Set([
  ...([
    'spawn',
    'lock',
    'unlock',
    'stop',
    'cont',
    'kill',
    'renice',
    'tie',
    'untie',
    'select',
  ] as const),
  ...(['join', 'crash', 'recover', 'cut', 'heal', 'intrude', 'omdiscd', 'bring'] as const),
  ...(['stay', 'nostay', 'lstay', 'nolstay', 'block', 'noblock', 'quiet', 'noquiet'] as const),
  ...(['mfs', 'nomfs', 'set', 'setspeed', 'setyard', 'setdecay'] as const),
]);
