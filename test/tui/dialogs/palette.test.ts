import { describe, expect, it } from 'vitest';
import { frameText } from '../../../src/tui/drawing/text.js';
import { allWords } from '../../../src/tui/prompt/command-line.js';
import { fuzzyScore } from '../../../src/tui/prompt/fuzzy.js';
import { PARAMETER_MEANINGS } from '../../../src/tui/prompt/parameter-meanings.js';
import { WORD_MEANINGS } from '../../../src/tui/prompt/word-meanings.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { sessionOf } from '../../support/session-of.js';

const INFO = { policies: ['none', 'openmosix'], parameters: { stability: 1.3 } };

function opened(typed = ''): DashboardState {
  const state = openedState();
  const told = { ...state, info: { ...state.info, ...INFO } };
  return pressKeys(told, 'C-p', ...typed).state;
}

function textOf(state: DashboardState): string {
  return frameText(screenFrame(state), state.charset);
}

describe('the palette', () => {
  it('finds a policy by a few letters, and Enter switches to it', () => {
    const { effects, state } = pressKeys(opened('pol open'), 'enter');
    expect(effects).toEqual([{ type: 'send', command: { do: 'policy', name: 'openmosix' } }]);
    expect(state.dialog).toBeUndefined();
  });

  it('shows a parameter with its value, and writes its command', () => {
    const found = opened('stab');
    expect(textOf(found)).toMatch(/parameter +set stability +is 1\.3/);
    expect(pressKeys(found, 'enter').state.prompt?.line.text).toBe('set stability ');
  });

  it('says what each parameter of a run means', () => {
    const { session } = sessionOf(
      'nodes: [{ count: 1, cpus: 1, speed: 10000, memory: 1GB }]\nworkload: []',
    );
    const names = Object.keys(session.info.parameters ?? {});
    expect(names.length).toBeGreaterThan(10);
    expect(Object.keys(PARAMETER_MEANINGS).sort()).toEqual(names.sort());
    expect(textOf(opened('stab'))).toContain('is 1.3: a move must leave the target better');
    const asked = pressKeys(openedState(), ':', ...'help stability', 'enter').state;
    expect(asked.notice?.text).toMatch(/^set stability VALUE: a move must leave/);
  });

  it('finds keys by what they do, nodes by name and processes by pid', () => {
    expect(pressKeys(opened('step'), 'enter').effects).toContainEqual({ type: 'step', seconds: 1 });
    const node = pressKeys(opened('node 4'), 'enter').state;
    expect([node.view, node.selectedNode]).toEqual(['cluster', 4]);
    const process = pressKeys(opened('1007'), 'enter').state;
    expect(process.views.mtop.selectedPid).toBe(1007);
  });

  it('has the lines of before on top, and does them again', () => {
    const { state } = pressKeys(opened('stab'), 'enter', '2', 'enter');
    const again = pressKeys(state, 'C-p');
    expect(textOf(again.state)).toMatch(/again +set stability 2/);
    expect(pressKeys(again.state, 'enter').effects).toEqual([
      { type: 'send', command: { do: 'set', parameter: 'stability', value: '2' } },
    ]);
  });

  it('says that nothing is found, and does nothing then', () => {
    const nothing = opened('zzzzqq');
    expect(textOf(nothing)).toContain('nothing of that name');
    expect(pressKeys(nothing, 'enter').effects).toEqual([]);
    expect(pressKeys(nothing, 'escape').state.dialog).toBeUndefined();
  });

  it('has a meaning for every word of the command line, which help WORD says too', () => {
    const words = allWords().map(({ word }) => word);
    expect(words.filter((word) => WORD_MEANINGS[word] === undefined)).toEqual([]);
    expect(Object.keys(WORD_MEANINGS).filter((word) => !words.includes(word))).toEqual([]);
    const asked = pressKeys(openedState(), ':', ...'help expel', 'enter').state;
    expect(asked.notice?.text).toMatch(/^expel N#: a node sends its guests away/);
  });

  it('says what a word on the screen means, and of a word that is nowhere that it is not', () => {
    const said = (line: string) => pressKeys(openedState(), ':', ...line, 'enter').state;
    expect(said('help load').notice?.text).toMatch(/^LOAD: processes per CPU/);
    expect(said('help N#').notice?.text).toMatch(/^N#: the node a process runs on/);
    const problem = 'no word of the command line or the screen is xyz';
    expect(said('help xyz').prompt).toMatchObject({ problem });
  });

  it('takes letters in order, and puts the beginning of a name before the middle of one', () => {
    expect(fuzzyScore('mgr', 'migrate')).toBeDefined();
    expect(fuzzyScore('xyz', 'migrate')).toBeUndefined();
    expect(fuzzyScore('set', 'set stability')!).toBeGreaterThan(fuzzyScore('set', 'reset')!);
  });
});

describe('spawn', () => {
  it('starts as many as count says, in one line', () => {
    const { effects } = pressKeys(openedState(), ':', ...'spawn home=2 count=10', 'enter');
    expect(effects).toHaveLength(1);
    expect(effects[0]).toMatchObject({ type: 'send-all' });
    expect(effects[0]).toHaveProperty('commands.length', 10);
    const none = pressKeys(openedState(), ':', ...'spawn home=2 count=0', 'enter').state;
    expect(none.prompt).toMatchObject({ problem: 'count: 1 to 1000, not 0' });
  });
});
