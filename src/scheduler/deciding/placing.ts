import { NO_SLOT } from '../../cluster/cpus/process-table.js';
import type { ProcessSpec } from '../../cluster/facts/process-spec.js';
import { isTiedByClones } from '../../cluster/facts/profile.js';
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
    const isTied = spec.cantmove !== 0 || (spec.profile && isTiedByClones(spec.profile));
    const placed = home.state === 'up' && !isTied ? this.#ask(hooks, home, spec) : undefined;
    if (placed?.to === undefined || placed.to === home.id) {
      cluster.start(spec);
      return;
    }
    const { to } = placed;
    const target = cluster.node(to);
    const refusal =
      target === undefined ? `there is no node ${to}` : this.#refusal(home, target, spec);
    if (refusal === undefined) {
      if (this.#begin(home, target!, spec, placed)) this.#correct(hooks, home, to, spec);
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

  /** Why it cannot start there; undefined: it can. */
  #refusal(home: Node, target: Node, { residentBytes }: ProcessSpec): string | undefined {
    const set =
      administrativeRefusal(home, target, home, 'place') ??
      wayRefusal(this.#senses.cluster, home, target);
    if (set !== undefined || target.hasRoomFor(residentBytes)) return set;
    return `node ${target.id} has no room for ${residentBytes} bytes`;
  }

  /** @returns whether it starts there, or will: where its home is full it dies at once */
  #begin(home: Node, target: Node, spec: ProcessSpec, placed: Placed): boolean {
    const { cluster } = this.#senses;
    const { reason } = placed;
    const seconds = this.#placeSeconds + placed.askingSeconds;
    if (seconds > 0) {
      const slot = cluster.table.find(cluster.start(spec));
      if (slot === NO_SLOT) return false;
      return cluster.migrations.placeLater(slot, target, seconds, reason).accepted;
    }
    const pid = cluster.start({ ...spec, startsAt: target.id });
    const ids = { pid, from: home.id, to: target.id };
    cluster.emit({ at: cluster.agenda.now, type: 'placed', ...ids, seconds, reason });
    return true;
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
