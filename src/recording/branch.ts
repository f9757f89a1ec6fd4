import { BEGINNING, type Moment, type SentCommand } from './moment.js';

/** One future of a run: it goes as its parent until `since`, and then its own way. */
export class Branch {
  readonly id: number;
  readonly parent: Branch | undefined;
  readonly since: Moment;
  /** All that was sent until its end, what it shares with its parent included. */
  readonly commands: SentCommand[];
  /** How far it is known. */
  end: Moment;

  constructor(id: number, from?: { readonly parent: Branch; readonly since: Moment }) {
    this.id = id;
    this.parent = from?.parent;
    this.since = from?.since ?? BEGINNING;
    this.commands = from?.parent.commands.slice(0, from.since.commands) ?? [];
    this.end = this.since;
  }

  /** The first command that is its own; undefined: it has none. */
  get first(): SentCommand | undefined {
    return this.commands[this.since.commands];
  }
}

/** The branches from the first one down to this one. */
export function lineageOf(branch: Branch): readonly Branch[] {
  return branch.parent === undefined ? [branch] : [...lineageOf(branch.parent), branch];
}

/** The moment until which two branches are the same. */
export function forkOf(a: Branch, b: Branch): Moment {
  const [ofA, ofB] = [lineageOf(a), lineageOf(b)];
  const apart = ofA.findIndex((branch, index) => branch !== ofB[index]);
  const [first, second] = [ofA[apart], ofB[apart === -1 ? ofA.length : apart]];
  if (first === undefined) return second?.since ?? a.end;
  if (second === undefined) return first.since;
  return first.since.steps < second.since.steps ? first.since : second.since;
}
