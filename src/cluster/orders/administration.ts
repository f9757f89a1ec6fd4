import type { Cluster } from '../cluster.js';
import { type Answer, type NodeCommand, refused, said } from '../facts/command.js';
import type { DecaySettings } from '../facts/decay.js';
import { MOST_DFSA, NOT_MOUNTED } from '../facts/kernel-options.js';
import type { LoadLimitMode } from '../facts/node-settings.js';
import { BLOCK, LSTAY } from '../facts/status.js';
import type { Evacuation } from '../moving/evacuation.js';
import type { Node } from '../node.js';
import { type FlagChange, flagChange } from './administration-words.js';
import { tune } from './tuning.js';

/**
 * What mosctl(1) does on a node that is up. The answer's message is what mosctl prints; what
 * `expel` and `bring` have begun is over when the event `expelled` or `brought` comes.
 */
export class Administration {
  readonly #cluster: Cluster;
  readonly #evacuation: Evacuation;

  constructor(cluster: Cluster, evacuation: Evacuation) {
    this.#cluster = cluster;
    this.#evacuation = evacuation;
  }

  execute(command: NodeCommand, node: Node): Answer {
    if (!node.spec.mosix) return refused('Error: this is not OpenMosix!');
    if (node.state === 'left') return refused(`Node #${node.id} is not configured`);
    if (node.state !== 'up') return refused(`node ${node.id} is ${node.state}`);
    const answer = this.#carryOut(command, node);
    if (answer.accepted) {
      const fact = { node: node.id, verb: command.do, message: answer.message ?? '' };
      this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-administered', ...fact });
    }
    // The event of the order comes before those of what follows from it.
    if (answer.accepted) this.#follow(command, node);
    return answer;
  }

  #carryOut(command: NodeCommand, node: Node): Answer {
    switch (command.do) {
      case 'expel':
        this.#set(node, BLOCK);
        return said(EXPELLED);
      case 'bring':
        this.#set(node, LSTAY);
        return said('All local processes were brought home and no more leave automatically.');
      case 'setspeed':
        return setSpeed(node, command.speed);
      case 'setyard':
        return setYardstick(node, command.yardstick);
      case 'setdecay':
        return setDecay(node, command);
      case 'settune':
      case 'setmfscosts':
      case 'tune':
        return tune(this.#cluster, node, command);
      case 'mount':
        return mount(node, command.dfsa);
      case 'umount':
        return umount(node);
      case 'loadlimit':
        if (!node.kernel.loadLimit) return noLoadLimit(node);
        return setLoadLimit(node, command.load, command.mode);
      case 'cpulimit':
        if (!node.kernel.loadLimit) return noLoadLimit(node);
        return setCpuLimit(node, command.percent, command.mode);
      default:
        return this.#change(node, flagChange(command.do));
    }
  }

  /** What a command begins or ends besides setting something. */
  #follow(command: NodeCommand, node: Node): void {
    const { migrations } = this.#cluster;
    if (command.do === 'noblock') this.#evacuation.giveUp(node, ['expel']);
    if (command.do === 'nolstay') this.#evacuation.giveUp(node, ['bring']);
    if (command.do === 'block' || command.do === 'expel') {
      migrations.abandonGuestsTo(node, `node ${node.id} is blocked`);
    }
    if (command.do === 'expel' || command.do === 'bring') {
      this.#evacuation.begin(node, [command.do]);
    }
    if (command.do === 'setdecay') this.#cluster.cpus.watch?.refade(node.slots());
    if (FILE_VERBS.includes(command.do)) this.#cluster.fileWaits.settleAll();
  }

  #change(node: Node, { bit, isSet, done, already }: FlagChange): Answer {
    if (node.has(bit) === isSet) return said(already);
    if (isSet) this.#set(node, bit);
    else node.settings.flags &= ~bit;
    return said(done);
  }

  #set(node: Node, bit: number): void {
    if (bit === BLOCK && !node.has(BLOCK)) node.settings.blockedSince = this.#cluster.agenda.now;
    node.settings.flags |= bit;
  }
}

/** What changes the ways to files. */
const FILE_VERBS: readonly NodeCommand['do'][] = ['nomfs', 'mfs', 'mount', 'umount'];

