import type { Act, KeyBinding } from '../../key-binding.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { relisted, selectedProcess } from './process-list.js';
import { parentsAmong } from './tree.js';

/** htop's keys of the tree; while there is none, + and - are time as in all views. */
export const TREE_KEYS: readonly KeyBinding[] = [
  {
    keys: ['+'],
    label: '+',
    description: 'in the tree: unfold',
    act: fold((folded, pid) => folded.delete(pid)),
    applies: hasTree,
  },
  {
    keys: ['-'],
    label: '-',
    description: 'in the tree: fold; = and _ are time',
    act: fold((folded, pid) => folded.add(pid)),
    applies: hasTree,
  },
  {
    keys: ['*'],
    label: '*',
    description: 'in the tree: fold or unfold all',
    act: foldAll,
    applies: hasTree,
  },
];

function hasTree({ views }: DashboardState): boolean {
  return views.mtop.tree;
}

function fold(change: (folded: Set<number>, pid: number) => void): Act {
  return (state) => {
    const pid = selectedProcess(state)?.pid;
    if (pid === undefined) return next(state);
    const folded = new Set(state.views.mtop.folded);
    change(folded, pid);
    return next(relisted(state, { selectedPid: pid, folded }));
  };
}

function foldAll(state: DashboardState): Update {
  const isFolded = state.views.mtop.folded.size > 0;
  const folded = isFolded ? new Set<number>() : parentsAmong(state.sample.processes);
  return next(relisted(state, { folded }));
}
