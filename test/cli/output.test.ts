import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import { blameFirst, failureOf, sentenceOf, systemReason } from '../../src/cli/failure.js';
import { complain, passOn, print, printStyled, write, writeControl } from '../../src/cli/output.js';
import { printReport } from '../../src/cli/running/style.js';

/** What a file may hold to deceive a terminal: it would clear the screen. */
const DECEIT = 'a\u001b[2Jb\n';

describe('what is written', () => {
  let out: string[];
  let err: string[];
  const { isTTY } = process.stdout;

  beforeEach(() => {
    [out, err] = [[], []];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0);
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    Object.assign(process.stdout, { isTTY });
  });

  it('to standard output is cleaned for a terminal, and no byte changes elsewhere', () => {
    Object.assign(process.stdout, { isTTY: true });
    print(DECEIT);
    expect(out.join('')).not.toContain('\u001b');
    expect(out.join('')).toMatch(/^a.*b\n$/);
    Object.assign(process.stdout, { isTTY: false });
    out.length = 0;
    print(DECEIT);
    printStyled(DECEIT);
    expect(out).toEqual([DECEIT, DECEIT]);
    expect(err).toEqual([]);
  });

  it('to standard error is cleaned always, but for what moves the cursor', () => {
    write(DECEIT);
    complain('no');
    expect(err.join('')).not.toContain('\u001b');
    expect(err[1]).toBe('mtop-sim: no\n');
    writeControl('\r\u001b[K');
    expect(err[2]).toBe('\r\u001b[K');
    expect(out).toEqual([]);
  });

  it('by another program goes to the outputs to which it went there', () => {
    passOn(Buffer.from('one'), Buffer.from('two'));
    expect([out, err]).toEqual([['one'], ['two']]);
  });

  it.each([
    ['a terminal', { isTTY: true, noColor: '', term: 'xterm' }, true],
    ['a file', { isTTY: false, noColor: '', term: 'xterm' }, false],
    ['a terminal, with NO_COLOR', { isTTY: true, noColor: '1', term: 'xterm' }, false],
    ['a terminal without colours', { isTTY: true, noColor: '', term: 'dumb' }, false],
  ])('as a report has colours or not: to %s', async (_, { isTTY, noColor, term }, isColoured) => {
    Object.assign(process.stdout, { isTTY });
    vi.stubEnv('NO_COLOR', noColor);
    vi.stubEnv('TERM', term);
    await printReport((style) => `${style.title('t')} ${style.label('l')}\n`);
    // Bold, and cyan.
    expect(out.join('')).toBe(
      isColoured ? '\u001b[1mt\u001b[22m \u001b[36ml\u001b[39m\n' : 't l\n',
    );
  });
});

describe('the sentence of a failure', () => {
  const missing = Object.assign(new Error('ENOENT'), {
    errno: -2,
    code: 'ENOENT',
    syscall: 'open',
  });

  it.each([
    ['of a user', new UserError('no such word'), 'no such word'],
    [
      'of the system, with its path',
      { ...own(missing), path: '/x' },
      '/x: no such file or directory',
    ],
    ['of the system, without one', own(missing), 'open: no such file or directory'],
    [
      'of the system, of a folder',
      { ...own(missing), code: 'EISDIR', path: '/x' },
      '/x: it is a directory, not a file',
    ],
    ['of the system, one that has no words', { ...own(missing), errno: -99999 }, 'open: ENOENT'],
    ['of a bug', new Error('oh'), 'this is a bug in mtop-sim: oh (MTOP_DEBUG=1 shows where)'],
    ['of what is no error', 'oh', 'this is a bug in mtop-sim: oh (MTOP_DEBUG=1 shows where)'],
  ])('%s', (_, error, sentence) => {
    const thrown = typeof error === 'object' && !(error instanceof Error) ? errorOf(error) : error;
    expect(sentenceOf(thrown)).toBe(sentence);
    const exitCode = error instanceof UserError ? 2 : 1;
    expect(failureOf(thrown)).toMatchObject({ message: sentence, exitCode });
  });

  it('has for its reason what was thrown, where that is no error of the system', () => {
    expect(systemReason(new Error('oh'))).toBe('Error: oh');
    expect(systemReason(Object.assign(new Error('oh'), { errno: -2 }))).toBe('Error: oh');
    expect(systemReason({ ...own(missing) })).toBe('[object Object]');
  });

  it('is that of whose fault it is, if somebody knows, but for what the user did', () => {
    blameFirst(() => new UserError('the policy has thrown'));
    try {
      expect(failureOf(new Error('oh')).message).toBe('the policy has thrown');
      expect(failureOf(new UserError('mine')).message).toBe('mine');
    } finally {
      blameFirst(() => undefined);
    }
  });

  function own({ errno, code, syscall }: typeof missing) {
    return { errno, code, syscall };
  }

  function errorOf(fields: object): Error {
    return Object.assign(new Error('of the system'), fields);
  }
});
