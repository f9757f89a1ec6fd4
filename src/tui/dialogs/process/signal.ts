import type { Command, Signal } from '../../../cluster/facts/command.js';
import type { ProcessView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import { span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { meantPids, sendAsking } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, SignalDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';

/** Asks which signal to send. */
export function openSignals(state: DashboardState, process: ProcessView): Update {
  const { pid } = process;
  return next({
    ...state,
    dialog: { kind: 'signal', pid, pids: meantPids(state, pid), selected: 0 },
  });
}

export function signalContent(state: DashboardState, dialog: SignalDialog): DialogContent {
  const process = state.sample.processes.find(({ pid }) => pid === dialog.pids[0]);
  return {
    title:
      dialog.pids.length > 1
        ? `signal to ${dialog.pids.length} tagged processes`
        : `signal to ${dialog.pids[0]} ${sanitize(process?.command ?? '')}`,
    intro: [],
    items: SIGNALS.map(([signal, meaning]) => [
      span(` SIG${fitText(signal, 6)}`, { colour: 'strong' }),
      span(`${meaning} `, { colour: 'dim' }),
    ]),
    marked: true,
    hints: hintLine([
      ['Enter', 'send'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInSignals(
  state: DashboardState,
  dialog: SignalDialog,
  key: string,
): Update | undefined {
  if (key !== 'enter') return undefined;
  const [signal] = SIGNALS[dialog.selected]!;
  return sendAsking(
    state,
    dialog.pids.map((pid) => commandOf(pid, signal)),
  );
}

const SIGNALS: readonly (readonly [Signal, string])[] = [
  ['TERM', 'asks it to end'],
  ['KILL', 'ends it'],
  ['STOP', 'stops it'],
  ['CONT', 'lets it continue'],
  ['HUP', 'its terminal was closed'],
  ['INT', 'as on Ctrl-C'],
  ['QUIT', 'as on Ctrl-\\'],
  ['USR1', 'its own meaning'],
  ['USR2', 'its own meaning'],
];

function commandOf(pid: number, signal: Signal): Command {
  switch (signal) {
    case 'STOP':
      return { do: 'stop', pid };
    case 'CONT':
      return { do: 'cont', pid };
    default:
      return { do: 'kill', pid, signal };
  }
}
