import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import type { Cluster } from '../cluster.js';
import { NO_SLOT, RUNNABLE, type Slot } from '../cpus/process-table.js';
import { tie, untie } from '../doing/ties.js';
import { HARD_WORDS, USER_LOCK } from '../facts/cantmove.js';
import {
  ACCEPTED,
  type Answer,
  type Command,
  type MigrateTarget,
  type NodeCommand,
  refused,
  type SteeringCommand,
} from '../facts/command.js';
import { INTERFACES_FORM, interfacesIn, MOST_TTL } from '../facts/interfaces.js';
import type { NodeId } from '../facts/node-spec.js';
import { CPU_BOUND, profileAsked, profileProblem } from '../facts/profile.js';
import type { Question } from '../facts/question.js';
import { Membership } from '../members/membership.js';
import { startOmdiscd } from '../members/omdiscd.js';
import type { SecurePorts } from '../members/secure-ports.js';
import { Evacuation } from '../moving/evacuation.js';
import type { Placement } from '../moving/placement.js';
import type { Node } from '../node.js';
import { Administration } from './administration.js';
import { setMask } from './masking.js';
import { asUser, forbiddenBy } from './owners.js';
import type { Questions } from './questions.js';
import { type MapFiles, Setpe } from './setpe.js';
import { Signals } from './signals.js';
import { isNice, Spawning } from './spawning.js';

type ProcessCommand = Extract<Command, { readonly pid: number }>;

/** What commands are carried out with, besides the cluster. */
export interface CommandHelpers {
  readonly placement: Placement;
  readonly ports: SecurePorts;
  /** Carries out what concerns the policy. */
  readonly steering: (command: SteeringCommand) => Answer;
  /** Draws the node of `mosrun -j`. */
  readonly random: Random;
  readonly questions: Questions;
  /** The map files of the scenario. */
  readonly maps: MapFiles;
}

/** Carries out commands on a cluster; each is answered, and a refusal is also an event. */
export class Commands implements Stateful {
  readonly #evacuation: Evacuation;
  readonly #membership: Membership;
  readonly #administration: Administration;
  readonly #setpe: Setpe;
  readonly #spawning: Spawning;
  readonly #signals: Signals;

  readonly #cluster: Cluster;
  readonly #placement: Placement;
  readonly #ports: SecurePorts;
  readonly #steering: CommandHelpers['steering'];
  readonly #questions: Questions;

  constructor(cluster: Cluster, helpers: CommandHelpers) {
    const { placement, ports, steering, random, questions, maps } = helpers;
    this.#cluster = cluster;
    this.#placement = placement;
    this.#ports = ports;
    this.#steering = steering;
    this.#questions = questions;

    this.#evacuation = new Evacuation(cluster, placement);
    this.#membership = new Membership(cluster, this.#evacuation);
    this.#administration = new Administration(cluster, this.#evacuation);
    this.#setpe = new Setpe(cluster, this.#membership, maps);
    this.#spawning = new Spawning(cluster, random);
    this.#signals = new Signals(cluster);
  }

