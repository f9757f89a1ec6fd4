import type { Facts, NodeAnswer } from '../../src/live/job.js';
import type { MoveCall } from '../../src/live/move.js';

/** What keeps node.sh right, each of which a test takes away. */
export interface Fixes {
  /** A lease ends only the move and the cell for which it was begun. */
  readonly leaseIsBound: boolean;
  /** `back` acts only on the move that it names. */
  readonly backNamesMove: boolean;
  /** The first to write the fate of a move decides it. */
  readonly fateIsExclusive: boolean;
}

export const ALL_FIXES: Fixes = {
  ...{ leaseIsBound: true, backNamesMove: true, fateIsExclusive: true },
};

/** Lines of output after which the job ends. */
const END = 25;

interface Cell {
  isStopped: boolean;
  progress: number;
}

/** What a node has of the job. */
interface Folder {
  cell: Cell | undefined;
  leaving: { move: string; target: string; targetBoot: string } | undefined;
  arriving: { move: string; source: string; boot: string } | undefined;
  arrived: { move: string; source: string; boot: string } | undefined;
  settled: string | undefined;
  /** The progress that the images hold. */
  images: number | undefined;
  exit: number | undefined;
  readonly fates: Map<string, string>;
}

interface Lease {
  readonly node: ModelNode;
  readonly move: string;
  readonly cell: Cell;
}

export class ModelNode {
  folder: Folder | undefined;
  boot = 0;
  constructor(readonly id: number) {}

  get host(): string {
    return `n${this.id}`;
  }
}

/**
 * A job and three nodes that answer as node.sh does, each verb a whole. The job appends its own
 * progress to one output, so that a second copy, or a gap, shows there.
 */
export class JobModel {
  readonly nodes = [new ModelNode(1), new ModelNode(2), new ModelNode(3)];
  readonly output: number[] = [];
  readonly leases: Lease[] = [];
  /** Whether a node has forgotten all. */
  hasCrashed = false;
  /** Whether that took the only copy with it. */
  mayBeLost = false;
  readonly #fixes: Fixes;

  constructor(fixes: Fixes) {
    this.#fixes = fixes;
    this.nodes[0]!.folder = emptyFolder();
    this.nodes[0]!.folder.cell = { isStopped: false, progress: 0 };
  }

  get running(): readonly ModelNode[] {
    return this.nodes.filter(({ folder }) => folder?.cell?.isStopped === false);
  }

  /** Every copy that runs writes a line. */
  tick(): void {
    for (const { folder } of this.running) {
      const cell = folder!.cell!;
      this.output.push(cell.progress++);
      if (cell.progress < END) continue;
      folder!.cell = undefined;
      folder!.exit = 0;
    }
  }

  /** A node starts again: its spool was in memory. */
  crash(node: ModelNode): void {
    const { folder } = node;
    node.folder = undefined;
    node.boot++;
    this.hasCrashed = true;
    for (const lease of this.leases.filter((one) => one.node === node)) this.#endLease(lease);
    if (folder === undefined) return;
    const { arriving, leaving, cell } = folder;
    if (cell !== undefined && arriving === undefined) this.mayBeLost = true;
    const isGiven = (other: Folder | undefined, move: string) =>
      other?.leaving?.move === move && other.fates.get(move) === 'moved';
    const others = this.nodes.map((other) => other.folder);
    if (arriving !== undefined && !others.some((other) => isGiven(other, arriving.move))) {
      this.mayBeLost = true;
    }
    const isThere = (other: Folder | undefined, move: string) =>
      other?.cell !== undefined && (other.arriving?.move === move || other.arrived?.move === move);
    if (leaving !== undefined && !others.some((other) => isThere(other, leaving.move))) {
      this.mayBeLost = true;
    }
  }

  /** The end of a lease: the original runs on. */
  expire(lease: Lease): void {
    this.#endLease(lease);
    const { node, move, cell } = lease;
    const folder = node.folder;
    if (folder === undefined) return;
    if (!this.#fixes.leaseIsBound) {
      if (folder.cell !== undefined) folder.cell.isStopped = false;
      folder.leaving = undefined;
      return;
    }
    if (folder.leaving?.move !== move || folder.cell !== cell) return;
    if (!this.#decide(folder, move, 'stayed')) return;
    cell.isStopped = false;
    folder.leaving = undefined;
    folder.images = undefined;
  }

  /** Carries out a call. */
  carryOut({ verb, node, words, into }: MoveCall): NodeAnswer {
    const source = this.nodes[node - 1]!;
    const [, move = '', ...more] = words;
    if (into !== undefined) return this.#copy(source, this.nodes[into.node - 1]!, move, verb);
    if (verb === 'look') return yes(this.#facts(source));
    if (verb === 'room') return this.#room(source, move, more[0]!);
    if (verb === 'forget') return this.#forget(source, move);
    const { folder } = source;
    if (folder === undefined) return no('no such job here');
    switch (verb) {
      case 'rehearse':
        return folder.cell === undefined ? no('no such job here') : yes({});
      case 'dump':
        return this.#dump(source, folder, move, more);
      case 'restore':
        return this.#restore(folder, move);
      case 'commit':
        return this.#commit(folder, move);
      case 'go':
        return this.#go(folder, move);
      case 'settle':
        if (folder.arrived?.move === move) {
          folder.arrived = undefined;
          folder.settled = move;
        }
        return yes({});
      case 'back':
        return this.#back(folder, move);
      case 'revive':
        return this.#revive(folder, move);
      default:
        throw new Error(`no such verb: ${verb}`);
    }
  }

  #endLease(lease: Lease): void {
    this.leases.splice(this.leases.indexOf(lease), 1);
  }

  #decide(folder: Folder, move: string, fate: string): boolean {
    if (!this.#fixes.fateIsExclusive || !folder.fates.has(move)) folder.fates.set(move, fate);
    return folder.fates.get(move) === fate;
  }

  #facts({ folder, host, boot }: ModelNode): Facts {
    const own = { host, boot: String(boot), perl: 'yes', kb: '40000' };
    if (folder === undefined) return own;
    const { cell, leaving, arriving, arrived, exit, fates } = folder;
    const coming = (one: Folder['arriving']) =>
      one === undefined ? '-' : `${one.move} ${one.source} ${one.boot}`;
    return {
      ...own,
      states: cell === undefined ? '-' : cell.isStopped ? 'T' : 'R',
      leaving:
        leaving === undefined
          ? '-'
          : `${leaving.move} ${fates.get(leaving.move) ?? 'open'} ${leaving.target} ${leaving.targetBoot}`,
      arriving: coming(arriving),
      arrived: coming(arrived),
      exit: exit === undefined ? '-' : String(exit),
    };
  }

