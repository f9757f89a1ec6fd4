import type { Cluster } from '../cluster.js';
import { type Answer, type NodeCommand, refused, said } from '../facts/command.js';
import { type CallCosts, callText, migrationText, type Overheads } from '../facts/overheads.js';
import { QUIET } from '../facts/status.js';
import type { Node } from '../node.js';

type TuningCommand = Extract<NodeCommand, { do: 'settune' | 'setmfscosts' | 'tune' }>;

/** Sets what the balancer of a node believes calls and migrations to cost. */
export function tune(cluster: Cluster, node: Node, command: TuningCommand): Answer {
  switch (command.do) {
    case 'settune':
      return setOverheads(cluster, node, command);
    case 'setmfscosts':
      return setMfsCosts(cluster, node, command);
    case 'tune': {
      const other = cluster.node(command.other);
      return other === undefined
        ? refused(`there is no node ${command.other}`)
        : measure(cluster, node, other);
    }
  }
}

function setOverheads(cluster: Cluster, node: Node, given: Partial<Overheads>): Answer {
  const { latencySeconds, handlingSeconds, fixedSeconds } = given;
  const wrong = wrongOf([latencySeconds, handlingSeconds, fixedSeconds]);
  if (wrong !== undefined) return wrong;
  const before = node.settings.overheads ?? truth(cluster);
  node.settings.overheads =
    (latencySeconds ?? handlingSeconds ?? fixedSeconds) === undefined
      ? undefined
      : {
          latencySeconds: latencySeconds ?? before.latencySeconds,
          handlingSeconds: handlingSeconds ?? before.handlingSeconds,
          fixedSeconds: fixedSeconds ?? before.fixedSeconds,
        };
  return said(overheadsOf(node) ?? `Node ${node.id} takes calls and migrations for what they are.`);
}

function setMfsCosts(cluster: Cluster, node: Node, given: Partial<CallCosts>): Answer {
  const { latencySeconds, handlingSeconds } = given;
  const wrong = wrongOf([latencySeconds, handlingSeconds]);
  if (wrong !== undefined) return wrong;
  const before = node.settings.mfsCosts ?? truth(cluster);
  node.settings.mfsCosts =
    (latencySeconds ?? handlingSeconds) === undefined
      ? undefined
      : {
          latencySeconds: latencySeconds ?? before.latencySeconds,
          handlingSeconds: handlingSeconds ?? before.handlingSeconds,
        };
  const { mfsCosts } = node.settings;
  return said(mfsCosts ? callText(mfsCosts) : `Node ${node.id} takes MFS for what it costs.`);
}

/**
 * tune(1) with prep_tune on the other node: both are in single-user mode and quiet. Of one way it
 * makes the tables of all.
 */
function measure(cluster: Cluster, node: Node, other: Node): Answer {
  if (node === other) return refused('tune measures the way to another node');
  if (other.state !== 'up') return refused(`node ${other.id} is ${other.state}`);
  for (const one of [node, other]) {
    if (!one.has(QUIET)) return refused(`tune wants both nodes quiet; node ${one.id} is not`);
    if (one.population > 0)
      return refused(`tune wants both nodes for itself; processes run on ${one.id}`);
  }
  const { network, migrations, fileWaits } = cluster;
  if (network.isCut(node.index, other.index)) return refused(`node ${other.id} cannot be reached`);
  const latencySeconds = network.latencySeconds(node.index, other.index);
  const { handlingSeconds } = fileWaits;
  const fixedSeconds = migrations.fixedSeconds(node.index, other.index);
  node.settings.overheads = { latencySeconds, handlingSeconds, fixedSeconds };
  node.settings.mfsCosts = { latencySeconds, handlingSeconds };
  return said(overheadsOf(node)!);
}

function overheadsOf({ settings: { overheads } }: Node): string | undefined {
  return overheads && `${callText(overheads)}; ${migrationText(overheads)}`;
}

/** What the ways cost that no class describes. */
function truth({ migrations, fileWaits }: Cluster): Overheads {
  return { ...migrations.usualCosts, handlingSeconds: fileWaits.handlingSeconds };
}

function wrongOf(seconds: readonly (number | undefined)[]): Answer | undefined {
  const wrong = seconds.find((one) => one !== undefined && !(one >= 0 && one < Infinity));
  return wrong === undefined ? undefined : refused(`a cost is 0 seconds or more, not ${wrong}`);
}
