import { QUESTION_WORDS, readQuestion } from '../../cluster/facts/question.js';
import { next } from '../update-result.js';
import { nodes } from './command-word.js';
import type { ScreenWord } from './screen-word.js';

/**
 * What mosctl is asked, where the list is seen from: of others a node answers what it has heard. It
 * changes nothing.
 */
export const ASKING_WORDS: readonly ScreenWord[] = QUESTION_WORDS.map((word) => ({
  word,
  form: '[N#|NAME|ADDRESS]',
  read: (words) => {
    const question = readQuestion([word, ...words]);
    if (typeof question === 'string') return question;
    return (state) => {
      const on = state.views.mtop.standpoint;
      return next(state, {
        type: 'ask',
        question: { ...question, on },
      });
    };
  },
  completions: (index, state) => (index === 0 ? nodes(state) : []),
}));
