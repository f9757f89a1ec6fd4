import { type DashboardState, relisted, withSelectedRow } from '../state.js';
import { next, type Update } from '../update-result.js';
import { parseFilter } from '../views/mtop/filter.js';
import { completed, readCommandLine, runCommandLine } from './command-line.js';
import { editing, insertInLine, type LineEditor, pressInLine } from './line-editor.js';
import type { CommandPrompt, FilterPrompt, Prompt, SearchPrompt } from './prompt.js';

/** A key while something is being written on the event line. */
export function pressInPrompt(state: DashboardState, prompt: Prompt, key: string): Update {
  if (key === 'C-c') return next({ ...state, prompt: undefined });
  if (key === 'C-z') return next(state, { type: 'suspend' });
  switch (prompt.kind) {
    case 'search':
      return pressInSearch(state, prompt, key);
    case 'filter':
      return pressInFilter(state, prompt, key);
    case 'command':
      return pressInCommand(state, prompt, key);
  }
}

/** A paste goes into the line, as one line. */
export function pasteInPrompt(state: DashboardState, prompt: Prompt, text: string): Update {
  return written(state, prompt, insertInLine(prompt.line, text.trim()));
}

function written(state: DashboardState, prompt: Prompt, line: LineEditor): Update {
  switch (prompt.kind) {
    case 'search':
      return next(searched(state, { ...prompt, line }, state.selectedRow, 1));
    case 'filter': {
      const filter = parseFilter(line.text);
      if (filter !== undefined && 'problem' in filter) {
        return next({ ...state, prompt: { ...prompt, line, problem: filter.problem } });
      }
      return next(relisted({ ...state, filter, prompt: { ...prompt, line, problem: undefined } }));
    }
    case 'command':
      return next({ ...state, prompt: { ...prompt, line, problem: undefined, back: 0 } });
  }
}

function edited(state: DashboardState, prompt: Prompt, key: string): Update {
  const line = pressInLine(prompt.line, key);
  return line === undefined ? next(state) : written(state, prompt, line);
}

function pressInSearch(state: DashboardState, prompt: SearchPrompt, key: string): Update {
  switch (key) {
    case 'enter':
      return next({ ...state, prompt: undefined });
    case 'escape':
      return next({
        ...withSelectedRow(state, prompt.beforeRow),
        selectedPid: prompt.beforePid,
        prompt: undefined,
      });
    case 'f3':
    case 'down':
      return next(searched(state, prompt, state.selectedRow + 1, 1));
    case 'S-f3':
    case 'up':
      return next(searched(state, prompt, state.selectedRow - 1, -1));
    default:
      return edited(state, prompt, key);
  }
}

/** The cursor on the next process found from a row on, around the end; digits are a pid. */
function searched(
  state: DashboardState,
  prompt: SearchPrompt,
  from: number,
  by: 1 | -1,
): DashboardState {
  const wanted = prompt.line.text.toLowerCase();
  const { listed } = state;
  if (wanted === '') return { ...state, prompt: { ...prompt, problem: undefined } };
  const isPid = /^\d+$/.test(wanted);
  for (let step = 0; step < listed.length; step++) {
    const row = (from + by * step + 2 * listed.length) % listed.length;
    const { pid, command, user } = listed[row]!;
    const found = isPid
      ? String(pid).startsWith(wanted)
      : command.toLowerCase().includes(wanted) || user.toLowerCase().includes(wanted);
    if (found) return { ...withSelectedRow(state, row), prompt: { ...prompt, problem: undefined } };
  }
  const problem = isPid ? `no process ${wanted} here` : 'not found';
  return { ...state, prompt: { ...prompt, problem } };
}

function pressInFilter(state: DashboardState, prompt: FilterPrompt, key: string): Update {
  switch (key) {
    case 'enter':
      return prompt.problem === undefined ? next({ ...state, prompt: undefined }) : next(state);
    case 'escape':
      return next(relisted({ ...state, filter: undefined, prompt: undefined }));
    default:
      return edited(state, prompt, key);
  }
}

function pressInCommand(state: DashboardState, prompt: CommandPrompt, key: string): Update {
  const { text } = prompt.line;
  switch (key) {
    case 'enter':
      return entered(state, prompt);
    case 'escape':
      return next({ ...state, prompt: undefined });
    case 'up':
      return next(recalled(state, prompt, 1));
    case 'down':
      return next(recalled(state, prompt, -1));
    case 'tab': {
      const { text: longer, choices } = completed(text, state);
      const problem = choices.length > 1 ? choices.slice(0, MOST_CHOICES).join(' ') : undefined;
      return next({ ...state, prompt: { ...prompt, line: editing(longer), problem } });
    }
    default:
      return edited(state, prompt, key);
  }
}

const MOST_CHOICES = 24;
const MOST_COMMAND_LINES = 100;

function entered(state: DashboardState, prompt: CommandPrompt): Update {
  const text = prompt.line.text.trim();
  if (text === '') return next({ ...state, prompt: undefined });
  const read = readCommandLine(text);
  if ('problem' in read) return next({ ...state, prompt: { ...prompt, problem: read.problem } });
  const before = state.commandLines.filter((line) => line !== text);
  const commandLines = [...before, text].slice(-MOST_COMMAND_LINES);
  return runCommandLine({ ...state, prompt: undefined, commandLines }, read);
}

function recalled(state: DashboardState, prompt: CommandPrompt, by: 1 | -1): DashboardState {
  const back = prompt.back + by;
  if (back < 0 || back > state.commandLines.length) return state;
  const draft = prompt.back === 0 ? prompt.line.text : prompt.draft;
  const text = back === 0 ? draft : state.commandLines.at(-back)!;
  return { ...state, prompt: { ...prompt, line: editing(text), problem: undefined, back, draft } };
}