  #room(node: ModelNode, move: string, source: string): NodeAnswer {
    if (node.folder !== undefined) return no('the job is known here already');
    node.folder = { ...emptyFolder(), arriving: { move, source, boot: '' } };
    return yes({ host: node.host, boot: String(node.boot), perl: 'yes' });
  }

  #dump(node: ModelNode, folder: Folder, move: string, words: readonly string[]): NodeAnswer {
    const { cell, leaving, arriving, arrived, fates } = folder;
    if (cell === undefined) return no('no such job here');
    if (leaving !== undefined || arriving !== undefined) return no('it is being moved already');
    if (fates.has(move)) return no('that move is over');
    if (arrived !== undefined) return no('not settled');
    const [, target = '', targetBoot = ''] = words;
    cell.isStopped = true;
    folder.leaving = { move, target, targetBoot };
    folder.images = cell.progress;
    this.leases.push({ node, move, cell });
    return yes({});
  }

  #copy(source: ModelNode, target: ModelNode, move: string, verb: string): NodeAnswer {
    const from = source.folder;
    const into = target.folder;
    if (into?.arriving?.move !== move || into.cell !== undefined) return no('no room');
    if (verb === 'packahead') return from?.cell === undefined ? no('no such job here') : yes({});
    if (from?.leaving?.move !== move || from.images === undefined) return no('no images');
    into.images = from.images;
    into.arriving = { ...into.arriving, boot: String(source.boot) };
    return yes({});
  }

  #restore(folder: Folder, move: string): NodeAnswer {
    if (folder.arriving?.move !== move) return no('no room was made');
    if (folder.images === undefined) return no('no images');
    if (folder.cell !== undefined) return no('there is a copy here already');
    folder.cell = { isStopped: true, progress: folder.images };
    return yes({});
  }

  #commit(folder: Folder, move: string): NodeAnswer {
    if (folder.leaving?.move !== move) return no('not that move');
    if (!this.#decide(folder, move, 'moved')) return no('it has run on here meanwhile');
    folder.cell = undefined;
    return yes({});
  }

  #go(folder: Folder, move: string): NodeAnswer {
    if (folder.arrived?.move === move || folder.settled === move) return yes({});
    if (folder.arriving?.move !== move || folder.cell === undefined) return no('the copy is gone');
    folder.cell.isStopped = false;
    folder.arrived = folder.arriving;
    folder.arriving = undefined;
    folder.images = undefined;
    return yes({});
  }

  #back(folder: Folder, move: string): NodeAnswer {
    const { leaving } = folder;
    if (!this.#fixes.backNamesMove) {
      if (folder.cell !== undefined) folder.cell.isStopped = false;
      return yes({});
    }
    if (!this.#decide(folder, move, 'stayed')) return no('it was given away');
    if (leaving?.move !== move) return yes({});
    if (folder.cell !== undefined) folder.cell.isStopped = false;
    folder.leaving = undefined;
    folder.images = undefined;
    return yes({});
  }

  #forget(node: ModelNode, move: string): NodeAnswer {
    const { folder } = node;
    if (folder?.arrived?.move === move) return no('it has arrived');
    const isLeft = folder?.leaving?.move === move;
    if (isLeft && folder.fates.get(move) !== 'moved') return no('it was not given away');
    if (isLeft || folder?.arriving?.move === move) node.folder = undefined;
    return yes({});
  }

  #revive(folder: Folder, move: string): NodeAnswer {
    if (folder.leaving?.move !== move || folder.fates.get(move) !== 'moved') return no('not given');
    if (folder.images === undefined) return no('no images');
    folder.cell = { isStopped: false, progress: folder.images };
    folder.leaving = undefined;
    folder.images = undefined;
    return yes({});
  }
}

function emptyFolder(): Folder {
  return {
    ...{ cell: undefined, leaving: undefined, arriving: undefined, arrived: undefined },
    ...{ settled: undefined, images: undefined, exit: undefined, fates: new Map() },
  };
}

function yes(facts: Facts): NodeAnswer {
  return { kind: 'yes', facts };
}

function no(reason: string): NodeAnswer {
  return { kind: 'no', reason };
}
