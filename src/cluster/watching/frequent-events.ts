import type { Writable } from '../../base/writable.js';
import type { ProcessTable, Slot } from '../cpus/process-table.js';
import type { ClusterEvent } from '../facts/event.js';
import type { NodeId } from '../facts/node-spec.js';
import type { ProcessSpec } from '../facts/process-spec.js';
import type { Observers } from './observers.js';

type Frequent<Type> = Writable<Extract<ClusterEvent, { readonly type: Type }>>;

/**
 * Starts and completions, of which a run has millions. An object for each would push what the
 * engine works on out of the caches: so each of the two is one object, overwritten every time. Its
 * numbers begin as fractions, so that V8 keeps all of them as doubles, in place.
 */
export class FrequentEvents {
  readonly #started: Frequent<'started'> = {
    at: 0.5,
    type: 'started',
    pid: 0.5,
    home: 0,
    workSeconds: 0.5,
    memoryBytes: 0.5,
    user: '',
    command: '',
    job: undefined,
  };
  readonly #completed: Frequent<'completed'> = {
    at: 0.5,
    type: 'completed',
    pid: 0.5,
    home: 0,
    node: 0,
    arrivalSeconds: 0.5,
    workSeconds: 0.5,
    cpuSeconds: 0.5,
    job: undefined,
  };

  readonly #observers: Observers;
  readonly #table: ProcessTable;

  constructor(observers: Observers, table: ProcessTable) {
    this.#observers = observers;
    this.#table = table;
  }

  tellStarted(spec: ProcessSpec, pid: number, at: number): void {
    const event = this.#started;
    event.at = at;
    event.pid = pid;
    event.home = spec.home;
    event.workSeconds = spec.workSeconds;
    event.memoryBytes = spec.residentBytes;
    event.user = spec.user;
    event.command = spec.command;
    event.job = spec.job;
    this.#observers.tellReused(event);
  }

  /** The work of a process is done, which is out of its lane already. */
  tellCompleted(slot: Slot, home: NodeId, node: NodeId, at: number): void {
    const table = this.#table;
    const event = this.#completed;
    event.at = at;
    event.pid = table.pid(slot);
    event.home = home;
    event.node = node;
    event.arrivalSeconds = table.arrivalSeconds(slot);
    event.workSeconds = table.workSeconds(slot);
    event.cpuSeconds = table.cpuOffset(slot);
    const { jobs } = table.traits;
    event.job = jobs.size === 0 ? undefined : jobs.get(slot);
    this.#observers.tellReused(event);
  }
}
