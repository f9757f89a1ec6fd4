import { formatDuration } from '../../base/units.js';
import type { Cluster } from '../cluster.js';
import type { ClusterSpec } from '../cluster-spec.js';
import { type Answer, refused, said } from '../facts/command.js';
import type { DecaySettings } from '../facts/decay.js';
import type { NodeId } from '../facts/node-spec.js';
import { callText, migrationText, type Overheads } from '../facts/overheads.js';
import type { Question, QuestionWord } from '../facts/question.js';
import { BLOCK, CONFIGURED, statusWords, UP } from '../facts/status.js';
import type { ClusterView } from '../facts/view.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import { tableText as nodeTableText } from './map-text.js';

/** What a node has heard of another one. */
export interface Heard {
  readonly node: NodeId;
  readonly load: number;
  readonly speed: number;
  readonly freeBytes: number;
  /** Whether it refuses guests. */
  readonly blocked: boolean;
}

/** What answers questions, besides the cluster. */
export interface QuestionSources {
  readonly view: ClusterView;
  /** What a node believes of the others, as far as it still believes it. */
  heard(index: NodeIndex): readonly Heard[];
  /** How statistics fade where no `setdecay` has said otherwise. */
  decay(): DecaySettings;
  /** What calls and migrations cost. */
  readonly overheads: Pick<ClusterSpec, 'network' | 'migration'>;
}

/**
 * Answers what mosctl(1) is asked; asking changes nothing. About itself a node answers the
 * truth, about another one what it has heard.
 *
 * The forms of `whois`, `isup` and of a node that is not configured are mosctl's own; the numbers
 * are those of /proc/hpc/nodes/N, and the words around them are made after these.
 */
export class Questions {
  readonly #cluster: Cluster;
  readonly #sources: QuestionSources;

  constructor(cluster: Cluster, sources: QuestionSources) {
    this.#cluster = cluster;
    this.#sources = sources;
  }

  answer(question: Question): Answer {
    const { ask, node: written, on } = question;
    const about = written === undefined ? undefined : this.#find(written);
    if (written !== undefined && about === undefined) return refused(`there is no node ${written}`);
    const asked = this.askedNode(question);
    if (asked === undefined) return refused(`there is no node ${on}`);
    const subject = about ?? asked;
    const state = stateAnswer(ask, asked, subject);
    if (state !== undefined) return state;
    if (ask === 'showmap') return said(nodeTableText(this.#cluster, subject));
    if (ask === 'whois') return said(whois(subject, about === undefined));
    return subject === asked
      ? said(this.#ofItself(ask, asked))
      : this.#ofAnother(ask, asked, subject);
  }

  /** Where a question is asked; undefined: there is no such node. */
  askedNode({ node, on }: Question): Node | undefined {
    const written = on ?? node;
    return written === undefined ? this.#cluster.nodes[0] : this.#find(written);
  }

  /** By N#, name or address. */
  #find(written: NodeId | string): Node | undefined {
    const id = Number(written);
    if (Number.isInteger(id)) return this.#cluster.node(id);
    return this.#cluster.nodes.find(
      ({ spec: { name, address, aliases } }) =>
        name === written || address === written || aliases.includes(String(written)),
    );
  }

  #ofItself(ask: NodeWord, node: Node): string {
    const { settings, spec } = node;
    const view = this.#sources.view.node(node.id)!;
    switch (ask) {
      case 'getload':
        return hundredths(view.upperLoad);
      case 'getspeed':
        return String(settings.believed.speed);
      case 'status':
        return statusText(node.status);
      case 'isup':
        return 'yes';
      case 'getmem':
        return bytes(node.freeBytes);
      case 'getfree':
        return bytes(spec.memoryBytes - view.memoryUsedBytes);
      case 'getutil':
        return String(Math.round(100 * view.utilisability));
      case 'gettune':
      case 'overheads':
        return settings.overheads === undefined
          ? overheadsText(this.#sources.overheads)
          : tableText(settings.overheads);
      case 'mfscosts':
        return callText(settings.mfsCosts ?? this.#sources.overheads.network);
      case 'getyard':
        return String(settings.yardstick);
      case 'getdecay':
        return decayText(settings.decay ?? this.#sources.decay());
    }
  }

  #ofAnother(ask: NodeWord, asked: Node, subject: Node): Answer {
    const { id } = subject;
    if (!this.#cluster.neighbours.knows(asked.index, subject.index)) return notConfigured(id);
    const heard = this.#sources.heard(asked.index).find(({ node }) => node === id);
    if (ask === 'isup') return said(heard === undefined ? 'no' : 'yes');
    if (ask === 'status') return said(statusText(statusOf(heard)));
    if (!isTold(ask)) return refused(`node ${id} does not send ${ask} to others: ask at ${id}`);
    if (heard === undefined) return refused(`node ${asked.id} has not heard of node ${id}`);
    switch (ask) {
      case 'getload':
        return said(hundredths(heard.load));
      case 'getspeed':
        return said(String(heard.speed));
      case 'getmem':
        return said(bytes(heard.freeBytes));
    }
  }
}

type NodeWord = Exclude<QuestionWord, 'whois' | 'showmap'>;

/** What depends on nothing but the states of both nodes; undefined: it depends on more. */
function stateAnswer(ask: QuestionWord, asked: Node, subject: Node): Answer | undefined {
  if (!asked.spec.mosix) return refused('Error: this is not OpenMosix!');
  const isSelf = asked === subject;
  if (isSelf && ask === 'isup') return said(asked.isMember ? 'yes' : 'no');
  if (isSelf && ask === 'status' && asked.state === 'down') return said(statusText(asked.status));
  if (asked.state === 'left') return notConfigured(asked.id);
  return asked.state === 'down' ? refused(`node ${asked.id} is down`) : undefined;
}

function whois({ id, spec }: Node, alone: boolean): string {
  return alone
    ? `This is MOSIX #${id}`
    : `MOSIX #${id} is at IP address ${spec.address} (${spec.name})`;
}

/** What the messages of nodes carry of the numbers that are asked for. */
const TOLD = ['getload', 'getspeed', 'getmem'] as const satisfies readonly NodeWord[];

function isTold(ask: NodeWord): ask is (typeof TOLD)[number] {
  return TOLD.some((known) => known === ask);
}

function statusOf(heard: Heard | undefined): number {
  return heard === undefined ? CONFIGURED : CONFIGURED | UP | (heard.blocked ? BLOCK : 0);
}

/** `19 (configured up block)` */
function statusText(status: number): string {
  return `${status} (${statusWords(status).join(' ')})`;
}

/** /proc/hpc/nodes/N/load: 100 is a load of 1.00. */
function hundredths(load: number): string {
  return String(Math.round(100 * load));
}

function bytes(count: number): string {
  return String(Math.round(count));
}

function decayText({ intervalSeconds, slow, fast }: DecaySettings): string {
  return `every ${intervalSeconds} s ${slow} (slow) or ${fast} (fast) of 1000 are kept`;
}

/** A line for calls, one for migrations, and one per class of ways. */
function overheadsText({ network, migration }: QuestionSources['overheads']): string {
  return [
    tableText({ ...network, ...migration }),
    ...network.classes.map(
      (way) =>
        `${way.sites.join(' to ')}: ${formatDuration(way.latencySeconds)} one way, ${formatDuration(way.fixedSeconds)} before the bytes of a migration`,
    ),
  ].join('\n');
}

function tableText(overheads: Overheads): string {
  return `${callText(overheads)}\n${migrationText(overheads)}`;
}

function notConfigured(id: NodeId): Answer {
  return said(`Node #${id} is not configured`);
}
