import { assert } from '../../src/base/assert.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { BLOCK, QUIET } from '../../src/cluster/facts/status.js';
import { asNodeIndex } from '../../src/cluster/node-index.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { oneProcessLoad } from '../../src/scheduler/measuring/load.js';
import type { Entry } from '../../src/scheduler/policies/policy.js';
import type { SimulatedSession } from '../../src/session/simulated.js';

/** What a node said, or a stranger said of it. */
type Said = Omit<Entry, 'countedCpus' | 'memoryBytes'> & { readonly countedCpus?: number };

/**
 * Gossip is never younger than the truth: every entry says what its node measured when it was
 * made, or what a stranger made up then; and a message teaches one node at most.
 */
export class GossipLaws {
  /** By node and time. */
  readonly #truths = new Map<string, Said>();
  readonly #lies = new Map<string, Said>();
  readonly #freeBytes = new Map<number, number>();
  #beliefs: readonly ReadonlySet<string>[] = [];
  #tick: number;
  #isMessage = false;
  /** A map that has changed lets a node believe what it heard from those who were none of its nodes. */
  #isAdministered = false;

  readonly #session: SimulatedSession;
  readonly #scenario: Scenario;

  constructor(session: SimulatedSession, scenario: Scenario) {
    this.#session = session;
    this.#scenario = scenario;

    this.#tick = this.#nextTick;
    session.subscribe((event) => this.#onIntrusion(event), { types: ['intrusion'] });
    session.subscribe(() => (this.#isAdministered = true), { types: ['node-administered'] });
  }

  /** Something is about to happen. */
  before(): void {
    for (const { spec, freeBytes } of this.#nodes) this.#freeBytes.set(spec.id, freeBytes);
    this.#isMessage = false;
    this.#isAdministered = false;
  }

  /** It has happened. */
  after(): void {
    const { now } = this.#session.view();
    const isTick = this.#nextTick !== this.#tick;
    this.#tick = this.#nextTick;
    if (isTick) for (const node of this.#nodes) this.#remember(node.spec.id, now);
    if (!isTick && !this.#isMessage && !this.#isAdministered) return;
    const beliefs = this.#nodes.map(({ index }) => this.#check(index, now));
    const taught = beliefs.filter((keys, index) => {
      const before = this.#beliefs[index];
      return [...keys].some((key) => before?.has(key) !== true);
    });
    const isOne = taught.length <= 1 || this.#isAdministered;
    assert(isOne, `one message has taught ${taught.length} nodes`);
    this.#beliefs = beliefs;
  }

  /** @returns what a node believes, as keys */
  #check(index: number, now: number): ReadonlySet<string> {
    const believer = this.#nodes[index]!.id;
    const keys = new Set<string>();
    const nodes = new Set<number>();
    for (const entry of this.#known(index)) {
      const what = `node ${believer} believes of node ${entry.node}`;
      const key = keyOf(entry.node, entry.measuredAt);
      assert(entry.measuredAt <= now, `${what} what is yet to come`);
      assert(entry.node !== believer, `${what}, of itself`);
      assert(!nodes.has(entry.node) || entry.node > this.#nodes.length, `${what} two things`);
      const said = this.#lies.get(key) ?? this.#truths.get(key);
      assert(said !== undefined, `${what} what nobody said at ${entry.measuredAt}`);
      checkEntry(what, entry, said);
      nodes.add(entry.node);
      keys.add(key);
    }
    return keys;
  }

  #remember(id: number, now: number): void {
    const { upperLoad, believedSpeed, cpus, status } = this.#session.view().node(id)!;
    const node = this.#nodes.find((known) => known.id === id)!;
    const blocked =
      (status & BLOCK) !== 0 || node.state !== 'up' || node.settings.fullBy !== undefined;
    if ((status & QUIET) !== 0) return;
    const freeBytes = this.#freeBytes.get(id)!;
    const said = { node: id, load: upperLoad, speed: believedSpeed, cpus, freeBytes, blocked };
    this.#truths.set(keyOf(id, now), { ...said, measuredAt: now });
  }

  #onIntrusion(event: ClusterEvent): void {
    if (event.type !== 'intrusion') return;
    this.#isMessage = true;
    const stranger = this.#scenario.strangers.find(({ address }) => address === event.from);
    if (!event.believed || stranger === undefined) return;
    const { claims } = stranger;
    const lie = { ...claims, blocked: false, countedCpus: claims.cpus, measuredAt: event.at };
    this.#lies.set(keyOf(claims.node, event.at), lie);
  }

  get #nodes() {
    return this.#session.simulation.cluster.nodes;
  }

  get #nextTick(): number {
    return this.#session.simulation.scheduler.nextTick;
  }

  #known(index: number): readonly Entry[] {
    const { scheduler } = this.#session.simulation;
    const ids = [...this.#nodes.map(({ id }) => id), ...MADE_UP];
    return ids.flatMap((id) => scheduler.believed(asNodeIndex(index), id) ?? []);
  }
}

/** Nodes that are not there, of which strangers speak. */
const MADE_UP = [2311];

function keyOf(node: number, measuredAt: number): string {
  return `${node} at ${measuredAt}`;
}

/** The processes that the believer has sent there since may have been added. */
function checkEntry(what: string, entry: Entry, said: Said): void {
  for (const key of ['speed', 'cpus', 'blocked'] as const) {
    assert(entry[key] === said[key], `${what} ${key} ${entry[key]}, it was ${said[key]}`);
  }
  const { freeBytes } = entry;
  assert(freeBytes >= 0 && freeBytes <= said.freeBytes, `${what} ${freeBytes} free bytes`);
  const more = (entry.load - said.load) / oneProcessLoad(entry);
  const isWhole = Math.abs(more - Math.round(more)) < 1e-6 && more > -1e-6;
  assert(isWhole, `${what} load ${entry.load}, it was ${said.load}`);
}
