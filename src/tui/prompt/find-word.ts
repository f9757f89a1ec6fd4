import type { EventType } from '../../cluster/facts/event.js';
import type { ClusterView } from '../../cluster/facts/view.js';
import type { Sought, WhichMoment } from '../../session/session.js';
import { openSearch } from '../dialogs/time/search.js';
import { refusalNotice } from '../notice.js';
import { isMember } from '../past/cluster-figures.js';
import { loadOf } from '../past/load.js';
import type { DashboardState } from '../state.js';
import { next } from '../update-result.js';
import { FORM, nodes, number, pids } from './command-word.js';
import type { ScreenWord } from './screen-word.js';

/** What can be looked for, and the events that are that. */
const HAPPENINGS: Readonly<Record<string, readonly EventType[]>> = {
  start: ['started'],
  migration: ['migrated'],
  end: ['completed', 'killed'],
  kill: ['killed'],
  crash: ['node-crashed'],
};

const WHICH: readonly WhichMoment[] = ['next', 'last', 'first'];

/** Goes to a moment of the past that is known by what happens then. */
export const FIND_WORD: ScreenWord = {
  word: 'find',
  form: 'next|last|first start|migration|end|kill [PID], crash [N#], load >|< NUMBER [N#], or came PID',
  read: ([which = '', what = '', ...rest]) => {
    if (which === 'came') {
      const pid = number(what);
      if (pid === undefined || rest.length > 0) return FORM;
      return (state) => findArrival(state, pid);
    }
    const read = readSought(what, rest);
    if (!isWhich(which) || read === undefined) return FORM;
    const named = [which, what, ...rest].join(' ');
    return (state) => openSearch(state, { what: named, sought: read, which });
  },
  completions: (index, state) => {
    if (index === 0) return [...WHICH, 'came'];
    if (index === 1) return [...Object.keys(HAPPENINGS), 'load', ...pids(state)];
    return [...pids(state), '>', '<', ...nodes(state)];
  },
};

function isWhich(word: string): word is WhichMoment {
  return (WHICH as readonly string[]).includes(word);
}

function readSought(what: string, rest: readonly string[]): Sought | undefined {
  if (what === 'load') return readLoad(rest);
  const types = Object.hasOwn(HAPPENINGS, what) ? HAPPENINGS[what] : undefined;
  const [written, ...more] = rest;
  const id = number(written);
  if (types === undefined || more.length > 0 || (written !== undefined && id === undefined)) {
    return undefined;
  }
  const isIt: Extract<Sought, { types: unknown }>['isIt'] = (event) =>
    id === undefined || ('pid' in event ? event.pid === id : 'node' in event && event.node === id);
  return { types, isIt };
}

/** A load per CPU, as the screen shows it: of a node, or of the one that is loaded most. */
function readLoad(words: readonly string[]): Sought | undefined {
  const written = /^([<>]) ?(\d+(?:\.\d+)?)(?: (\d+))?$/.exec(words.join(' '));
  if (written === null) return undefined;
  const [, sign, limit, node] = written;
  const load = (view: ClusterView) =>
    Math.max(
      ...view
        .nodes()
        .filter((each) => isMember(each) && (node === undefined || each.id === Number(node)))
        .map(loadOf),
    );
  return {
    holds: (view) => (sign === '>' ? load(view) > Number(limit) : load(view) < Number(limit)),
  };
}

/** When a process came to where it is. */
function findArrival(state: DashboardState, pid: number) {
  const process = state.sample.processes.find((known) => known.pid === pid);
  if (process === undefined) {
    return next({ ...state, notice: refusalNotice(`there is no process ${pid}`) });
  }
  const { node } = process;
  const sought: Sought = {
    types: ['started', 'migrated'],
    isIt: (event) => 'pid' in event && event.pid === pid,
  };
  return openSearch(state, {
    what: `moment at which ${pid} came to node ${node}`,
    sought,
    which: 'last',
  });
}
