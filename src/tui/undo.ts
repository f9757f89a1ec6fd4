import type { Answer, Command } from '../cluster/facts/command.js';
import type { Sample } from './past/sample.js';
import { isSending, sendAsking } from './sending.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';

/**
 * The state that knows how what was answered can be taken back; what was refused changes nothing.
 */
export function withUndo(
  state: DashboardState,
  answers: readonly { readonly command: Command; readonly answer: Answer }[],
): DashboardState {
  if (!answers.some(({ answer }) => answer.accepted)) return state;
  const before = state.beforeSending ?? state.sample;
  const undo = answers.flatMap(({ command, answer }) => {
    const inverse = answer.accepted ? inverseOf(command, before, answer.pid) : undefined;
    return inverse ?? [];
  });
  return { ...state, undo, beforeSending: undefined };
}

/** Takes the last act back; what that does can be taken back in turn. */
export function takeBack(state: DashboardState): Update {
  return state.undo.length === 0 ? next(state) : sendAsking(state, state.undo);
}

export function nothingToTakeBack({ undo }: DashboardState): string | undefined {
  return undo.length === 0 ? 'there is nothing to take back' : undefined;
}

/** The state that remembers how things were when something was sent. */
export function rememberingBefore({ state, effects }: Update): Update {
  return effects.some(isSending)
    ? next({ ...state, beforeSending: state.sample }, ...effects)
    : { state, effects };
}

/**
 * Commands that turn each other back; a guest sent away does not come back, but others may come.
 */
const OPPOSITES: Readonly<Partial<Record<Command['do'], Command['do']>>> = {
  ...{ leave: 'join', join: 'leave', crash: 'recover', expel: 'noblock', bring: 'nolstay' },
  ...{ stay: 'nostay', nostay: 'stay', lstay: 'nolstay', nolstay: 'lstay' },
  ...{ block: 'noblock', noblock: 'block', quiet: 'noquiet', noquiet: 'quiet' },
  ...{ mfs: 'nomfs', nomfs: 'mfs', cut: 'heal', heal: 'cut', tie: 'untie', untie: 'tie' },
  ...{ lock: 'unlock', unlock: 'lock', stop: 'cont', cont: 'stop' },
};

function inverseOf(
  command: Command,
  before: Sample,
  started: number | undefined,
): Command | undefined {
  const opposite = OPPOSITES[command.do];
  if (opposite !== undefined) return { ...command, do: opposite } as Command;
  switch (command.do) {
    case 'migrate': {
      const from = before.processes.find(({ pid }) => pid === command.pid)?.node;
      return from === undefined ? undefined : { ...command, to: from };
    }
    case 'renice': {
      const nice = before.processes.find(({ pid }) => pid === command.pid)?.nice;
      return nice === undefined ? undefined : { ...command, nice };
    }
    case 'setspeed': {
      const speed = before.nodes.find(({ id }) => id === command.node)?.believedSpeed;
      return speed === undefined ? undefined : { ...command, speed };
    }
    case 'policy':
      return { ...command, name: before.info.policy };
    case 'set': {
      const value = before.info.parameters?.[command.parameter];
      return value === undefined ? undefined : { ...command, value };
    }
    case 'spawn':
      return started === undefined ? undefined : { do: 'kill', pid: started, signal: 'KILL' };
    default:
      return undefined;
  }
}
