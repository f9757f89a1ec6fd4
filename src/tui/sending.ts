import { countedProcesses } from '../base/counted.js';
import type { Command, Signal } from '../cluster/facts/command.js';
import type { NodeView } from '../cluster/facts/view.js';
import type { Effect } from './message.js';
import { refusalNotice } from './notice.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';

/** Why nothing can be sent; undefined: it can. */
export function readOnlyReason(state: DashboardState): string | undefined {
  return state.readOnly ? 'read-only: nothing can be changed' : undefined;
}

/** Why time cannot be stopped or changed; undefined: it can. */
export function realTimeReason({ info }: DashboardState): string | undefined {
  return info.clock === 'wall' ? 'real time cannot be changed' : undefined;
}

/**
 * Sends the commands, but asks first when they would end or scatter many processes. What is never
 * carried out is refused at once.
 */
export function sendAsking(state: DashboardState, commands: readonly Command[]): Update {
  const refusal = commands[0] && state.info.refused?.[commands[0].do];
  if (refusal !== undefined) {
    return next({ ...state, dialog: undefined, notice: refusalNotice(refusal) });
  }
  const question = questionOf(state, commands);
  if (question === undefined) return send(state, commands);
  return next({ ...state, dialog: { kind: 'confirm', question, commands, selected: 0 } });
}

/** Sends the commands without asking. */
export function send(state: DashboardState, commands: readonly Command[]): Update {
  const closed: DashboardState = { ...state, dialog: undefined };
  const [first] = commands;
  if (first === undefined) return next(closed);
  return commands.length === 1
    ? next(closed, { type: 'send', command: first })
    : next(closed, { type: 'send-all', commands });
}

/** Whether an effect sends commands to the session. */
export function isSending({ type }: Effect): boolean {
  return type === 'send' || type === 'send-all';
}

/** What is sent is sent as the user that somebody has become (su). */
export function sentAsUser(update: Update): Update {
  const { user: as } = update.state;
  if (as === undefined) return update;
  const effects = update.effects.map((effect) => {
    if (effect.type === 'send') return { ...effect, command: { ...effect.command, as } };
    if (effect.type !== 'send-all') return effect;
    return { ...effect, commands: effect.commands.map((command) => ({ ...command, as })) };
  });
  return { ...update, effects };
}

/** The processes that an act is meant for: those tagged, else the one given. */
export function meantPids({ views }: DashboardState, pid: number): readonly number[] {
  const { tagged } = views.mtop;
  return tagged.size > 0 ? [...tagged] : [pid];
}

/** Acts on nodes that many processes feel. */
const ASKED: ReadonlySet<Command['do']> = new Set(['crash', 'leave', 'reboot', 'expel', 'bring']);

function questionOf(state: DashboardState, commands: readonly Command[]): string | undefined {
  const ended = commands.filter((command) => command.do === 'kill' && isDeadly(command.signal));
  if (ended.length > 1) return `end ${countedProcesses(ended.length)}?`;
  const [first] = commands;
  if (first === undefined || !ASKED.has(first.do)) return undefined;
  const ids = new Set(commands.flatMap((command) => ('node' in command ? [command.node] : [])));
  const nodes = state.sample.nodes.filter(({ id }) => ids.has(id));
  const what = nodes.length === 1 ? `node ${nodes[0]!.id}` : `${nodes.length} nodes`;
  if (first.do === 'crash') {
    const dying = total(nodes, ({ local, guests, away }) => local + guests + away);
    return dying === 0 && nodes.length <= 1
      ? undefined
      : `crash ${what}? ${countedProcesses(dying)} would die`;
  }
  if (first.do === 'reboot') {
    const dying = total(nodes, ({ local, away }) => local + away);
    return dying === 0 ? undefined : `reboot ${what}? ${countedProcesses(dying)} would end`;
  }
  if (first.do === 'leave') {
    const moving = total(nodes, ({ guests, away }) => guests + away);
    return moving === 0 && nodes.length <= 1
      ? undefined
      : `${what}: leave the cluster? ${countedProcesses(moving)} would migrate`;
  }
  return nodes.length <= 1 ? undefined : `${first.do} on ${what}?`;
}

function total(nodes: readonly NodeView[], amount: (node: NodeView) => number): number {
  return nodes.reduce((sum, node) => sum + amount(node), 0);
}

function isDeadly(signal: Signal | undefined): boolean {
  return signal !== 'STOP' && signal !== 'CONT';
}
