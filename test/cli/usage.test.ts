import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { parseCommandLine } from '../../src/cli/program.js';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const BAD_SCENARIOS = fileURLToPath(new URL('../fixtures/bad-scenarios/', import.meta.url));

describe('the command line', () => {
  it('explains itself', () => {
    const { status, stdout } = mtop(['--help']);
    expect(status).toBe(0);
    for (const word of ['dashboard', 'run', 'snapshot', 'check', 'list', '--policy', '--rate']) {
      expect(stdout).toContain(word);
    }
    expect(mtop(['run', '--help']).stdout).toContain('--completions');
    expect(mtop(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('knows each command that its help names, though a start reads only what its first word needs', async () => {
    const { stdout } = mtop(['--help']);
    const written = /Commands:\n([\s\S]*)/.exec(stdout)![1]!;
    const listed = [...written.matchAll(/^ {2}([a-z]+)/gm)].map(([, name]) => name!);
    const names = listed.filter((name) => name !== 'help');
    expect(names.length).toBeGreaterThan(25);
    const asked: string[] = [];
    for (const name of names) {
      const given = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
        asked.push(String(text));
        return true;
      });
      expect([name, await parseCommandLine([name, '--help'])]).toEqual([name, 0]);
      given.mockRestore();
    }
    for (const name of names) expect(asked.join('')).toContain(`Usage: mtop-sim ${name} `);
  });

  it('refuses what would change a scenario where a running cluster is asked', async () => {
    const words = ['mosctl', '--cluster', 'lab', 'getload', '3', '--seed', '3'];
    await expect(parseCommandLine(words)).rejects.toThrow(
      '--seed is for a scenario, and that cluster runs already: leave it out',
    );
  });

  it.each([
    ['mosctl two-nodes getlod', 'mosctl answers whois getload'],
    ['mosctl two-nodes getload 3', 'there is no node 3'],
    ['run --nope', "unknown option '--nope'"],
    ['run --seed x', 'a whole number from 0'],
    ['run --seed -1', 'a whole number from 0'],
    ['run --seed 1e99', 'a whole number from 0'],
    ['run --until soon', 'a duration such as'],
    ['run --nodes 0', 'a number of nodes from 1 to 65535'],
    ['run --nodes 1.5', 'a number of nodes from 1 to 65535'],
    ['run --nodes /no/where.csv', 'no such file'],
    ['run --information rumours', 'gossip'],
    ['run --policy magic', 'there is no policy "magic": use one of none, openmosix'],
    ['run --policy ./no/where.mjs', 'cannot be loaded: there is no such file'],
    ['run --policy ./src', 'cannot be loaded: it is not a file'],
    ['run --events=', 'the path of a file'],
    ['run --csv=', 'the path of a file'],
    ['mps --cluster=', 'It must be a word, not an empty one'],
    ['mosrun --work= loop', 'It must be a word, not an empty one'],
    ['run --swf /no/where.swf', 'no such file'],
    ['run --csv /no/where.csv', 'no such file'],
    ['run --swf a --csv b', 'only one of'],
    ['run aukland', 'did you mean auckland?'],
    ['run ./no/where.yaml', 'no such file'],
    ['run two-nodes auckland', 'too many arguments'],
    ['--seed 3 run two-nodes', 'too many arguments'],
    ['dashbord', 'no command or scenario "dashbord"; did you mean dashboard?'],
    ['clusterz', 'did you mean clusters?'],
    ['aucklnd', 'did you mean auckland?'],
    ['--rate 0', 'a number above 0'],
    ['--rate fast', 'a number above 0'],
    ['snapshot --at never', 'a duration such as'],
    ['snapshot --size 10x2', 'from 40x10'],
    ['snapshot --size wide', 'from 40x10'],
    ['list nodes', 'scenarios, policies'],
    ['check', "missing required argument 'file'"],
    ['check /no/where.yaml', 'mtop-sim: scenario /no/where.yaml: no such file'],
    ['run ./config', 'it is a directory, not a file'],
    ['run two-nodes --every 5s', 'say where they go by --checkpoint FILE'],
    ['run --resume /dev/zero', '/dev/zero is not a checkpoint of mtop-sim'],
    ['run --swf /dev/zero --replications 2', '/dev/zero is not a file'],
    ['live check --record x.tape', "unknown option '--record'"],
    ['live --record x.tape check', 'options of live check follow it: --record'],
    ['live output A', 'a job has a name such as awk-mb3k9x; got "A"'],
    ['help snapshto', 'there is no command "snapshto"; did you mean snapshot?'],
    ['study help nix', 'there is no command "nix"; the commands are'],
    [
      'snapshot --format json --view map',
      '--view changes nothing with --format json: leave it out',
    ],
    ['policy new ', 'It must be the path of a file'],
  ])('answers %s with a sentence and exit code 2', (words, sentence) => {
    const { status, stdout, stderr } = mtop(words.split(' '));
    expect(stderr).toContain(sentence);
    expect(stderr).toMatch(/^mtop-sim: /);
    expect(stderr).not.toMatch(/^ +at /m);
    expect([status, stdout]).toEqual([2, '']);
  });
});

describe('list', () => {
  it('names the shipped scenarios and the policies', () => {
    expect(mtop(['list', 'scenarios']).stdout).toMatch(/^auckland +Seven dual Xeons/m);
    expect(mtop(['list', 'policies']).stdout).toMatch(/^none +processes stay/m);
  });
});

describe('check', () => {
  it('says that the shipped scenarios are fine', () => {
    const { status, stdout } = mtop(['check', 'auckland', 'config/two-nodes.yaml']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^auckland: OK, 7 nodes/);
    expect(stdout).toMatch(/^config\/two-nodes.yaml: OK, 2 nodes, 1 workload/m);
  });

  it('tells of every problem of every file, with its line', () => {
    const files = readdirSync(BAD_SCENARIOS).map((file) => join(BAD_SCENARIOS, file));
    const { status, stdout, stderr } = mtop(['check', ...files]);
    expect([status, stdout]).toEqual([2, '']);
    for (const file of files) expect(stderr).toContain(`mtop-sim: ${file}:`);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  it('opens the files that a scenario names', () => {
    const folder = temporaryFolder({
      'a.yaml': 'nodes: [{ cpus: 1, speed: 10000, memory: 1GB }]\nworkload: [{ swf: gone.swf }]\n',
    });
    const { status, stderr } = mtop(['check', join(folder, 'a.yaml')]);
    expect(status).toBe(2);
    expect(stderr).toContain('gone.swf');
  });
});

describe('what a file says', () => {
  it.each([
    'policy: "./\\e[2J.mjs"',
    'workload: [{ swf: "\\e[2J.swf" }]',
    'nodes: { map: "\\e[2J" }',
    '"\\e[2J": 1',
  ])('does not reach a terminal raw: %s', (line) => {
    const nodes = line.startsWith('nodes') ? '' : 'nodes: [{ count: 1 }]\n';
    const file = join(temporaryFolder({ 'x.yaml': `${nodes}${line}\n` }), 'x.yaml');
    for (const words of [
      ['run', file, '--until', '1s'],
      ['check', file],
    ]) {
      const { status, stderr } = mtop(words);
      expect(status).toBe(2);
      expect(stderr).toContain('?[2J');
      expect(stderr).not.toContain('\u001b');
    }
  });
});

describe('a screen without a terminal', () => {
  it.each([{ TERM: 'xterm' }, { TERM: 'dumb' }, { TERM: '' }])('is text with %o', (env) => {
    const { status, stdout } = mtop([], { ...env, COLUMNS: '' });
    expect(status).toBe(0);
    expect(stdout).toContain('N#');
    expect(stdout).not.toContain('\u001b');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('is as wide as COLUMNS says', () => {
    const { stdout } = mtop([], { COLUMNS: '100' });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeGreaterThan(80);
  });

  it('is of any size and time for snapshot, and the same every time', () => {
    const words = ['snapshot', 'two-nodes', '--at', '20s', '--size', '120x20'];
    const { status, stdout } = mtop(words);
    expect(status).toBe(0);
    expect(stdout).toContain('0:00:20');
    expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    expect(mtop(words).stdout).toBe(stdout);
  });
});

it('a scenario that is longer than 200KB is told where many processes can stand', () => {
  const folder = temporaryFolder({
    'x.yaml': `nodes: [{}]\nworkload:\n${'- {work: 1s}\n'.repeat(100_000)}`,
  });
  const { status, stderr } = mtop(['check', join(folder, 'x.yaml')]);
  expect(status).toBe(2);
  expect(stderr).toContain(
    'it is longer than 200KB, the most that is read; ' +
      'many processes can stand in a CSV file: workload: [{ csv: FILE }]',
  );
});
