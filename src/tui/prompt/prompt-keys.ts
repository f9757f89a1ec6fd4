import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { parseFilter } from '../views/mtop/filter.js';
import { relisted, withMtop, withSelectedRow } from '../views/mtop/process-list.js';
import { completion, readCommandLine, runCommandLine } from './command-line.js';
import { editing, insertInLine, type LineEditor, pressInLine } from './line-editor.js';
import type { CommandPrompt, FilterPrompt, Prompt, SearchPrompt } from './prompt.js';
import { needsScenarios } from './scenario-words.js';

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
  return withLine(state, prompt, insertInLine(prompt.line, text.trim()));
}

function withLine(state: DashboardState, prompt: Prompt, line: LineEditor): Update {
  const { selectedRow } = state.views.mtop;
  switch (prompt.kind) {
    case 'search':
      return next(search(state, { ...prompt, line }, { from: selectedRow, by: 1 }));
    case 'filter': {
      const filter = parseFilter(line.text);
      if (filter !== undefined && 'problem' in filter) {
        return next({ ...state, prompt: { ...prompt, line, problem: filter.problem } });
      }
      return next(
        relisted({ ...state, prompt: { ...prompt, line, problem: undefined } }, { filter }),
      );
    }
    case 'command':
      return next(
        { ...state, prompt: { ...prompt, line, problem: undefined, back: 0 } },
        ...(needsScenarios(line.text) && state.cards.length === 0
          ? [{ type: 'list-scenarios' } as const]
          : []),
      );
  }
}

function editLine(state: DashboardState, prompt: Prompt, key: string): Update {
  const line = pressInLine(prompt.line, key);
  return line === undefined ? next(state) : withLine(state, prompt, line);
}

function pressInSearch(state: DashboardState, prompt: SearchPrompt, key: string): Update {
  const { selectedRow } = state.views.mtop;
  switch (key) {
    case 'enter':
      return next({ ...state, prompt: undefined });
    case 'escape':
      return next(
        withMtop(withSelectedRow({ ...state, prompt: undefined }, prompt.beforeRow), {
          selectedPid: prompt.beforePid,
        }),
      );
    case 'f3':
    case 'down':
      return next(search(state, prompt, { from: selectedRow + 1, by: 1 }));
    case 'S-f3':
    case 'up':
      return next(search(state, prompt, { from: selectedRow - 1, by: -1 }));
    default:
      return editLine(state, prompt, key);
  }
}

/** The cursor on the next process found from a row on, around the end; digits are a pid. */
function search(
  state: DashboardState,
  prompt: SearchPrompt,
  { from, by }: { readonly from: number; readonly by: 1 | -1 },
): DashboardState {
  const wanted = prompt.line.text.toLowerCase();
  const { listed } = state.views.mtop;
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
  const problem = isPid ? `no process ${wanted}` : 'not found';
  return { ...state, prompt: { ...prompt, problem } };
}

function pressInFilter(state: DashboardState, prompt: FilterPrompt, key: string): Update {
  switch (key) {
    case 'enter':
      return prompt.problem === undefined ? next({ ...state, prompt: undefined }) : next(state);
    case 'escape':
      return next(relisted({ ...state, prompt: undefined }, { filter: undefined }));
    default:
      return editLine(state, prompt, key);
  }
}

function pressInCommand(state: DashboardState, prompt: CommandPrompt, key: string): Update {
  const { text } = prompt.line;
  switch (key) {
    case 'enter':
      return enter(state, prompt);
    case 'escape':
      return next({ ...state, prompt: undefined });
    case 'up':
      return next(recall(state, prompt, 1));
    case 'down':
      return next(recall(state, prompt, -1));
    case 'tab': {
      const { text: longer, choices } = completion(text, state);
      const problem = choices.length > 1 ? choices.slice(0, MOST_CHOICES).join(' ') : undefined;
      return next({ ...state, prompt: { ...prompt, line: editing(longer), problem } });
    }
    default:
      return editLine(state, prompt, key);
  }
}

const MOST_CHOICES = 24;
const MOST_COMMAND_LINES = 100;

function enter(state: DashboardState, prompt: CommandPrompt): Update {
  const text = prompt.line.text.trim();
  if (text === '') return next({ ...state, prompt: undefined });
  const read = readCommandLine(text);
  if ('problem' in read) return next({ ...state, prompt: { ...prompt, problem: read.problem } });
  const before = state.commandLines.filter((line) => line !== text);
  const commandLines = [...before, text].slice(-MOST_COMMAND_LINES);
  return runCommandLine({ ...state, prompt: undefined, commandLines }, read);
}

function recall(state: DashboardState, prompt: CommandPrompt, by: 1 | -1): DashboardState {
  const back = prompt.back + by;
  if (back < 0 || back > state.commandLines.length) return state;
  const draft = prompt.back === 0 ? prompt.line.text : prompt.draft;
  const text = back === 0 ? draft : state.commandLines.at(-back)!;
  return { ...state, prompt: { ...prompt, line: editing(text), problem: undefined, back, draft } };
}
