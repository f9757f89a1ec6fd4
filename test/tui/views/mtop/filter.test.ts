import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../../src/tui/views/mtop/filter.js';
import { FakeSession } from '../../../support/fake-session.js';

const session = new FakeSession();
const processes = session.view().processes();
const nodes = new Map(
  session
    .view()
    .nodes()
    .map((node) => [node.id, node]),
);

function kept(text: string): readonly number[] {
  const filter = parseFilter(text);
  if (filter === undefined || 'problem' in filter) throw new Error(`no filter: ${text}`);
  return processes.filter((process) => filter.matches(process, nodes)).map(({ pid }) => pid);
}

function pidsWhere(test: (process: (typeof processes)[number]) => boolean): readonly number[] {
  return processes.filter(test).map(({ pid }) => pid);
}

describe('a filter', () => {
  it.each([
    ['n=3', pidsWhere(({ node }) => node === 3)],
    ['n!=3', pidsWhere(({ node }) => node !== 3)],
    ['home=1 user=maths', pidsWhere(({ home, user }) => home === 1 && user === 'maths')],
    ['cpu>50', pidsWhere(({ cpuShare }) => cpuShare > 0.5)],
    ['cpu<=50%', pidsWhere(({ cpuShare }) => cpuShare <= 0.5)],
    ['mem>=200MB', pidsWhere(({ residentBytes }) => residentBytes >= 200 * 1024 ** 2)],
    ['mem>5', pidsWhere(({ residentBytes }) => residentBytes > 0.05 * 4 * 1024 ** 3)],
    ['st=r', pidsWhere(({ state }) => state === 'R')],
    ['time>1min', pidsWhere(({ cpuSeconds }) => cpuSeconds > 60)],
    ['/^ma.le$/', pidsWhere(({ command }) => command === 'maple')],
    ['/^MA/i', pidsWhere(({ command, user }) => /^ma/i.test(command) || /^ma/i.test(user))],
    ['POV', pidsWhere(({ command }) => command === 'povray')],
    ['!povray', pidsWhere(({ command }) => command !== 'povray')],
  ])('%s keeps what it says', (text, pids) => {
    expect(pids.length).toBeGreaterThan(0);
    expect(kept(text)).toEqual(pids);
  });

  it.each([
    ['cpu>x', 'cpu needs a number, not x'],
    ['nodes=3', 'nodes: use one of'],
    ['n=', 'n= needs a value'],
    ['user>x', 'user takes only = and !='],
    ['/(/', 'is not a regular expression'],
    ['mem>1furlong', 'mem needs per cent, or bytes'],
    ['constructor=1', 'constructor: use one of'],
  ])('%s is told what is wrong', (text, problem) => {
    expect(parseFilter(text)).toMatchObject({ problem: expect.stringContaining(problem) });
  });

  it('of nothing is none', () => {
    expect(parseFilter('  ')).toBeUndefined();
  });
});
