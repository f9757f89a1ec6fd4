import { refusalNotice } from '../notice.js';
import { noScenarioReason, type ScenarioChoice } from '../scenarios.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { FORM } from './command-word.js';
import type { ScreenWord } from './screen-word.js';

/** Starts another run in place of the one shown. */
export const SCENARIO_WORDS: readonly ScreenWord[] = [
  {
    word: 'scenario',
    form: 'NAME [SEED]',
    most: 2,
    read: ([name, seed]) => {
      if (name === undefined || (seed !== undefined && !WHOLE.test(seed))) return FORM;
      return starting(() => ({ name, seed: seed === undefined ? undefined : Number(seed) }));
    },
    completions: (index, { cards }) => (index === 0 ? cards.map(({ name }) => name) : []),
  },
  {
    word: 'restart',
    form: '[SEED|next|gossip|told|perfect]',
    most: 1,
    read: ([seed]) => {
      if (seed === 'next') return starting(({ info }) => ({ seed: info.seed + 1 }));
      if (seed === 'gossip' || seed === 'told' || seed === 'perfect') {
        return starting(({ info }) => ({ seed: info.seed, information: seed }));
      }
      if (seed !== undefined && !WHOLE.test(seed)) return FORM;
      return starting(({ info }) => ({ seed: seed === undefined ? info.seed : Number(seed) }));
    },
    completions: (index) => (index === 0 ? ['next', 'gossip', 'told', 'perfect'] : []),
  },
];

/** Whether a command line is about to name a scenario. */
export function needsScenarios(written: string): boolean {
  return /^\s*scenario\s/.test(written);
}

const WHOLE = /^\d{1,9}$/;

function starting(choice: (state: DashboardState) => ScenarioChoice) {
  return (state: DashboardState): Update => startScenario(state, choice(state));
}

export function startScenario(state: DashboardState, choice: ScenarioChoice): Update {
  const reason = noScenarioReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  return next({ ...state, dialog: undefined }, { type: 'start-scenario', choice });
}
