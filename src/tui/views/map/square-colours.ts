import type { ProcessView } from '../../../cluster/facts/view.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { Sample } from '../../past/sample.js';
import type { DashboardState } from '../../state.js';

/** What the colours of the squares tell apart; their signs tell where a process is in any case. */
export type Colouring = 'place' | 'user' | 'age';

export const COLOURINGS: readonly Colouring[] = ['place', 'user', 'age'];

export type SquareKind = keyof Charset['squares'];

export function kindOf({ state, node, home }: ProcessView): SquareKind {
  if (state === 'T') return 'stopped';
  return node === home ? 'home' : 'migrated';
}

/** The colour of a process; one that is stopped keeps its own. */
export function colouringOf({ views, sample }: DashboardState): (process: ProcessView) => Colour {
  switch (views.map.colouring) {
    case 'place':
      return (process) => PLACES.find(([kind]) => kind === kindOf(process))![1];
    case 'user': {
      const colours = new Map(usersOf(sample).map((user, index) => [user, USER_COLOURS[index]]));
      return ({ user }) => colours.get(user) ?? 'dim';
    }
    case 'age':
      return ({ arrivalSeconds }) => ageOf(sample.now - arrivalSeconds)[1];
  }
}

/** What signs and colours mean, the weightiest first. */
export function squareLegend({ views, sample, charset }: DashboardState): readonly Line[] {
  const part = (sign: string, colour: Colour, word: string): Line => [
    span(sign, { colour }),
    span(` ${word}`, { colour: 'dim' }),
  ];
  const { home } = charset.squares;
  switch (views.map.colouring) {
    case 'place':
      return PLACES.map(([kind, colour, word]) => part(charset.squares[kind], colour, word));
    case 'user':
      return usersOf(sample)
        .slice(0, USER_COLOURS.length)
        .map((user, index) => part(home, USER_COLOURS[index]!, sanitize(user)));
    case 'age':
      return AGES.map(([, colour, word]) => part(home, colour, word));
  }
}

const PLACES: readonly (readonly [SquareKind, Colour, string])[] = [
  ['home', 'low', 'at home'],
  ['migrated', 'guest', 'migrated'],
  ['moving', 'moving', 'moving'],
  ['stopped', 'middle', 'stopped'],
];

const USER_COLOURS: readonly Colour[] = ['low', 'guest', 'memory', 'moving', 'strong', 'middle'];

/** Up to which age, in virtual seconds. */
const AGES: readonly (readonly [below: number, Colour, string])[] = [
  [10, 'moving', 'under 10 s'],
  [60, 'guest', '1 min'],
  [600, 'low', '10 min'],
  [Infinity, 'memory', 'older'],
];

function ageOf(seconds: number) {
  return AGES.find(([below]) => seconds < below)!;
}

/** Those with most processes come first. */
function usersOf({ processes }: Sample): readonly string[] {
  const counts = new Map<string, number>();
  for (const { user } of processes) counts.set(user, (counts.get(user) ?? 0) + 1);
  return [...counts]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([user]) => user);
}
