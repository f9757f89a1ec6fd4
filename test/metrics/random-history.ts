import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { NodeId } from '../../src/cluster/facts/node-spec.js';
import { nodeSpec } from '../support/cluster-builder.js';
import fc, { type Arbitrary } from '../support/properties.js';

/** Three nodes that differ in all that figures depend on. */
export const NODES = [
  nodeSpec(1, { cpus: 2, speed: 10_000 }),
  nodeSpec(2, { cpus: 1, threads: 2, htGain: 1.5, speed: 20_000 }),
  nodeSpec(3, { cpus: 3, threads: 1, speed: 5_000 }),
];

/** What happens next: `kind` of it, after so many quarters of a second, to whom. */
interface Step {
  readonly quarters: number;
  readonly kind: number;
  readonly pick: number;
  readonly node: NodeId;
}

interface Living {
  readonly home: NodeId;
  readonly arrivalSeconds: number;
  readonly workSeconds: number;
  node: NodeId;
  /** Undefined: it is not on its way. */
  left: { readonly at: number; readonly to: NodeId } | undefined;
  isFresh: boolean;
}

/** Histories as a cluster could have them: in the order of time, of nodes that are there. */
export const histories: Arbitrary<readonly ClusterEvent[]> = fc
  .array(
    fc.record({
      quarters: fc.nat(6),
      kind: fc.nat(14),
      pick: fc.nat(20),
      node: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 60 },
  )
  .map((steps) => new History().of(steps));

class History {
  readonly #events: ClusterEvent[] = [];
  readonly #living = new Map<number, Living>();
  readonly #down = new Set<NodeId>();
  #at = 0;
  #nextPid = 1;

  of(steps: readonly Step[]): readonly ClusterEvent[] {
    for (const step of steps) {
      this.#at += step.quarters / 4;
      this.#take(step);
    }
    return this.#events;
  }

  #take({ kind, pick, node }: Step): void {
    const pids = [...this.#living.keys()];
    const pid = pids[pick % pids.length];
    const one = pid === undefined ? undefined : this.#living.get(pid)!;
    if (kind >= 10 && kind < 14) this.#crashOrRecover(node, pick);
    else if (kind < 4 || pid === undefined || one === undefined) this.#start(node, pick);
    else if (kind < 6) this.#end(pid, one, kind === 4 ? 'completed' : 'killed');
    else if (one.left !== undefined) this.#arrive(pid, one, one.left, kind);
    else if (one.isFresh && kind === 6 && !this.#down.has(node)) this.#place(pid, one, node);
    else if (node !== one.node && !this.#down.has(node)) this.#leave(pid, one, node);
  }

  #start(home: NodeId, pick: number): void {
    if (this.#down.has(home)) return;
    const [pid, at, workSeconds] = [this.#nextPid++, this.#at, pick % 7];
    const more = { memoryBytes: 0, user: `u${pick % 3}`, command: 'c' };
    const job = pick % 2 === 0 ? {} : { job: pick % 5 };
    this.#events.push({ at, type: 'started', pid, home, workSeconds, ...more, ...job });
    const living = { home, arrivalSeconds: at, workSeconds, node: home };
    this.#living.set(pid, { ...living, left: undefined, isFresh: true });
  }

  #place(pid: number, one: Living, to: NodeId): void {
    this.#events.push({
      ...{ at: this.#at, type: 'placed', pid, from: one.node, to, seconds: 0, reason: '' },
    });
    one.node = to;
    one.isFresh = false;
  }

  #leave(pid: number, one: Living, to: NodeId): void {
    const way = { pid, from: one.node, to, bytes: 0, cause: 'user', reason: '' } as const;
    this.#events.push({ at: this.#at, type: 'migration-started', ...way });
    one.left = { at: this.#at, to };
    one.isFresh = false;
  }

  #arrive(pid: number, one: Living, { at: leftAt, to }: { at: number; to: NodeId }, kind: number) {
    const [at, from] = [this.#at, one.node];
    one.left = undefined;
    if (kind % 3 === 0 || this.#down.has(to)) {
      this.#events.push({ at, type: 'migration-failed', pid, from, to, reason: '' });
      return;
    }
    const facts = { bytes: 0, seconds: at - leftAt, cause: 'user' } as const;
    this.#events.push({ at, type: 'migrated', pid, from, to, ...facts });
    one.node = to;
  }

  #end(pid: number, one: Living, type: 'completed' | 'killed'): void {
    const { home, node, arrivalSeconds, workSeconds } = one;
    const place = { at: this.#at, pid, home, node };
    this.#living.delete(pid);
    this.#events.push(
      type === 'completed'
        ? { ...place, type, arrivalSeconds, workSeconds, cpuSeconds: workSeconds }
        : { ...place, type, cause: 'signal', signal: 'KILL' },
    );
  }

  #crashOrRecover(node: NodeId, pick: number): void {
    const at = this.#at;
    if (this.#down.delete(node)) {
      const threads = pick % 3 === 0 ? undefined : pick % 3;
      this.#events.push({
        ...{ at, type: 'node-recovered', node, ...(threads !== undefined && { threads }) },
      });
      return;
    }
    this.#down.add(node);
    this.#events.push({ at, type: 'node-crashed', node, killed: 0 });
    for (const [pid, one] of [...this.#living]) {
      if (one.node === node || one.home === node) this.#end(pid, one, 'killed');
    }
  }
}

/** Where each living process counts after these events: a process on its way where it leaves. */
export function placesAfter(events: readonly ClusterEvent[]): Map<number, NodeId> {
  const places = new Map<number, NodeId>();
  for (const event of events) {
    if (event.type === 'started') places.set(event.pid, event.home);
    if (event.type === 'placed' || event.type === 'migrated') places.set(event.pid, event.to);
    if (event.type === 'completed' || event.type === 'killed') places.delete(event.pid);
  }
  return places;
}

/** Logical CPUs of a node after these events; 0: it is down. */
export function cpusAfter(events: readonly ClusterEvent[], id: NodeId): number {
  const { cpus, threads } = NODES.find((node) => node.id === id)!;
  let [now, isDown] = [threads, false];
  for (const event of events) {
    if (event.type === 'node-crashed' && event.node === id) isDown = true;
    if (event.type === 'node-recovered' && event.node === id) {
      isDown = false;
      now = event.threads ?? now;
    }
  }
  return isDown ? 0 : cpus * now;
}

/** The stretches of time between two events, until `end`, with the events before each. */
export function stretches(events: readonly ClusterEvent[], end: number) {
  const times = [0, ...events.map(({ at }) => at).filter((at) => at < end), end];
  return times.slice(1).flatMap((to, index) => {
    const from = times[index]!;
    return to > from ? [{ from, to, before: events.filter(({ at }) => at <= from) }] : [];
  });
}
