import { countedProcesses } from '../../../base/counted.js';
import type { Signal } from '../../../cluster/facts/command.js';
import { openProcessDetails } from '../../dialogs/details.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { Act, KeyBinding } from '../../key-binding.js';
import { answerNotice } from '../../notice.js';
import { meantPids } from '../../sending.js';
import { next } from '../../update-result.js';
import { needsListed, needsTarget } from './needs.js';
import { selectedProcess } from './process-list.js';

/** Keys that users of htop and k9s press, where they have something to do here. */
export const HABIT_KEYS: readonly KeyBinding[] = [
  {
    keys: ['C-d'],
    label: 'Ctrl-D',
    description: 'end the process, or all tagged (TERM), after asking',
    act: ending('TERM'),
    disabled: needsTarget,
  },
  {
    keys: ['C-k'],
    label: 'Ctrl-K',
    description: 'kill the process, or all tagged (KILL), after asking',
    act: ending('KILL'),
    disabled: needsTarget,
  },
  {
    keys: ['s'],
    label: 's',
    description: 'what has happened to the process: its events',
    act: (state) => {
      const events = { ...state.views.events, kind: 'all' as const, selected: undefined };
      const filter = String(selectedProcess(state)!.pid);
      const notice = answerNotice(`events of process ${filter}: Esc shows all, 1 goes back`);
      const views = { ...state.views, events: { ...events, filter } };
      return next({ ...state, view: 'events', panel: 0, views, notice });
    },
    disabled: needsListed,
  },
  {
    keys: ['e'],
    label: 'e',
    description: 'what the process was started with: its details',
    act: (state) => openProcessDetails(state, selectedProcess(state)!.pid),
    disabled: needsListed,
  },
  {
    keys: ['l'],
    label: 'l',
    description: 'says why there are no open files to list',
    act: (state) => {
      const text = 'a process here has no list of open files: Enter shows what it reads and where';
      return next({ ...state, notice: answerNotice(text) });
    },
  },
];

function ending(signal: Signal): Act {
  return (state) => {
    const { pid, command } = selectedProcess(state)!;
    const pids = meantPids(state, pid);
    const what =
      pids.length === 1 ? `process ${pids[0]} ${sanitize(command)}` : countedProcesses(pids.length);
    const question = `${signal === 'KILL' ? 'kill' : 'end'} ${what}?`;
    const commands = pids.map((each) => ({ do: 'kill', pid: each, signal }) as const);
    return next({ ...state, dialog: { kind: 'confirm', question, commands, selected: 0 } });
  };
}
