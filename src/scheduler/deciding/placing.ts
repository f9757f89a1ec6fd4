import type { ProcessSpec } from '../../cluster/facts/process-spec.js';
import { administrativeRefusal, wayRefusal } from '../../cluster/moving/admission.js';
import type { Node } from '../../cluster/node.js';
import type { Arrival, Placement } from '../policies/policy.js';
import { clusterSituation } from './cluster-situation.js';
import type { Hooks } from './hooks.js';
import { NodeSituation, ownNode, type Senses } from './node-situation.js';
import { CLUSTER } from './told-refusals.js';

/** What a policy has said of a process that arrives, and how long it has asked others before. */
interface Placed extends Placement {
  readonly askingSeconds: number;
}

/**
 * Starts processes where a policy wants them. That costs a time of its own, in which nothing of
 * them has to be carried, and the questions that were asked; a process that starts at home does not
 * wait for these. What may not leave its home starts there, and so does what is refused elsewhere.
 */
export class Placing {
  readonly #senses: Senses;
  readonly #placeSeconds: number;

  /** @param placeSeconds what starting a process elsewhere costs */
  constructor(senses: Senses, placeSeconds: number) {
    this.#senses = senses;
    this.#placeSeconds = placeSeconds;
  }

  start(hooks: Hooks, spec: ProcessSpec): void {
    const { cluster, told } = this.#senses;
    const home = cluster.node(spec.home)!;
    const isFree = home.state === 'up' && spec.cantmove === 0;
    const placed = isFree ? this.#ask(hooks, home, spec) : undefined;
    if (placed?.to === undefined || placed.to === home.id) {
      cluster.start(spec);
      return;
    }
    const { to } = placed;
    const target = cluster.node(to);
    const refusal =
      target === undefined ? `there is no node ${to}` : this.#begin(home, target, spec, placed);
    if (refusal === undefined) {
      this.#correct(hooks, home, to, spec);
      return;
    }
    const pid = cluster.start(spec);
    const { now } = cluster.agenda;
    const by = hooks.scope === 'cluster' ? CLUSTER : home.index;
    told.add(by, { at: now, pid, to, reason: refusal });
    const command = { do: 'migrate', pid, to } as const;
    cluster.emit({ at: now, type: 'refused', command, reason: refusal });
  }

  /** A node that sends processes away believes that there are more where they go. */
  #correct({ scope }: Hooks, home: Node, to: number, spec: ProcessSpec): void {
    if (scope === 'cluster') return;
    const sent = { bytes: spec.residentBytes, threads: spec.profile?.clones ?? 1 };
    this.#senses.information.moved(home.index, to, sent);
  }

  #ask(hooks: Hooks, home: Node, spec: ProcessSpec): Placed {
    const senses = this.#senses;
    const arrival = this.#arrival(home, spec);
    if (hooks.scope === 'cluster') {
      const placement = hooks.place!(clusterSituation(senses), arrival);
      senses.told.forget(CLUSTER);
      return { ...placement, askingSeconds: 0 };
    }
    const { now } = senses.cluster.agenda;
    const situation = new NodeSituation(senses, home, ownNode(senses, home), now);
    const placement = hooks.place!(situation, arrival);
    senses.told.forget(home.index);
    return { ...placement, askingSeconds: situation.askingSeconds };
  }

  /** @returns why it cannot start there; undefined: it does, or will */
  #begin(home: Node, target: Node, spec: ProcessSpec, placed: Placed): string | undefined {
    const { cluster } = this.#senses;
    const refusal =
      administrativeRefusal(home, target, home, 'place') ?? wayRefusal(cluster, home, target);
    if (refusal !== undefined) return refusal;
    if (!target.hasRoomFor(spec.residentBytes)) {
      return `node ${target.id} has no room for ${spec.residentBytes} bytes`;
    }
    const { reason } = placed;
    const seconds = this.#placeSeconds + placed.askingSeconds;
    if (seconds > 0) {
      const slot = cluster.table.find(cluster.start(spec));
      cluster.migrations.placeLater(slot, target, seconds, reason);
      return undefined;
    }
    const pid = cluster.start({ ...spec, startsAt: target.id });
    const ids = { pid, from: home.id, to: target.id };
    cluster.emit({ at: cluster.agenda.now, type: 'placed', ...ids, seconds, reason });
    return undefined;
  }

  #arrival(home: Node, spec: ProcessSpec): Arrival {
    const { user, command, nice, residentBytes, job, estimateSeconds, workSeconds } = spec;
    return {
      home: home.id,
      user,
      command,
      nice,
      threads: spec.profile?.clones ?? 1,
      memoryBytes: residentBytes,
      job,
      estimateSeconds,
      workSeconds: this.#senses.isClairvoyant ? workSeconds : undefined,
      placeSeconds: (node) => (node === home.id ? 0 : this.#placeSeconds),
    };
  }
}
