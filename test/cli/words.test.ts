import { describe, expect, it } from 'vitest';
import { ran } from '../support/in-process.js';

const complaint = async (...words: readonly string[]) => {
  const { code, out, err } = await ran(words);
  expect([code, out]).toEqual([2, '']);
  return err;
};

describe('the first word of a command line', () => {
  it('is a scenario, though a command is spelt nearly so', async () => {
    const { code, out } = await ran(['map']);
    expect([code, out.split('\n').length > 10]).toEqual([0, true]);
  });

  it('is a file that is there, though a command is spelt nearly so', async () => {
    // The folder of the compiled program, where the tests are run.
    expect(await complaint('dist')).toBe(
      'mtop-sim: scenario dist: it is a directory, not a file\n',
    );
  });

  it.each([
    ['lst', 'list'],
    ['rum', 'run'],
    ['dashbord', 'dashboard'],
    ['hlep', 'help'],
    ['atach', 'attach'],
    ['competion', 'completion'],
  ])('is else a command that was mistyped: %s', async (word, meant) => {
    expect(await complaint(word)).toBe(
      `mtop-sim: there is no command or scenario "${word}"; did you mean ${meant}?\n`,
    );
  });

  it('is no scenario where nothing is spelt so', async () => {
    expect(await complaint('xyzzyqq')).toMatch(
      /^mtop-sim: there is no scenario "xyzzyqq" \(shipped/,
    );
  });
});

describe('help', () => {
  it('is asked for about commands that there are', async () => {
    for (const words of [['help'], ['help', 'run'], ['help', 'study', 'run'], ['--help']]) {
      expect(await ran(words)).toMatchObject({ code: 0, err: '' });
    }
    expect(await complaint('help', 'rum')).toBe(
      'mtop-sim: there is no command "rum"; did you mean run?\n',
    );
    expect(await complaint('study', 'help', 'rum')).toBe(
      'mtop-sim: there is no command "rum"; did you mean run?\n',
    );
    expect(await complaint('help', 'xyzzyqq')).toMatch(
      /^mtop-sim: there is no command "xyzzyqq"; the commands are dashboard tour .* schema\n$/,
    );
  });

  it('of the program has the options of its first form, and is that of a command for one', async () => {
    const all = (await ran(['--help'])).out;
    expect(all).toContain('--policy <name>');
    expect(all).toContain('inevitable');
    const { out } = await ran(['run', '--help']);
    expect(out).toContain('--completions <file>');
    expect(out).not.toContain('--readonly');
  });
});

describe('options that would change nothing', () => {
  it.each([
    [['--format', 'text', '--theme', 'dark'], '--theme changes nothing with --format text'],
    [['--format', 'json', '--ascii'], '--ascii changes nothing with --format json'],
    [['--format', 'csv', '--view', 'map'], '--view changes nothing with --format csv'],
    [['--format', 'csv', '--size', '80x20'], '--size changes nothing with --format csv'],
    [['--format', 'json', '--keys', 'q'], '--keys changes nothing with --format json'],
  ])('are refused: snapshot %j', async (words, sentence) => {
    expect(await complaint('snapshot', 'two-nodes', ...words)).toBe(
      `mtop-sim: ${sentence}: leave it out\n`,
    );
  });

  it('are those that are given, and they change something elsewhere', async () => {
    const picture = await ran(['snapshot', 'two-nodes', '--format', 'svg', '--theme', 'light']);
    expect([picture.code, picture.err]).toEqual([0, '']);
    const text = await ran(['snapshot', 'two-nodes', '--ascii', '--size', '80x12']);
    expect([text.code, /^[ -~\n]*$/.test(text.out)]).toEqual([0, true]);
    expect(text.out.trimEnd().split('\n').length).toBeLessThanOrEqual(12);
  });
});
