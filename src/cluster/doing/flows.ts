import type { Archive, Codec, Stateful } from '../../kernel/archive.js';
import type { Coupling } from '../cpus/coupling.js';
import type { Lane } from '../cpus/cpu-layout.js';
import type { LaneKind } from '../cpus/lane-kinds.js';
import { maxMinRates, type Solution } from '../cpus/max-min.js';
import { cpusOf, isCpus, nodeOf, type Resource } from '../cpus/resources.js';
import { type LaneGroup, type LaneShare, waitingOf } from '../cpus/share-by-kind.js';
import type { Ground } from '../ground.js';
import type { Network } from '../moving/network.js';
import type { NodeIndex } from '../node-index.js';
import { type Member, type Part, processFlow, transferFlow } from './component.js';
import type { Pipes } from './pipes.js';

/** Processes whose rates depend on each other, besides those on one node. */
type FlowGround = Ground & { readonly network: Network; readonly pipes: Pipes };

/** A lane whose processes need more than the CPUs of their node. */
interface CoupledLane {
  readonly node: NodeIndex;
  readonly kind: LaneKind;
}

/** Resources that depend on each other, and all that uses them. */
interface Component {
  readonly resources: readonly Resource[];
  readonly index: ReadonlyMap<Resource, number>;
  /** The lanes of the nodes whose CPUs are among them. */
  readonly groups: ReadonlyMap<NodeIndex, readonly LaneGroup[]>;
}

/**
 * What hangs together across nodes: the calls of guests are carried out by the CPUs of their homes
 * and of the nodes of their files, their bytes share the links with migrations, and the processes
 * of a pipe keep pace with each other. When something changes, the rates of all that this concerns,
 * and of nothing else, are recomputed (max-min.ts). Nodes by themselves never come here.
 */
export class Flows implements Coupling, Stateful {
  readonly #lanes = new Map<Lane, CoupledLane>();
  /** By resource: the lanes that use it besides the CPUs on which they run. */
  readonly #users = new Map<Resource, Set<Lane>>();
  /** By pipe and part: its lane. */
  readonly #pipes = new Map<number, Map<number, Lane>>();
  /** By node: its lanes that need more than its CPUs. */
  readonly #coupled: Int32Array;
  /** What lanes that no longer exist have used. */
  #left: Resource[] = [];
  /** What has changed while many changes are made together; undefined: each is one by itself. */
  #changed: Set<Resource> | undefined;

  readonly #cluster: FlowGround;

  constructor(cluster: FlowGround) {
    this.#cluster = cluster;

    this.#coupled = new Int32Array(cluster.nodes.length);
    cluster.cpus.coupling = this;
  }

