import { next } from '../update-result.js';
import { FORM } from './command-word.js';
import type { ScreenWord } from './screen-word.js';

/** The forms of a saved screen, by the end of the file's name. */
export type SavedForm = 'svg' | 'txt' | 'json';

/** Writes the screen to a file: a picture, its text, or the cluster as data. */
export const SAVE_WORDS: readonly ScreenWord[] = [saveWord('save', false), saveWord('save!', true)];

function saveWord(word: string, overwrites: boolean): ScreenWord {
  return {
    word,
    form: 'FILE.svg|FILE.txt|FILE.json',
    read: (words) => {
      const file = words.join(' ');
      const form = /[^/]\.(svg|txt|json)$/.exec(file)?.[1] as SavedForm | undefined;
      if (form === undefined) return FORM;
      return (state) => next(state, { type: 'save-screen', file, form, overwrites });
    },
  };
}
