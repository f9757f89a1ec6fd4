import { describe, expect, it } from 'vitest';
import { readCommandText } from '../../src/scenario/command-text.js';
import { scenarioOf } from './parse-text.js';

const { nodes } = scenarioOf('nodes: [{ count: 2, name: "cm%d" }]');

const NO_OBJECT = 'a command is an object with do, such as {"do":"lock","pid":1000}';

describe('a command that is to be carried out now', () => {
  it.each([
    [
      { do: 'lock', pid: 7 },
      { do: 'lock', pid: 7 },
    ],
    [
      { do: 'migrate', pid: 7, to: 'cm2' },
      { do: 'migrate', pid: 7, to: 2 },
    ],
    [
      { do: 'lock', pid: 7, as: 'ann' },
      { do: 'lock', pid: 7, as: 'ann' },
    ],
    [
      { do: 'spawn', home: 1 },
      {
        ...{ do: 'spawn', home: 1, workSeconds: 60, memoryBytes: 1024 ** 2 },
        ...{ user: 'root', nice: 0, command: 'loop' },
      },
    ],
  ])('is read as in a timeline, without its time: %j', (written, command) => {
    expect(readCommandText(written, nodes)).toEqual(command);
  });

  it.each([
    [null, NO_OBJECT],
    [undefined, NO_OBJECT],
    ['lock', NO_OBJECT],
    [[], NO_OBJECT],
    [7, NO_OBJECT],
    [{}, 'do is missing'],
    [{ do: 'lock' }, 'pid is missing'],
    [{ do: 'lock', pid: 0 }, 'pid: must be a whole number of at least 1, got 0'],
    [{ do: 'lock', pid: 7, at: 0 }, 'at: a command is carried out now: leave it out'],
    [{ do: 'lock', pid: 7, node: 1 }, 'node: unknown key (allowed: at, do, as, pid)'],
    [
      { do: 'leave', node: 'cm3' },
      'node: must be the name or N# of a node (cm1 to cm2), got "cm3"; did you mean cm1?',
    ],
    [{ do: 'lock', pid: 0, x: 1 }, 'x: unknown key (allowed: at, do, as, pid)'],
  ])('is refused where it is none: %j', (written, complaint) => {
    expect(readCommandText(written, nodes)).toBe(complaint);
  });

  it('is refused for a word that is none, with those that there are', () => {
    expect(readCommandText({ do: 'lok', pid: 7 }, nodes)).toMatch(
      /^do: must be migrate, lock, .* or cpulimit, got "lok"; did you mean lock\?$/,
    );
  });
});
