import { describe, expect, it } from 'vitest';
import type { Moment } from '../../src/recording/moment.js';
import { branchesOf, type Entry, entryLine, readEntry } from '../../src/recording/recording.js';

function at(steps: number, commands: number): Moment {
  return { seconds: steps / 10, steps, commands };
}

const CRASH = { do: 'crash', node: 3 as never } as const;
const JOIN = { do: 'join', node: 3 as never } as const;

const ENTRIES: readonly Entry[] = [
  { type: 'marked', mark: { at: at(5, 0), digest: '00ff' } },
  { type: 'sent', sent: { at: at(10, 0), command: CRASH }, by: 'user' },
  { type: 'branched', id: 2, parent: 1, since: at(7, 0) },
  { type: 'sent', sent: { at: at(7, 0), command: JOIN }, by: 'ana' },
  { type: 'switched', branch: 1 },
  { type: 'marked', mark: { at: at(11, 1), digest: undefined } },
  { type: 'marked', mark: { at: at(12, 1), digest: '11ee' } },
];

describe('the lines of a recording', () => {
  it('say the same when they are read again', () => {
    expect(ENTRIES.map((entry) => readEntry(entryLine(entry)))).toEqual(ENTRIES);
  });

  it.each([
    ...['', '{', '7', 'null', '[]', '{}', '{"switch":0}', '{"at":1,"step":2}'],
    ...[
      '{"at":-1,"step":2,"commands":0,"digest":"a"}',
      '{"at":1,"step":0.5,"commands":0,"digest":"a"}',
    ],
    '{"at":1,"step":2,"commands":0,"command":"crash"}',
    '{"at":1,"step":2,"commands":0,"digest":7}',
  ])('are none of these: %s', (line) => {
    expect(readEntry(line)).toBeUndefined();
  });
});

describe('the branches of a recording', () => {
  it('have what was sent on them, and the last one is where the session goes on', () => {
    const { branches, branch, used } = branchesOf(ENTRIES);
    expect(used).toBe(ENTRIES.length);
    expect(branch).toBe(1);
    expect(branches).toMatchObject([
      { id: 1, parent: undefined, commands: [{ command: CRASH }], end: at(12, 1) },
      { id: 2, parent: 1, since: at(7, 0), commands: [{ command: JOIN }], end: at(7, 1) },
    ]);
  });

  it.each([
    ['a branch of none', [{ type: 'branched', id: 2, parent: 7, since: at(1, 0) }]],
    ['a branch that is there', [{ type: 'branched', id: 1, parent: 1, since: at(1, 0) }]],
    ['a switch to none', [{ type: 'switched', branch: 3 }]],
    ['time that goes back', [{ type: 'sent', sent: { at: at(3, 0), command: JOIN }, by: 'user' }]],
  ] as const)('end before %s', (_, wrong) => {
    expect(branchesOf([ENTRIES[0]!, ...(wrong as readonly Entry[])]).used).toBe(1);
  });
});
