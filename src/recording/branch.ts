import type { BranchView } from '../session/session.js';
import { BEGINNING, compareMoments, type Mark, type Moment, type SentCommand } from './moment.js';
import type { RecordedBranches } from './recording.js';

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

  /** It is known at least until there. */
  comeTo(moment: Moment): void {
    if (compareMoments(moment, this.end) >= 0) this.end = moment;
  }

  /** When the last of its first `count` commands was sent; what was sent together counts as one. */
  lastSent(count: number): Moment | undefined {
    const last = this.commands[count - 1]?.at;
    if (last === undefined) return undefined;
    return this.commands.find(({ at }) => at.steps === last.steps && at.seconds === last.seconds)!
      .at;
  }
}

/** All futures that a run has had. */
export class Branches {
  #all: Branch[] = [new Branch(1)];

  get first(): Branch {
    return this.#all[0]!;
  }

  get views(): readonly BranchView[] {
    return this.#all.map(viewOf);
  }

  find(id: number): Branch | undefined {
    return this.#all.find((branch) => branch.id === id);
  }

  begin(parent: Branch, since: Moment): Branch {
    const branch = new Branch(this.#all.length + 1, { parent, since });
    this.#all.push(branch);
    return branch;
  }

  /**
   * Takes up those of a recording.
   * @returns the one on which it ended, and the states that were written down on the way there
   */
  load({ branches, branch }: RecordedBranches): { branch: Branch; marks: Mark[] } {
    this.#all = [];
    for (const { id, parent, since, commands, end } of branches) {
      const from = parent && { parent: this.find(parent)!, since };
      const made = new Branch(id, from || undefined);
      made.commands.push(...commands);
      made.end = end;
      this.#all.push(made);
    }
    const last = this.find(branch)!;
    const lineage = lineageOf(last);
    const marks = lineage.flatMap(({ id }, index) => {
      const fork = lineage[index + 1]?.since;
      const { marks } = branches.find((known) => known.id === id)!;
      return marks.filter(({ at }) => fork === undefined || compareMoments(at, fork) <= 0);
    });
    return { branch: last, marks };
  }
}

export function viewOf({ id, parent, since, end, first }: Branch): BranchView {
  return {
    id,
    parent: parent?.id,
    sinceSeconds: since.seconds,
    endSeconds: end.seconds,
    first: first?.command,
  };
}

/** The branches from the first one down to this one. */
function lineageOf(branch: Branch): readonly Branch[] {
  return branch.parent === undefined ? [branch] : [...lineageOf(branch.parent), branch];
}

/** Of a branch and its forebears the one to which its moment after so many steps belongs. */
export function ownerOf(branch: Branch, steps: number): Branch {
  const { parent, since } = branch;
  return parent === undefined || steps >= since.steps ? branch : ownerOf(parent, steps);
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