  exchange(archive: Archive): void {
    archive.map('lanes', this.#lanes);
    archive.map('users', this.#users, SETS);
    archive.map('pipes', this.#pipes, MAPS);
    archive.column('coupled', this.#coupled);
    archive.list('left', this.#left);
  }

  opened(node: NodeIndex, lane: Lane, kind: LaneKind): void {
    if (!isCoupled(kind)) return;
    this.#lanes.set(lane, { node, kind });
    this.#coupled[node]!++;
    for (const { resource } of kind.uses) entry(this.#users, resource, newSet).add(lane);
    if (kind.pipe !== undefined) entry(this.#pipes, kind.pipe, newMap).set(kind.part, lane);
  }

  closed(node: NodeIndex, lane: Lane, kind: LaneKind): boolean {
    if (!isCoupled(kind)) return false;
    this.#lanes.delete(lane);
    this.#coupled[node]!--;
    for (const { resource } of kind.uses) {
      const users = this.#users.get(resource)!;
      users.delete(lane);
      if (users.size === 0) this.#users.delete(resource);
      this.#left.push(resource);
    }
    if (kind.pipe === undefined) return true;
    const lanes = this.#pipes.get(kind.pipe)!;
    lanes.delete(kind.part);
    if (lanes.size === 0) this.#pipes.delete(kind.pipe);
    for (const other of lanes.values()) this.#left.push(cpusOf(this.#lanes.get(other)!.node));
    return true;
  }

  couples(node: NodeIndex): boolean {
    return this.#coupled[node]! > 0 || this.isUsed(cpusOf(node));
  }

  /** Whether processes that compute elsewhere use something of a node. */
  isUsed(resource: Resource): boolean {
    return this.#users.size > 0 && this.#users.has(resource);
  }

  /**
   * Makes changes of one instant, and finds the rates of what they concern once, when all are made.
   */
  together(change: () => void): void {
    if (this.#changed !== undefined) {
      change();
      return;
    }
    const changed = new Set<Resource>();
    this.#changed = changed;
    change();
    this.#changed = undefined;
    if (changed.size > 0) this.solve([...changed]);
  }

  share(node: NodeIndex): void {
    const left = this.#left;
    this.#left = [];
    this.solve([cpusOf(node), ...left]);
  }

  /** Recomputes the rates of everything that depends on some resources. */
  solve(start: readonly Resource[]): void {
    if (this.#changed !== undefined) {
      for (const resource of start) this.#changed.add(resource);
      return;
    }
    const component = this.#component(start);
    const members = this.#members(component);
    const capacities = component.resources.map((resource) => this.#capacity(resource));
    const solution = maxMinRates(
      members.map(({ flow }) => flow),
      capacities,
    );
    this.#apply(component, members, solution);
  }

  #capacity(resource: Resource): number {
    const { cpus, network } = this.#cluster;
    return isCpus(resource) ? cpus.logical(nodeOf(resource)) : network.capacity(nodeOf(resource));
  }

  /** Everything that can be reached from some resources by way of their users. */
  #component(start: readonly Resource[]): Component {
    const { cpus, network } = this.#cluster;
    const index = new Map<Resource, number>();
    const resources: Resource[] = [];
    const groups = new Map<NodeIndex, readonly LaneGroup[]>();
    const pipes = new Set<number>();
    const reach = (resource: Resource) => {
      if (index.has(resource)) return;
      index.set(resource, resources.length);
      resources.push(resource);
    };
    start.forEach(reach);
    for (let next = 0; next < resources.length; next++) {
      const resource = resources[next]!;
      for (const lane of this.#users.get(resource) ?? []) {
        reach(cpusOf(this.#lanes.get(lane)!.node));
      }
      if (!isCpus(resource)) {
        for (const transfer of network.transfersOn(resource)) transfer.resources.forEach(reach);
        continue;
      }
      const here = cpus.groups(nodeOf(resource));
      groups.set(nodeOf(resource), here);
      for (const { kind } of here) {
        for (const use of kind.uses) reach(use.resource);
        if (kind.pipe === undefined || pipes.has(kind.pipe)) continue;
        pipes.add(kind.pipe);
        for (const part of this.#pipes.get(kind.pipe)!.values()) {
          reach(cpusOf(this.#lanes.get(part)!.node));
        }
      }
    }
    return { resources, index, groups };
  }

  /** The flows that share the resources of a component. */
  #members({ resources, index, groups }: Component): Member[] {
    const { network } = this.#cluster;
    const indexOf = (resource: Resource) => index.get(resource)!;
    const members: Member[] = [];
    const pipes = new Map<number, Omit<Part, 'scale'>[]>();
    for (const [node, here] of groups) {
      for (const group of here) {
        const { pipe } = group.kind;
        if (pipe !== undefined) entry(pipes, pipe, newList).push({ node, group });
        else if (group.cap > 0) members.push(processMember([{ node, group, scale: 1 }], indexOf));
      }
    }
    for (const [pipe, parts] of pipes) {
      const moves = parts.every(({ group }) => group.cap > 0);
      if (moves && this.#cluster.pipes.isWhole(pipe, parts.length)) {
        members.push(processMember(this.#scaled(pipe, parts), indexOf));
      }
    }
    for (const transfer of new Set(resources.flatMap((one) => [...network.transfersOn(one)]))) {
      const flow = transferFlow(network.cap(transfer), transfer.resources.map(indexOf));
      members.push({ flow, parts: [], transfer });
    }
    return members;
  }

  #scaled(pipe: number, parts: readonly Omit<Part, 'scale'>[]): Part[] {
    const scaleOf = this.#cluster.pipes.scales(pipe);
    return parts.map(({ node, group }) => ({ node, group, scale: scaleOf(group.kind.part) }));
  }

  #apply(component: Component, members: readonly Member[], solution: Solution): void {
    const { cpus, network, agenda } = this.#cluster;
    const rates = new Map<LaneGroup, number>();
    const deputies = new Map<NodeIndex, number>();
    for (const [at, { flow, parts, transfer }] of members.entries()) {
      const rate = solution.rates[at]!;
      if (transfer !== undefined) network.setRate(transfer, rate);
      for (const { group, scale } of parts) {
        rates.set(group, rate * scale);
        for (const { resource, perWork, isCpu } of group.kind.uses) {
          if (!isCpu) continue;
          const taken = flow.count * rate * scale * perWork;
          deputies.set(nodeOf(resource), taken + (deputies.get(nodeOf(resource)) ?? 0));
        }
      }
    }
    for (const [node, groups] of component.groups) {
      const level = solution.levels[component.index.get(cpusOf(node))!]!;
      const shares = groups.map((group) => shareOf(group, rates.get(group) ?? 0, level));
      cpus.advance(node, agenda.now);
      cpus.setShares(node, shares, deputies.get(node) ?? 0);
      this.#cluster.rearm(node);
    }
  }
}

/** A process that gets less than its part of the CPUs is held up elsewhere, and waits. */
function shareOf(group: LaneGroup, rate: number, level: number): LaneShare {
  const { kind, ratePerShare } = group;
  const isHeldUp = rate < level * kind.weight * ratePerShare * (1 - 1e-9);
  return {
    group,
    rate,
    waiting: isHeldUp ? kind.clones - rate / ratePerShare : waitingOf(group, rate),
  };
}

function processMember(parts: readonly Part[], index: (resource: Resource) => number): Member {
  return { flow: processFlow(parts, index), parts, transfer: undefined };
}

function isCoupled({ uses, pipe }: LaneKind): boolean {
  return uses.length > 0 || pipe !== undefined;
}

/** The value of a map under a key, made when it is first asked for. */
function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

const newSet = (): Set<Lane> => new Set();
const newMap = (): Map<number, Lane> => new Map();
const newList = (): Omit<Part, 'scale'>[] => [];

const SETS: Codec<Set<Lane>> = {
  save: (lanes) => [...lanes],
  restore: (saved) => new Set(saved as readonly Lane[]),
};

const MAPS: Codec<Map<number, Lane>> = {
  save: (lanes) => [...lanes],
  restore: (saved) => new Map(saved as readonly (readonly [number, Lane])[]),
};