  exchange(archive: Archive): void {
    archive.part('evacuation', this.#evacuation);
    archive.part('membership', this.#membership);
    archive.part('spawning', this.#spawning);
  }

  execute(command: Command): Answer {
    const forbidden = forbiddenBy(this.#cluster.table, command);
    const answer = forbidden === undefined ? this.#carryOut(asUser(command)) : refused(forbidden);
    if (!answer.accepted) {
      const { reason } = answer;
      this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'refused', command, reason });
    }
    return answer;
  }

  #carryOut(command: Command): Answer {
    switch (command.do) {
      case 'policy':
      case 'set':
        return this.#steering(command);
      case 'spawn':
        return this.#spawning.spawn(command);
      case 'cut':
      case 'heal':
        return this.#changeLink(command.do, command.node, command.other);
      case 'intrude':
        return this.#ports.intrude(command);
      case 'check':
        return this.#check(command);
      case 'omdiscd':
        return this.#setInterface(command.node, command.interface, command.ttl);
      case 'setpe': {
        const node = this.#cluster.node(command.node);
        return node === undefined
          ? noNode(command.node)
          : this.#setpe.execute(node, command.options);
      }
      case 'reboot': {
        const node = this.#cluster.node(command.node);
        return node === undefined ? noNode(command.node) : this.#membership.reboot(node, command);
      }
      case 'join': {
        const node = this.#cluster.node(command.node);
        return node === undefined ? noNode(command.node) : this.#membership.join(node, command);
      }
      case 'leave':
      case 'crash':
      case 'recover': {
        const node = this.#cluster.node(command.node);
        return node === undefined ? noNode(command.node) : this.#membership[command.do](node);
      }
      default:
        return 'pid' in command ? this.#onProcess(command) : this.#onNode(command);
    }
  }

  #check(question: Question): Answer {
    const answer = this.#questions.answer(question);
    if (answer.accepted) {
      const node = this.#questions.askedNode(question)!.id;
      const fact = { node, ask: question.ask, message: answer.message ?? '' };
      this.#cluster.emit({ at: this.#now, type: 'checked', ...fact });
    }
    return answer;
  }

