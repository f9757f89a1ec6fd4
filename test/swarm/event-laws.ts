import { assert } from '../../src/base/assert.js';
import { cantmoveWords, hardReasons } from '../../src/cluster/facts/cantmove.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { BLOCK, LSTAY, STAY } from '../../src/cluster/facts/status.js';
import type { SimulatedSession } from '../../src/session/simulated.js';

type Of<Type extends ClusterEvent['type']> = Extract<ClusterEvent, { readonly type: Type }>;

/** What must be true of every event at the moment at which it is told. */
export class EventLaws {
  readonly log: string[] = [];
  readonly types = new Set<string>();
  /** Every process that was started: why it ended; undefined: it has not. */
  readonly #ends = new Map<number, string | undefined>();
  #now = 0;
  /** When a process was killed last: its readers end after it, in the same moment. */
  #killedAt: number | undefined;

  readonly #session: SimulatedSession;
  readonly #pipeExceptions: boolean;

  constructor(session: SimulatedSession, pipeExceptions: boolean) {
    this.#session = session;
    this.#pipeExceptions = pipeExceptions;

    session.subscribe((event) => {
      this.log.push(JSON.stringify(event));
      this.types.add(event.type);
      this.#check(event);
      if (event.type === 'killed') this.#killedAt = event.at;
    });
  }

  /** Nobody is gone without a recorded cause, and nobody lives on after one. */
  checkPopulation(): void {
    const alive = [...this.#ends].filter(([, cause]) => cause === undefined).map(([pid]) => pid);
    const there = this.#session
      .view()
      .processes()
      .map(({ pid }) => pid);
    const word = `alive are ${there}, by the events ${alive}`;
    assert(there.join() === alive.sort((a, b) => a - b).join(), word);
  }

  #check(event: ClusterEvent): void {
    assert(event.at >= this.#now, `${event.type} at ${event.at} comes after ${this.#now}`);
    assert(event.at === this.#session.view().now, `${event.type} says ${event.at}, it is later`);
    this.#now = event.at;
    switch (event.type) {
      case 'started':
        assert(!this.#ends.has(event.pid), `process ${event.pid} starts twice`);
        this.#ends.set(event.pid, undefined);
        break;
      case 'completed':
        this.#end(event.pid, 'completed');
        break;
      case 'killed':
        this.#end(event.pid, event.cause);
        this.#checkDeath(event);
        break;
      case 'migration-started':
        this.#checkDeparture(event);
        break;
      case 'migrated':
        this.#checkArrival(event);
        break;
      case 'tied':
      case 'untied':
        this.#checkTie(event);
        break;
      case 'expelled':
        assert(this.#node(event.node).guests === 0, `guests are left at node ${event.node}`);
        break;
      case 'brought':
        assert(this.#node(event.node).away === 0, `node ${event.node} has somebody away`);
        break;
      case 'node-left': {
        const { guests, away } = this.#node(event.node);
        assert(guests + away === 0, `node ${event.node} has left ${guests} guests, ${away} away`);
        break;
      }
    }
  }

  #end(pid: number, cause: string): void {
    assert(this.#ends.has(pid), `process ${pid} ends before it starts`);
    const before = this.#ends.get(pid);
    assert(before === undefined, `process ${pid} ends by ${cause}, and before by ${before}`);
    this.#ends.set(pid, cause);
  }

  /** Nodes kill only when they are down: a node that leaves in good order kills nobody. */
  #checkDeath({ pid, cause, signal, home, node }: Of<'killed'>): void {
    const who = `process ${pid} at node ${node} of home ${home}`;
    if (cause === 'home died') {
      assert(this.#node(home).state === 'down', `${who}: its home lives`);
      assert(signal === 'KILL', `${who} gets ${signal}`);
    } else if (cause === 'node died') {
      assert(this.#node(node).state === 'down', `${who}: that node lives`);
      assert(node !== home && signal === 'CHLD', `${who} gets ${signal}`);
    } else if (cause === 'out of memory') {
      const { memoryUsedBytes, memoryBytes, swapUsedBytes, swapBytes } = this.#node(node);
      const isFull = memoryUsedBytes === memoryBytes && swapUsedBytes > swapBytes;
      assert(isFull, `${who}: there is memory`);
    } else if (signal === 'PIPE') {
      assert(this.#pipeExceptions, `${who}: its kernel does not tell of it`);
      assert(this.#killedAt === this.#now, `${who}: no writer died now`);
    }
  }

  #checkDeparture({ pid, from, to, cause }: Of<'migration-started'>): void {
    const process = this.#session.view().process(pid)!;
    const who = `process ${pid} leaves node ${from} for ${to} (${cause})`;
    const { state, status } = this.#node(from);
    assert(from !== to && process.node === from && process.target === to, `${who}: elsewhere`);
    assert(hardReasons(process.cantmove) === 0, `${who}: it cannot move`);
    assert(state === 'up' || state === 'leaving', `${who}: that node is ${state}`);
    this.#checkTarget(who, to, process.home);
    if (cause !== 'policy') return;
    assert(!process.locked, `${who}: it is locked`);
    assert((status & STAY) === 0, `${who}: stay`);
    assert((status & LSTAY) === 0 || process.home !== from, `${who}: lstay`);
  }

  #checkArrival({ pid, from, to }: Of<'migrated'>): void {
    const process = this.#session.view().process(pid)!;
    const who = `process ${pid} has come from node ${from} to ${to}`;
    assert(process.node === to && process.target === undefined, `${who}: elsewhere`);
    this.#checkTarget(who, to, process.home);
  }

  #checkTie({ pid, reason, type }: Of<'tied' | 'untied'>): void {
    const { cantmove } = this.#session.view().process(pid)!;
    const isTied = cantmoveWords(cantmove).includes(reason);
    assert(isTied === (type === 'tied'), `process ${pid} is ${type}, but not: ${reason}`);
  }

  #checkTarget(who: string, to: number, home: number): void {
    const { state, status } = this.#node(to);
    if (to === home) assert(state === 'up' || state === 'leaving', `${who}: its home is ${state}`);
    else assert(state === 'up' && (status & BLOCK) === 0, `${who}: that node takes no guests`);
  }

  #node(id: number) {
    return this.#session.view().node(id)!;
  }
}
