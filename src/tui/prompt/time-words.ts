import { parseDuration } from '../../base/units.js';
import { openCompare } from '../dialogs/time/compare.js';
import { openInevitableLoad } from '../dialogs/time/inevitable.js';
import { openWhatIf, openWhatIfSet, openWhatIfWithout } from '../dialogs/time/what-if.js';
import { toggleGain } from '../gain.js';
import { goTo, goToBranch, openBranches } from '../travel.js';
import { FORM, number } from './command-word.js';
import { FIND_WORD } from './find-word.js';
import type { ScreenWord } from './screen-word.js';

/** Values of a parameter that are tried at once. */
const MOST_VALUES = 12;

/** Goes to other moments of the run, and looks into its futures. */
export const TIME_WORDS: readonly ScreenWord[] = [
  {
    word: 'go',
    form: '[TIME|-TIME|+TIME] (alone: to the present)',
    most: 1,
    read: ([written]) => {
      if (written === undefined) return (state) => goTo(state, Number.POSITIVE_INFINITY);
      const [, sign, duration] = /^([-+]?)(.+)$/.exec(written) ?? [];
      const seconds = duration === undefined ? undefined : parseDuration(duration);
      if (seconds === undefined) return FORM;
      if (sign === '') return (state) => goTo(state, seconds);
      const by = sign === '-' ? -seconds : seconds;
      return (state) => goTo(state, Math.max(0, state.sample.now + by));
    },
  },
  FIND_WORD,
  {
    word: 'what-if',
    form: '[PARAMETER VALUE...|without] (alone: each policy; without: the last command)',
    read: ([parameter, ...values]) => {
      if (parameter === undefined) return openWhatIf;
      if (parameter === 'without') return values.length === 0 ? openWhatIfWithout : FORM;
      if (values.length < 1 || values.length > MOST_VALUES) return FORM;
      return (state) => openWhatIfSet(state, parameter, values);
    },
    completions: (index, { info }) =>
      index === 0 ? ['without', ...Object.keys(info.parameters ?? {})] : [],
  },
  {
    word: 'gain',
    form: '(again: no longer)',
    most: 0,
    read: () => toggleGain,
  },
  {
    word: 'inevitable',
    form: 'load NUMBER (per CPU, on some node, at the moment shown)',
    read: ([what, written, ...more]) => {
      const least = /^\d+(\.\d+)?$/.test(written ?? '') ? Number(written) : 0;
      if (what !== 'load' || least <= 0 || more.length > 0) return FORM;
      return (state) => openInevitableLoad(state, least);
    },
    completions: (index) => (index === 0 ? ['load'] : []),
  },
  {
    word: 'branches',
    form: '',
    most: 0,
    read: () => openBranches,
  },
  {
    word: 'branch',
    form: 'NUMBER',
    most: 1,
    read: ([written]) =>
      /^\d{1,9}$/.test(written ?? '') ? (state) => goToBranch(state, Number(written)) : FORM,
    completions: (index, { sample }) =>
      index === 0 ? (sample.past?.branches ?? []).map(({ id }) => String(id)) : [],
  },
  {
    word: 'compare',
    form: '[NUMBER] NUMBER (one: with the branch that is shown)',
    read: (words) => {
      const ids = words.map(number);
      if (ids.length < 1 || ids.length > 2 || ids.includes(undefined)) return FORM;
      const [a, b] = ids as number[];
      return (state) =>
        b === undefined
          ? openCompare(state, [state.sample.past?.branch ?? 1, a!])
          : openCompare(state, [a!, b]);
    },
    completions: (index, { sample }) =>
      index < 2 ? (sample.past?.branches ?? []).map(({ id }) => String(id)) : [],
  },
];