  #onNode(command: NodeCommand): Answer {
    const node = this.#cluster.node(command.node);
    return node === undefined ? noNode(command.node) : this.#administration.execute(command, node);
  }

  #onProcess(command: ProcessCommand): Answer {
    const slot = this.#cluster.table.find(command.pid);
    if (slot === NO_SLOT) return refused(`there is no process ${command.pid}`);
    const unreached = this.#unreached(command, slot);
    if (unreached !== undefined) return refused(unreached);
    switch (command.do) {
      case 'migrate':
        return this.#migrate(slot, command.to);
      case 'lock':
        return this.#lock(slot, true);
      case 'unlock':
        return this.#lock(slot, false);
      case 'select':
        return this.#select(slot, command.node);
      case 'mask':
        return setMask(this.#cluster, slot, command);
      case 'tie':
      case 'untie':
        return this.#changeTie(command.do, slot, command.reason);
      case 'stop':
        return this.#signals.stop(slot);
      case 'cont':
        return this.#signals.continue(slot);
      case 'kill':
        return command.side === 'remote'
          ? this.#signals.killRemote(slot, command.signal ?? 'TERM')
          : this.#signals.kill(slot, command.signal ?? 'TERM');
      case 'exec':
        return this.#exec(slot, command);
      case 'renice':
        return this.#renice(slot, command.nice);
    }
  }

  /**
   * Why no request reaches a process; undefined: requests do. Everything goes through its
   * deputy at home, except what the program itself does.
   */
  #unreached(command: ProcessCommand, slot: Slot): string | undefined {
    if (command.do === 'tie' || command.do === 'untie') return undefined;
    const cluster = this.#cluster;
    const [home, node] = [cluster.homeOf(slot), cluster.nodeOf(slot)];
    if (!cluster.network.isCut(home.index, node.index)) return undefined;
    return `its deputy at home ${home.id} cannot reach process ${command.pid} on node ${node.id}`;
  }

  #changeLink(change: 'cut' | 'heal', a: NodeId, b: NodeId): Answer {
    const cluster = this.#cluster;
    const nodes = [cluster.node(a), cluster.node(b)] as const;
    if (nodes[0] === undefined) return noNode(a);
    if (nodes[1] === undefined) return noNode(b);
    if (a === b) return refused('a node cannot be cut off from itself');
    if (cluster[change](nodes[0], nodes[1])) return ACCEPTED;
    return refused(
      `nodes ${a} and ${b} are ${change === 'cut' ? 'cut off already' : 'not cut off'}`,
    );
  }

  #setInterface(id: NodeId, name: string, ttl?: number): Answer {
    const cluster = this.#cluster;
    const node = cluster.node(id);
    if (node === undefined) return noNode(id);
    if (node.state !== 'up') return refused(`node ${id} is ${node.state}, not up`);
    if (interfacesIn(name) === undefined) {
      return refused(`omdiscd announces on ${INTERFACES_FORM}, not on "${name}"`);
    }
    if (ttl !== undefined && !(Number.isInteger(ttl) && ttl >= 1 && ttl <= MOST_TTL)) {
      return refused(`omdiscd -m takes a TTL from 1 to ${MOST_TTL}, not ${ttl}`);
    }
    if (!cluster.neighbours.setInterface(node.index, name, ttl)) {
      return refused('this cluster uses a map file; omdiscd is not running');
    }
    startOmdiscd(cluster, node);
    return ACCEPTED;
  }

  #migrate(slot: Slot, to: MigrateTarget): Answer {
    const cluster = this.#cluster;
    const target = this.#target(slot, to);
    if (target === undefined) {
      const pid = cluster.table.pid(slot);
      return to === 'balance' ? refused(`process ${pid} is best off where it is`) : noNode(to);
    }
    return cluster.migrations.begin(slot, target, 'user', `migrate to ${to}`);
  }

  #target(slot: Slot, to: NodeId | 'home' | 'balance'): Node | undefined {
    if (to === 'home') return this.#cluster.nodes[this.#cluster.table.home(slot)];
    return to === 'balance' ? this.#placement.better(slot) : this.#cluster.node(to);
  }

  #lock(slot: Slot, lock: boolean): Answer {
    const { table } = this.#cluster;
    const pid = table.pid(slot);
    const bits = table.cantmove(slot);
    if (((bits & USER_LOCK) !== 0) === lock) {
      return refused(`process ${pid} is ${lock ? 'locked already' : 'not locked'}`);
    }
    table.setCantmove(slot, bits ^ USER_LOCK);
    this.#cluster.emit({ at: this.#now, type: lock ? 'locked' : 'unlocked', pid });
    return ACCEPTED;
  }

  #select(slot: Slot, node: NodeId): Answer {
    const cluster = this.#cluster;
    if (cluster.node(node) === undefined) return noNode(node);
    cluster.fileWaits.select(slot, node);
    cluster.emit({ at: this.#now, type: 'selected', pid: cluster.table.pid(slot), node });
    return ACCEPTED;
  }

  #changeTie(change: 'tie' | 'untie', slot: Slot, reason: string): Answer {
    if (!HARD_WORDS.includes(reason)) {
      return refused(`"${reason}" is not a reason; use one of ${HARD_WORDS.join(' ')}`);
    }
    if ({ tie, untie }[change](this.#cluster, slot, reason)) return ACCEPTED;
    const pid = this.#cluster.table.pid(slot);
    return refused(
      `process ${pid} is ${change === 'tie' ? 'tied already' : 'not tied'}: ${reason}`,
    );
  }

  #exec(slot: Slot, { command, profile }: Extract<Command, { readonly do: 'exec' }>): Answer {
    const { table } = this.#cluster;
    const wrong = profileProblem(profile);
    if (wrong !== undefined) return refused(wrong);
    if (table.standing(slot) !== RUNNABLE) {
      return refused(`process ${table.pid(slot)} does not run: it cannot become another program`);
    }
    this.#cluster.exec(slot, { command, profile: profileAsked(profile) ?? CPU_BOUND });
    return ACCEPTED;
  }

  #renice(slot: Slot, nice: number): Answer {
    if (!isNice(nice)) return refused(`nice is a whole number from -20 to 19, not ${nice}`);
    this.#cluster.changed(slot, () => this.#cluster.table.setNice(slot, nice));
    const pid = this.#cluster.table.pid(slot);
    this.#cluster.emit({ at: this.#now, type: 'reniced', pid, nice });
    return ACCEPTED;
  }

  get #now(): number {
    return this.#cluster.agenda.now;
  }
}

function noNode(id: NodeId | string): Answer {
  return refused(`there is no node ${id}`);
}
