import type { Command, Signal } from '../cluster/facts/command.js';
import { countProcesses } from './notice.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';

/** Why nothing can be sent; undefined: it can. */
export function readOnlyReason(state: DashboardState): string | undefined {
  return state.readOnly ? 'read-only: nothing can be changed' : undefined;
}

/** Sends the commands, but asks first when they would end many processes. */
export function sendAsking(state: DashboardState, commands: readonly Command[]): Update {
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

/** The processes that an act is meant for: those tagged, else the one given. */
export function meantPids({ views }: DashboardState, pid: number): readonly number[] {
  const { tagged } = views.mtop;
  return tagged.size > 0 ? [...tagged] : [pid];
}

function questionOf(state: DashboardState, commands: readonly Command[]): string | undefined {
  const ended = commands.filter((command) => command.do === 'kill' && isDeadly(command.signal));
  if (ended.length > 1) return `end ${countProcesses(ended.length)}?`;
  for (const command of commands) {
    if (command.do !== 'crash') continue;
    const node = state.sample.nodes.find(({ id }) => id === command.node);
    const dying = node === undefined ? 0 : node.local + node.guests + node.away;
    if (dying > 1) return `crash node ${command.node}? ${countProcesses(dying)} would die`;
  }
  return undefined;
}

function isDeadly(signal: Signal | undefined): boolean {
  return signal !== 'STOP' && signal !== 'CONT';
}
