import { cellWidth, truncate } from '../drawing/cell-width.js';
import { fitLine, type Line, span } from '../drawing/line.js';
import { editorSpans } from '../prompt/line-editor.js';
import type { Prompt } from '../prompt/prompt.js';
import type { DashboardState } from '../state.js';

/** What is being written, and at its right what is wrong with it or what it could become. */
export function promptLine({ size, charset }: DashboardState, prompt: Prompt): Line {
  const lead = ` ${LEADS[prompt.kind]} `;
  const most = Math.max(0, Math.floor((size.columns - lead.length) * 0.6));
  const said = truncate(prompt.problem ?? HINTS[prompt.kind], most, charset.ellipsis);
  const room = size.columns - lead.length - cellWidth(said) - 2;
  return fitLine(
    [
      span(lead, { colour: 'key', bold: true }),
      ...editorSpans(prompt.line, room, charset),
      span(` ${said} `, { colour: prompt.problem === undefined ? 'dim' : 'bad' }),
    ],
    size.columns,
  );
}

const LEADS: Readonly<Record<Prompt['kind'], string>> = {
  search: 'search',
  filter: 'filter',
  command: ':',
};

const HINTS: Readonly<Record<Prompt['kind'], string>> = {
  search: 'digits: pid  F3 next  Enter done  Esc back',
  filter: 'n=3 user=x cpu>50 /regex/  Esc clears',
  command: 'Tab completes  Up recalls  Esc cancels',
};
