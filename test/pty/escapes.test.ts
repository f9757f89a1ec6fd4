import { afterEach, expect, it } from 'vitest';
import { temporaryFile } from '../support/temporary-file.js';
import { PROGRAM, TerminalDriver } from '../support/terminal-driver.js';

let program: TerminalDriver | undefined;

afterEach(() => program?.end());

// ESC [2J would clear the screen, and with it the line of the titles.
const SCENARIO = 'nodes: [{ name: n1 }]\nworkload: [{ work: endless, command: "\\e[2Jcleared" }]\n';

it.each([
  ['csv', /^at,pid,/m],
  ['json', /^\{"at":60/m],
  ['text', /PID/],
])(
  'a snapshot as %s in a terminal lets no escape of a scenario through',
  async (format, titles) => {
    const file = temporaryFile('escapes.yaml', SCENARIO);
    program = new TerminalDriver([PROGRAM, 'snapshot', file, '--format', format], { columns: 200 });
    expect(await program.exited()).toBe(0);
    await program.untilText('cleared');
    expect(program.text).toMatch(titles);
  },
);
