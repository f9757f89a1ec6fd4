import type { DashboardState } from '../state.js';
import type { ViewId } from '../views/view-id.js';
import type { TourId, TourPlan } from './tour.js';

/** Over the reference cluster, about a minute and a half. */
const FIRST: TourPlan = {
  id: 'first',
  scenario: 'auckland',
  steps: [
    {
      text: 'Seven computers work as one, and most programs start on node 1: press 4 to see them on the map.',
      done: shows('map'),
    },
    {
      text: 'Node 1 has too much to do: wait until its first process flies to another node.',
      done: ({ sample }) => sample.totals.migrations > 0,
    },
    {
      text: 'Press 1 for the list of processes: N# is the node where each one runs now.',
      done: shows('mtop'),
    },
    {
      text: 'Press w to read why the process under the cursor is where it is.',
      done: ({ dialog }) => dialog?.kind === 'why-process',
    },
    { text: 'Press Esc when you have read it.', done: ({ dialog }) => dialog === undefined },
    {
      text: 'Now move one yourself: press m, then the number of another node, then Enter.',
      done: ({ sample }) =>
        sample.events.some((event) => event.type === 'migration-started' && event.cause === 'user'),
    },
    {
      text: 'Turn the balancing off: press Ctrl-P, type none and press Enter.',
      done: ({ info }) => info.policy === 'none',
    },
    {
      text: 'Press + four times to speed time up, and watch it fall apart: what starts on node 1 stays there.',
      done: ({ sample }, begun) => sample.now >= begun.now + 120,
    },
    {
      text: 'Turn it on again: press Ctrl-P, type openmosix and press Enter.',
      done: ({ info }) => info.policy === 'openmosix',
    },
    {
      text: 'Watch how the processes of node 1 spread over the others again.',
      done: ({ sample }, begun) => sample.totals.migrations >= begun.totals.migrations + 5,
    },
    {
      text: 'Press 5 to see all of it as curves, with a mark where you did something.',
      done: shows('history'),
    },
    { text: 'That is all: ? lists the keys, O the other scenarios, and Ctrl-X ends the tour.' },
  ],
};

/** For teachers: beliefs grow old, and those who believe the same do the same. */
const TEACHERS: TourPlan = {
  id: 'teachers',
  scenario: 'herd',
  steps: [
    {
      text: 'No node knows the truth: press 7 to see what each of them believes of the others.',
      done: shows('beliefs'),
    },
    {
      text: 'Once a second each node tells one other at random; press e to see how old the news is.',
      done: ({ views }) => views.beliefs.cells === 'age',
    },
    {
      text: 'What is old may be wrong: press e again to see by how much.',
      done: ({ views }) => views.beliefs.cells === 'error',
    },
    {
      text: 'Press e once more, and wait until node 10, idle, has joined after 30 seconds (+: faster).',
      // It leaves at the very beginning.
      done: ({ sample: { now, nodes } }) =>
        now >= 30 && nodes.find(({ id }) => id === 10)?.state === 'up',
    },
    {
      text: 'All hear that node 10 is idle, and none that others hear it too: wait until the herd is there.',
      done: ({ sample }) => sample.processes.filter(({ node }) => node === 10).length >= 4,
    },
    {
      text: 'Press 6 to read who went there, what each believed, and who is sent away again.',
      done: shows('events'),
    },
    {
      text: 'If all knew the truth at once: press :, type restart perfect and press Enter.',
      done: ({ info }) => info.information === 'perfect',
    },
    {
      text: 'Press 7, and wait until node 10 has joined again: one process goes there, and all is still.',
      done: ({ sample }) => sample.now >= 45,
    },
    { text: 'That is what gossip costs, and why policies must bear it: Ctrl-X ends the tour.' },
  ],
};

const PLANS: Readonly<Record<TourId, TourPlan>> = { first: FIRST, teachers: TEACHERS };

export const TOUR_IDS = Object.keys(PLANS) as readonly TourId[];

export function planOf(id: TourId): TourPlan {
  return PLANS[id];
}

function shows(view: ViewId) {
  return (state: DashboardState): boolean => state.view === view;
}
