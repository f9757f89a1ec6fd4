import type { Cluster } from '../cluster.js';
import { type Answer, refused, said } from '../facts/command.js';
import type { NodeId } from '../facts/node-spec.js';
import { readSetpe, type SetpeRequest } from '../facts/setpe-line.js';
import { type MapNode, MapTable } from '../members/map-table.js';
import { tableOf } from '../members/maps.js';
import type { Membership } from '../members/membership.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import { tableText } from './map-text.js';

/** The map files that setpe -f may name. */
export type MapFiles = Readonly<Record<string, readonly MapNode[]>>;

/**
 * What setpe(8) does on a node: writes its table of nodes, checks one, prints it, takes the node
 * out of its cluster, says how many gateways there may be. That -off first expels and brings, as
 * openMosix's init script did by hand, is assumed.
 */
export class Setpe {
  readonly #cluster: Cluster;
  readonly #membership: Membership;
  readonly #maps: MapFiles;

  constructor(cluster: Cluster, membership: Membership, maps: MapFiles) {
    this.#cluster = cluster;
    this.#membership = membership;
    this.#maps = maps;
  }

  /** @param options as they are typed after `setpe`, such as -w -g 1 -f lab.map */
  execute(node: Node, options: string): Answer {
    const request = readSetpe(options);
    if (typeof request === 'string') return refused(request);
    if (!node.spec.mosix) return refused('Error: this is not OpenMosix!');
    if (node.state === 'down') return refused(`node ${node.id} is down`);
    switch (request.mode) {
      case 'read':
        return said(tableText(this.#cluster, node));
      case 'off':
        return this.#membership.leave(node);
      case 'check':
        return this.#check(node, request);
      case 'write':
        return this.#write(node, request);
    }
  }

  #check(node: Node, request: SetpeRequest): Answer {
    const table = this.#table(node, request);
    return typeof table === 'string'
      ? refused(table)
      : said('the supplied table is well-formatted');
  }

  #write(node: Node, request: SetpeRequest): Answer {
    const cluster = this.#cluster;
    const { neighbours } = cluster;
    const table = this.#table(node, request);
    if (typeof table === 'string') return refused(table);
    if (table !== undefined && !neighbours.setTable(node.index, table)) {
      return refused('this cluster uses omdiscd, which writes the tables');
    }
    if (node.state === 'left') this.#membership.join(node);
    if (request.gateways !== undefined) {
      node.settings.gateways = request.gateways;
      cluster.gateways.changed();
    }
    cluster.fileWaits.settleAll();
    const message = configured(node.id, neighbours.count(node.index) + 1);
    const fact = { node: node.id, verb: 'setpe', message } as const;
    cluster.emit({ at: cluster.agenda.now, type: 'node-administered', ...fact });
    return said(message);
  }

  /** The table that is asked for, or what is wrong with it; undefined: that which the node has. */
  #table(
    node: Node,
    { file, lines, self }: SetpeRequest,
  ): readonly NodeIndex[] | string | undefined {
    const map = lines === undefined ? this.#mapNamed(file) : mapOf(lines);
    if (typeof map === 'string') return map;
    if (map === undefined) {
      return self === undefined || self === node.id
        ? undefined
        : `node ${node.id} cannot become N# ${self}`;
    }
    const specs = this.#cluster.nodes.map(({ spec }) => spec);
    return tableOf(map, specs, node.spec, self);
  }

  #mapNamed(file: string | undefined): readonly MapNode[] | string | undefined {
    if (file === undefined) return undefined;
    if (Object.hasOwn(this.#maps, file)) return this.#maps[file];
    const names = Object.keys(this.#maps);
    const known = names.length === 0 ? 'it names none' : names.join(', ');
    return `the scenario names no map ${file} under maps (${known})`;
  }
}

/** The map that is written in lines; or what is wrong with the first wrong one. */
function mapOf(lines: readonly string[]): readonly MapNode[] | string {
  const problems: string[] = [];
  const table = new MapTable((line, message) => problems.push(`line ${line}: ${message}`));
  lines.forEach((line, index) => {
    const written = line.replace(/#.*/, '').trim();
    if (written !== '') table.add(index + 1, written.split(/\s+/));
  });
  const nodes = table.finish(lines.length, undefined);
  return problems[0] ?? nodes;
}

/** As the kernel logged it. */
function configured(id: NodeId, count: number): string {
  return `openMosix configuration changed: This is openMosix #${id} (of ${count} configured)`;
}
