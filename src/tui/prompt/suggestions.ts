import { fitText } from '../drawing/cell-width.js';
import type { Overlay } from '../drawing/frame.js';
import { fitLine, type Line, onGround, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import { clamp } from '../drawing/scale.js';
import type { DashboardState } from '../state.js';
import type { ColumnId } from '../views/mtop/column.js';
import { COLUMN_MEANINGS } from '../views/mtop/column-meanings.js';
import { allWords, choicesAt } from './command-line.js';
import { fuzzyScore } from './fuzzy.js';
import { PARAMETER_MEANINGS } from './parameter-meanings.js';
import type { CommandPrompt } from './prompt.js';
import { SCREEN_MEANINGS } from './screen-meanings.js';
import { WORD_MEANINGS } from './word-meanings.js';

/** Something that a command line may continue with, and what it means. */
export interface Suggestion {
  readonly text: string;
  readonly about: string;
}

/** What the word at the end of a command line may become, the best first. */
export function suggestionsFor(written: string, state: DashboardState): readonly Suggestion[] {
  const words = written.trimStart().split(/\s+/);
  const begun = words.at(-1) ?? '';
  if (words.length < 2) return ranked(begun, wordSuggestions());
  const [word = ''] = words;
  const choices = choicesAt(written, state);
  const about = (choice: string) => choiceAbout(word, choice, state);
  return ranked(
    begun,
    choices.map((choice) => ({ text: choice, about: about(choice) })),
  );
}

/**
 * The suggestions above the command line, the form of the command on top; undefined: there is no
 * room, or nothing to suggest.
 * @param bottom the row of the command line
 */
export function suggestionsBox(
  state: DashboardState,
  prompt: CommandPrompt,
  bottom: number,
): Overlay | undefined {
  const rows = Math.min(MOST_ROWS, Math.floor(bottom / 2));
  const { text } = prompt.line;
  const known = allWords().find(({ word }) => word === text.trimStart().split(/\s+/)[0]);
  const isArgument = /\S\s/.test(text) && known !== undefined;
  const form: readonly Line[] = isArgument ? [formLine(known)] : [];
  const found = suggestionsFor(text, state).slice(0, Math.max(0, rows - form.length));
  if (rows < 3 || found.length + form.length === 0) return undefined;
  const width = clamp(state.size.columns, 1, MOST_COLUMNS);
  const textCells = clamp(Math.max(...found.map(({ text: one }) => one.length), 8), 8, 28);
  const lines = [
    ...form,
    ...found.map(
      ({ text: one, about }): Line => [
        span(`  ${fitText(sanitize(one), textCells, 'left', state.charset.ellipsis)} `, {
          colour: 'strong',
          bold: true,
        }),
        span(
          fitText(
            ` ${sanitize(about)}`,
            Math.max(0, width - textCells - 4),
            'left',
            state.charset.ellipsis,
          ),
          {
            colour: 'dim',
          },
        ),
      ],
    ),
  ].map((line) => onGround(fitLine(line, width), 'dialog'));
  return { left: 0, top: bottom - lines.length, lines };
}

const MOST_ROWS = 10;
const MOST_COLUMNS = 110;

function formLine({ word, form }: { readonly word: string; readonly form: string }): Line {
  return [
    span(` ${word} `, { colour: 'key', bold: true }),
    span(form, { colour: 'title' }),
    span(`  ${WORD_MEANINGS[word] ?? ''}`, { colour: 'dim' }),
  ];
}

function wordSuggestions(): readonly Suggestion[] {
  return allWords().map(({ word }) => ({ text: word, about: WORD_MEANINGS[word] ?? '' }));
}

/** Those that begin with what is written, then those that have its letters, by how well they do. */
function ranked(begun: string, all: readonly Suggestion[]): readonly Suggestion[] {
  if (begun === '') return all;
  return all
    .flatMap((suggestion) => {
      const score = fuzzyScore(begun, suggestion.text);
      return score === undefined ? [] : [{ suggestion, score }];
    })
    .sort((a, b) => b.score - a.score)
    .map(({ suggestion }) => suggestion);
}

/** What an argument means: the value of a parameter, what a scenario shows, who a process is. */
function choiceAbout(word: string, choice: string, state: DashboardState): string {
  const { info, cards, sample } = state;
  switch (word) {
    case 'set':
      return `is ${info.parameters?.[choice] ?? '?'}: ${PARAMETER_MEANINGS[choice] ?? ''}`;
    case 'policy':
      return choice === info.policy ? 'decides now' : '';
    case 'scenario':
      return cards.find(({ name }) => name === choice)?.about ?? '';
    case 'help':
      return WORD_MEANINGS[choice] ?? PARAMETER_MEANINGS[choice] ?? SCREEN_MEANINGS[choice] ?? '';
    case 'sort':
      return COLUMN_MEANINGS[choice as ColumnId] ?? '';
  }
  if (!/^\d+$/.test(choice)) return '';
  const process = sample.processes.find(({ pid }) => pid === Number(choice));
  if (process !== undefined) return `${process.user} ${process.command} on node ${process.node}`;
  const node = sample.nodes.find(({ id }) => id === Number(choice));
  return node === undefined ? '' : `${node.name} ${node.state}`;
}
