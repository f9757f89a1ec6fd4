import { describe, expect, it } from 'vitest';
import { parseMosrun } from '../../../src/cluster/orders/mosrun.js';
import fc from '../../support/properties.js';

function parsed(line: string) {
  const result = parseMosrun(line);
  return result.ok ? result.request : result.reason;
}

describe('a command line of mosrun', () => {
  it.each([
    ['povray scene.pov', { command: 'povray scene.pov' }],
    ['mosrun R', { lock: true, command: 'R' }],
    ['mosrun -k R', { command: 'R' }],
    ['mosrun -3 -k R', { on: 3, command: 'R' }],
    ['mosrun -c -2 R', { decay: 'cpujob', on: 2, lock: true, command: 'R' }],
    ['mosrun -2 -l R', { on: 2, lock: false, command: 'R' }],
    ['mosrun -h R', { on: 'home', lock: true, command: 'R' }],
    ['mosrun -h -l R', { on: 'home', lock: false, command: 'R' }],
    ['mosrun -h -k R', { on: 'home', command: 'R' }],
    ['mosrun -3 -L povray', { on: 3, lock: true, command: 'povray' }],
    ['mosrun -3 -F R', { on: 3, orAnywhere: true, lock: true, command: 'R' }],
    [
      'mosrun -j1-4,7-8,12 R',
      {
        on: [
          { first: 1, last: 4 },
          { first: 7, last: 8 },
          { first: 12, last: 12 },
        ],
        lock: true,
        command: 'R',
      },
    ],
    ['mosrun -l R', { lock: false, command: 'R' }],
    ['mosrun -c R', { decay: 'cpujob', command: 'R' }],
    ['mosrun -i R', { decay: 'iojob', command: 'R' }],
    ['mosrun -n R', { decay: 'nodecay', command: 'R' }],
    ['mosrun -s R', { decay: 'slowdecay', command: 'R' }],
    ['mosrun -f R', { decay: 'fastdecay', command: 'R' }],
    ['mosrun -t 30 -d 900 R', { decay: { intervalSeconds: 30, kept: 900 }, command: 'R' }],
    ['mosrun -d900 R', { decay: { kept: 900 }, command: 'R' }],
    [
      'mosrun -e -R R -h',
      { lock: true, decayScope: { overExec: true, byChildren: false }, command: 'R -h' },
    ],
    ['mosrun -l -z /usr/sbin/tcpd in.rshd -L', { lock: false, command: 'in.rshd -L' }],
    ['mosrun "my program" -x', { lock: true, command: 'my program -x' }],
    ['nomig R', { lock: true, command: 'R' }],
    ['nomig -z /bin/R R', { lock: true, command: 'R' }],
    ['runhome R', { on: 'home', lock: true, command: 'R' }],
    ['runon 5 R', { on: 5, lock: true, command: 'R' }],
    ['cpujob R', { decay: 'cpujob', command: 'R' }],
    ['iojob -2 R', { decay: 'iojob', on: 2, lock: true, command: 'R' }],
    ['nodecay -h R', { decay: 'nodecay', on: 'home', lock: true, command: 'R' }],
    ['slowdecay R', { decay: 'slowdecay', command: 'R' }],
    ['fastdecay R', { decay: 'fastdecay', command: 'R' }],
  ])('%s is understood', (line, expected) => {
    expect(parsed(line)).toEqual(expected);
  });

  it.each([
    ['', 'a command line is needed'],
    ['mosrun "my program -x', 'a quote is not closed: mosrun "my program -x'],
    ['mosrun', 'mosrun: which command?'],
    ['mosrun -L', 'mosrun: which command?'],
    ['mosrun -h -3 R', 'mosrun: -h and -3 exclude each other'],
    ['mosrun -l -L R', 'mosrun: -l and -L exclude each other'],
    ['mosrun -c -t5 R', 'mosrun: -c and -t5 exclude each other'],
    ['mosrun -0 R', 'mosrun: -0: a node is 1 to 65535'],
    ['mosrun -65536 R', 'mosrun: -65536: a node is 1 to 65535'],
    ['mosrun -j4-1 R', 'mosrun: -j4-1: -j needs nodes such as -j1-4,7-9'],
    ['mosrun -j R', 'mosrun: -j: -j needs nodes such as -j1-4,7-9'],
    ['mosrun -F R', 'mosrun: -F needs -h, a node or -j'],
    ['mosrun -t R', 'mosrun: -t needs the seconds of an interval, more than 0'],
    ['mosrun -d 1001 R', 'mosrun: -d needs the thousandths that are kept, 0 to 1000'],
    ['mosrun -z R', 'mosrun: argv[0] is missing after -z'],
    ['runon R', 'runon: needs a node (1 to 65535), got R'],
    ['runhome -3 R', 'runhome: unknown option -3; it has none'],
    ['cpujob -L R', 'cpujob: unknown option -L; allowed: -h -ID'],
  ])('%j is refused', (line, reason) => {
    expect(parsed(line)).toBe(reason);
  });

  it('names what is allowed instead of an unknown option', () => {
    expect(parsed('mosrun -x R')).toMatch(/^mosrun: unknown option -x; allowed: -h -ID -jID1-ID2/);
  });

  it('whatever it is, is answered: with a command or with a reason', () => {
    const tool = fc.constantFrom('mosrun', 'nomig', 'runon', 'iojob', 'runhome');
    const option = fc.constantFrom(
      '-h',
      '-3',
      '-j1-2',
      '-F',
      '-z',
      '-t',
      '-d',
      '-L',
      '-x',
      '-',
      '--',
    );
    const word = fc.oneof(option, fc.string(), fc.constant('7'));
    fc.assert(
      fc.property(tool, fc.array(word), (name, words) => {
        const result = parseMosrun([name, ...words].join(' '));
        if (result.ok) expect(typeof result.request.command).toBe('string');
        else expect(result.reason).not.toBe('');
      }),
    );
  });
});
