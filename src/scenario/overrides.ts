import { UserError } from '../base/user-error.js';
import { MAX_NODE_ID, type NodeId, type NodeSpec } from '../cluster/facts/node-spec.js';
import { filesOf, type Profile } from '../cluster/facts/profile.js';
import { addressOf } from '../cluster/members/address.js';
import type { InformationKind } from '../scheduler/information/kind.js';
import type { WorkloadSpec } from '../workload/workload-spec.js';
import type { Scenario } from './scenario.js';
import { memoryProblem } from './schema/memory-size.js';

/** What flags change of a scenario. At most one of swf, csv and host. */
export interface Overrides {
  readonly policy?: string | undefined;
  readonly information?: InformationKind | undefined;
  readonly seed?: number | undefined;
  /** So many nodes like the first one, N# 1 to `nodes`. */
  readonly nodes?: number | undefined;
  /** File of a trace; takes the place of workload and timeline. */
  readonly swf?: string | undefined;
  /** File of processes; takes the place of workload and timeline. */
  readonly csv?: string | undefined;
  /** The processes of this computer; take the place of workload and timeline. */
  readonly host?: boolean | undefined;
}

/**
 * The scenario with some of it replaced.
 * @throws UserError when the result would name nodes that are not there, or be too large
 */
export function applyOverrides(scenario: Scenario, overrides: Overrides): Scenario {
  const { policy = scenario.policy, information = scenario.information } = overrides;
  const { seed = scenario.seed, nodes } = overrides;
  const changed: Scenario = {
    ...withWorkload(scenario, overrides),
    ...{ policy, information, seed },
    nodes: nodes === undefined ? scenario.nodes : likeTheFirst(scenario.nodes[0]!, nodes),
  };
  checkNodesExist(changed);
  const problem = memoryProblem(changed);
  if (problem !== undefined) throw new UserError(problem);
  return changed;
}

function withWorkload(scenario: Scenario, { swf, csv, host }: Overrides): Scenario {
  const sources: WorkloadSpec[] = [];
  if (swf !== undefined) {
    sources.push({
      ...{ kind: 'swf', file: swf, home: 'round-robin', timeScale: 1 },
      ...{ startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY },
    });
  }
  if (csv !== undefined) sources.push({ kind: 'csv', file: csv });
  if (host) sources.push({ kind: 'host' });
  if (sources.length === 0) return scenario;
  if (sources.length > 1) throw new UserError('only one of --swf, --csv and --host can be given');
  // A trace is run to its end; the processes of this computer have none.
  const untilSeconds = host ? scenario.untilSeconds : Number.POSITIVE_INFINITY;
  return { ...scenario, workload: sources, timeline: [], faults: [], strangers: [], untilSeconds };
}

function likeTheFirst(first: NodeSpec, count: number): readonly NodeSpec[] {
  if (!Number.isInteger(count) || count < 1 || count > MAX_NODE_ID) {
    throw new UserError(`--nodes: must be a whole number from 1 to ${MAX_NODE_ID}, got ${count}`);
  }
  const stem = first.name.replace(/\d+$/, '');
  return Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    // A map names other addresses: they know all nodes.
    const own = { id, name: `${stem}${id}`, address: addressOf(id), aliases: [], map: undefined };
    return { ...first, ...own };
  });
}

function checkNodesExist({ nodes, workload, timeline, faults, strangers }: Scenario): void {
  const ids = new Set(nodes.map(({ id }) => id));
  const check = (what: string, id: NodeId) => {
    if (ids.has(id)) return;
    const [first, last] = [nodes[0]!.id, nodes[nodes.length - 1]!.id];
    throw new UserError(`${what} names N# ${id}, which is not there (N# ${first} to ${last})`);
  };
  const checkFiles = (what: string, profile: Profile | string | undefined) => {
    if (typeof profile !== 'object') return;
    for (const one of filesOf(profile)) if (typeof one === 'number') check(`files of ${what}`, one);
  };
  workload.forEach((source, index) => {
    if (source.kind === 'host') check('the processes of this computer: their home', 1);
    if ('home' in source && typeof source.home === 'number') {
      check(`home of workload[${index}]`, source.home);
    }
    if (source.kind === 'batch') checkFiles(`workload[${index}]`, source.profile);
  });
  faults.forEach((fault, index) => {
    if (fault.nodes === 'all') return;
    for (const id of fault.nodes) check(`faults[${index}]`, id);
  });
  strangers.forEach(({ to }, index) => {
    if (to !== 'random') check(`strangers[${index}]`, to);
  });
  timeline.forEach(({ command }, index) => {
    const what = `timeline[${index}], ${command.do},`;
    if ('profile' in command) checkFiles(`timeline[${index}]`, command.profile);
    if ('node' in command && typeof command.node === 'number') check(what, command.node);
    if ('on' in command && typeof command.on === 'number') check(what, command.on);
    if ('other' in command) check(what, command.other);
    if (command.do === 'mask') for (const id of command.nodes ?? []) check(what, id);
    if ('home' in command) check(what, command.home);
    if ('to' in command && typeof command.to === 'number') check(what, command.to);
  });
}
