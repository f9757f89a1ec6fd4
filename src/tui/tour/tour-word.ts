import { FORM } from '../prompt/command-word.js';
import type { ScreenWord } from '../prompt/screen-word.js';
import { startTour } from './tour-acts.js';
import { TOUR_IDS } from './tour-plans.js';

/** `:tour`: somebody wants to be shown around. */
export const TOUR_WORD: ScreenWord = {
  word: 'tour',
  form: `[${TOUR_IDS.join('|')}]`,
  most: 1,
  read: ([written = 'first']) => {
    const id = TOUR_IDS.find((known) => known === written);
    return id === undefined ? FORM : (state) => startTour(state, id);
  },
  completions: (index) => (index === 0 ? TOUR_IDS : []),
};
