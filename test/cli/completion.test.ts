import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** What a real bash offers for the last of the words, in a folder with the file "my lab.yaml". */
function offered(...words: readonly string[]): readonly string[] {
  const folder = temporaryFolder({ 'my lab.yaml': '', '_completion.bash': COMPLETION });
  const script = `source ./_completion.bash
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mtop_sim; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', 'mtop-sim', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

const COMPLETION = mtop(['completion', 'bash']).stdout;

describe('bash completes', () => {
  it('commands and scenarios first of all', () => {
    const words = offered('');
    for (const word of ['run', 'snapshot', 'check', 'auckland', 'two-nodes', 'my lab.yaml']) {
      expect(words).toContain(word);
    }
    expect(offered('ex')).toEqual(['explain']);
  });

  it('the options of the command that was written, and of the dashboard where none was', () => {
    expect(offered('run', '--un')).toEqual(['--until']);
    expect(offered('--un')).toEqual([]);
    expect(offered('--ra')).toEqual(['--rate']);
    expect(offered('--vers')).toEqual(['--version']);
  });

  it.each([
    [
      ['snapshot', '--view', 'm'],
      ['mtop', 'mosmon', 'map'],
    ],
    [['snapshot', '--view', '=', 'ma'], ['map']],
    [
      ['snapshot', '--view', '='],
      ['mtop', 'mosmon', 'cluster', 'map', 'history', 'events', 'beliefs'],
    ],
    [
      ['snapshot', 'two-nodes', '--format', ''],
      ['text', 'svg', 'json', 'csv'],
    ],
    [['run', '--policy', 'op'], ['openmosix']],
    [['run', '--events', 'my'], ['my lab.yaml']],
    [['run', '--until', ''], []],
    [['check', 'two'], ['two-nodes']],
    [
      ['list', ''],
      ['scenarios', 'policies'],
    ],
    [['completion', 'b'], ['bash']],
    [
      ['study', ''],
      ['check', 'run', 'slurm', 'merge', 'verify', 'watch', 'report'],
    ],
    [['study', 'run', '--sh'], ['--shard']],
    [['run', '--sh'], []],
    [['study', 'run', 'my'], ['my lab.yaml']],
    [['live', 'mo'], ['move']],
  ])('%j to %j', (words, wanted) => {
    expect(offered(...words)).toEqual(wanted);
  });
});

describe('bash asks a running cluster', () => {
  /** In place of the program: says what it was asked for. */
  const PROGRAM = '#!/bin/sh\n[ "$*" = "names $WANTED" ] && printf "%s\\n" $ANSWER\n';
  const asked = (words: readonly string[], WANTED: string, ANSWER: string) => {
    const folder = temporaryFolder({ c: COMPLETION, 'mtop-sim': PROGRAM });
    chmodSync(join(folder, 'mtop-sim'), 0o755);
    const complete = words[0] === 'mtop-sim' ? '_mtop_sim' : '_mtop_sim_tool';
    const script = `source ./c
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); ${complete}; printf '%s ' "\${COMPREPLY[@]}"`;
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}`, WANTED, ANSWER };
    const { stdout } = spawnSync('bash', ['-c', script, 'bash', ...words], {
      ...{ cwd: folder, encoding: 'utf8', env },
    });
    return stdout.trim();
  };

  it.each([
    ['pids', '1000 1001 2000', 'mtop-sim migrate 1', '1000 1001'],
    ['nodes', '1 2 30', 'mtop-sim migrate 1000 3', '30'],
    ['nodes', '1 2', 'mtop-sim migrate 1000 h', 'home'],
    ['nodes', '1 2', 'mtop-sim mps --on 2', '2'],
    ['clusters', 'lab auckland', 'mtop-sim attach au', 'auckland'],
    ['pids', '1000 2000', 'migrate 2', '2000'],
  ])('for its %s: of %s %j is completed to %s', (what, words, line, wanted) => {
    expect(asked(line.split(' '), what, words)).toBe(wanted);
  });
});

describe.each(['zsh', 'fish'])('the completion for %s', (shell) => {
  const { stdout, status } = mtop(['completion', shell]);

  it('has every command and every long option', () => {
    expect(status).toBe(0);
    const flag = shell === 'fish' ? '-l ' : '--';
    const helps = ['dashboard', 'run', 'snapshot', 'explain', 'check', 'list'];
    for (const command of helps) {
      expect(stdout).toContain(command);
      const options = mtop([command, '--help']).stdout.match(/--[a-z]+(?:-[a-z]+)*/g) ?? [];
      for (const option of options) expect(stdout).toContain(`${flag}${option.slice(2)}`);
    }
  });

  it.skipIf(spawnSync(shell, ['-c', 'true']).status !== 0)('is read by it', () => {
    const folder = temporaryFolder({ completion: stdout });
    const { stderr } = spawnSync(shell, ['-n', 'completion'], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
  });
});

it.skipIf(spawnSync('fish', ['-c', 'true']).status !== 0).each([
  ['mtop-sim study v', ['verify']],
  ['mtop-sim study run --sh', ['--shard']],
  ['mtop-sim run --sh', []],
  ['mtop-sim run --unt', ['--until']],
])('fish completes %j to %j', (line, wanted) => {
  const completion = mtop(['completion', 'fish']).stdout;
  const { stdout } = spawnSync('fish', ['-c', `${completion}\ncomplete -C '${line}'`], {
    encoding: 'utf8',
  });
  const words = stdout.split('\n').map((one) => one.split('\t')[0]!);
  expect(words.filter((word) => word !== '')).toEqual(wanted);
});

describe('the manual page', () => {
  const page = readFileSync(new URL('../../man/mtop-sim.1', import.meta.url), 'utf8');

  it('is the one that the program prints', () => {
    expect(mtop(['man']).stdout).toBe(page);
  });

  it('has every command and option with what the help says', () => {
    const text = page.replaceAll('\\-', '-');
    for (const command of ['run', 'snapshot', 'explain', 'check', 'list', 'completion']) {
      expect(text).toContain(`.SS ${command}`);
      for (const option of mtop([command, '--help']).stdout.match(/--[a-z]+(?:-[a-z]+)*/g) ?? []) {
        expect(text).toContain(`\\fB${option}\\fR`);
      }
    }
    expect(text).toContain('.SS study run <file>');
    expect(text).toMatch(/^\\fBmtop-sim study run\\fR \\fI<file>\\fR \[\\fIoptions\\fR\]$/m);
    expect(text).toContain('\\fB--shard\\fR');
  });
});
