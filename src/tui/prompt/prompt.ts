import type { DashboardState } from '../state.js';
import { EMPTY_LINE, editing, type LineEditor } from './line-editor.js';

/** What is being written on the event line, and what it goes back to on Escape. */
export type Prompt = SearchPrompt | FilterPrompt | CommandPrompt;

export interface SearchPrompt {
  readonly kind: 'search';
  readonly line: LineEditor;
  readonly problem: string | undefined;
  readonly beforePid: number | undefined;
  readonly beforeRow: number;
}

export interface FilterPrompt {
  readonly kind: 'filter';
  readonly line: LineEditor;
  readonly problem: string | undefined;
}

export interface CommandPrompt {
  readonly kind: 'command';
  readonly line: LineEditor;
  readonly problem: string | undefined;
  /** Command lines back from the newest; 0: the line being written. */
  readonly back: number;
  /** The line being written while an older one is shown. */
  readonly draft: string;
}

export function withSearchPrompt(state: DashboardState): DashboardState {
  const { selectedPid, selectedRow } = state.views.mtop;
  const prompt: SearchPrompt = {
    kind: 'search',
    line: EMPTY_LINE,
    problem: undefined,
    beforePid: selectedPid,
    beforeRow: selectedRow,
  };
  return { ...state, prompt };
}

export function withFilterPrompt(state: DashboardState, text?: string): DashboardState {
  const line = editing(text ?? state.views.mtop.filter?.text ?? '');
  return { ...state, prompt: { kind: 'filter', line, problem: undefined } };
}

export function withCommandPrompt(state: DashboardState, text = ''): DashboardState {
  const line = editing(text);
  return { ...state, prompt: { kind: 'command', line, problem: undefined, back: 0, draft: '' } };
}