function mount(node: Node, dfsa: number): Answer {
  const { kernel, settings, id } = node;
  if (!kernel.fs) return refused(`the kernel of node ${id} has no MFS`);
  if (!Number.isInteger(dfsa) || dfsa < 0 || dfsa > MOST_DFSA) {
    return refused(`dfsa is a whole number from 0 to ${MOST_DFSA}, not ${dfsa}`);
  }
  if (dfsa > 0 && !kernel.dfsa) return refused(`the kernel of node ${id} has no DFSA`);
  settings.mount = dfsa;
  return said(`mfs on /mfs type mfs (rw,dfsa=${dfsa})`);
}

function umount(node: Node): Answer {
  if (!node.seesMfs) return refused(`/mfs is not mounted on node ${node.id}`);
  node.settings.mount = NOT_MOUNTED;
  return said(`/mfs is not mounted on node ${node.id} any more`);
}

/** mosctl's own words, as are those for a node that is not configured or has no openMosix. */
const EXPELLED = 'All remote processes were expelled and no further remote processes accepted.';

function setSpeed(node: Node, speed: number): Answer {
  if (!Number.isInteger(speed) || speed < 1) {
    return refused(`a speed is a whole number of at least 1, not ${speed}`);
  }
  node.settings.believed = { ...node.capacity, speed };
  return said(`The balancer takes node ${node.id} for a node of speed ${speed}.`);
}

function setYardstick(node: Node, written: number | 'this'): Answer {
  const yardstick = written === 'this' ? node.settings.believed.speed : written;
  if (!Number.isInteger(yardstick) || yardstick < 1) {
    return refused(`a yardstick is "this" or a whole number of at least 1, not ${written}`);
  }
  node.settings.yardstick = yardstick;
  return said(`Loads are shown in CPUs of speed ${yardstick}.`);
}

function setDecay(node: Node, { intervalSeconds, slow, fast }: DecaySettings): Answer {
  if (!(intervalSeconds > 0 && intervalSeconds < Number.POSITIVE_INFINITY)) {
    return refused(`a decay interval is more than 0 seconds, not ${intervalSeconds}`);
  }
  const wrong = [slow, fast].find((kept) => !Number.isInteger(kept) || kept < 0 || kept > 1000);
  if (wrong !== undefined) {
    return refused(`what decay keeps is 0 to 1000 thousandths, not ${wrong}`);
  }
  node.settings.decay = { intervalSeconds, slow, fast };
  return said(`Every ${intervalSeconds} s ${slow} (slow) or ${fast} (fast) of 1000 are kept.`);
}

/** The load itself is measured by the scheduler, at the node's next tick. */
function setLoadLimit(node: Node, load?: number, mode: LoadLimitMode = 0): Answer {
  if (load !== undefined && !(load >= 0)) {
    return refused(`a load limit is a load of at least 0, not ${load}`);
  }
  if (![0, 1, 2].includes(mode)) return refused(`the mode of a load limit is 0 to 2, not ${mode}`);
  node.settings.loadLimit = load ?? Number.POSITIVE_INFINITY;
  node.settings.loadLimitMode = mode;
  node.settings.fullBy = undefined;
  if (load === undefined) return said(`Node ${node.id} has no load limit.`);
  return said(`The load of node ${node.id} is limited to ${load.toFixed(2)} (mode ${mode}).`);
}

/** The use of its CPUs is measured by the scheduler, at the node's next tick. */
function setCpuLimit(node: Node, percent?: number, mode: LoadLimitMode = 0): Answer {
  if (percent !== undefined && !(percent >= 0 && percent <= 100)) {
    return refused(`a CPU limit is 0 to 100 per cent, not ${percent}`);
  }
  if (![0, 1, 2].includes(mode)) return refused(`the mode of a CPU limit is 0 to 2, not ${mode}`);
  node.settings.cpuLimit = percent ?? Number.POSITIVE_INFINITY;
  node.settings.cpuLimitMode = mode;
  node.settings.fullBy = undefined;
  if (percent === undefined) return said(`Node ${node.id} has no CPU limit.`);
  return said(`The CPU use of node ${node.id} is limited to ${percent} % (mode ${mode}).`);
}

function noLoadLimit({ id }: Node): Answer {
  return refused(`the kernel of node ${id} has no LoadLimit`);
}
