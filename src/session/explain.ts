import { formatClock, formatRoughly } from '../base/units.js';
import { NO_SLOT, type Slot } from '../cluster/cpus/process-table.js';
import { cpuSecondsOf } from '../cluster/doing/progress.js';
import { cantmoveWords } from '../cluster/facts/cantmove.js';
import type { MigrationCause } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Simulation } from '../scenario/simulation.js';
import { isHeldAtHome } from '../scheduler/deciding/candidates.js';
import { beliefsOf, type Grounds, groundsOf } from './beliefs.js';
import type { Journeys } from './journeys.js';
import type { Explanation, Forecast, NodeForecast } from './session.js';
import { unseenBy, verdictOf } from './verdict.js';

/**
 * Why a process is where it is, and whether the node where it runs would send it away. Only what is
 * there is read, so that asking changes nothing.
 */
export function explain(
  simulation: Simulation,
  pid: number,
  journey: Journey,
  forecasts: readonly Forecast[],
): Explanation | undefined {
  const { cluster } = simulation;
  const slot = cluster.table.find(pid);
  if (slot === NO_SLOT) return undefined;
  const node = cluster.nodeOf(slot);
  const home = cluster.homeOf(slot);
  const grounds = groundsOf(simulation, node);
  const kept = keptBy(simulation, slot);
  const isKept = kept !== undefined;
  const decision = (grounds.judgement ?? grounds.decided)?.decision;
  const here = forecasts[node.index]?.rate ?? 0;
  const wouldGain = forecasts.some(({ rate, refusal }) => refusal === undefined && rate > here);
  const unseen = wouldGain ? unseenBy(node, grounds) : '';
  const underway = cluster.migrations.targetOf(slot)?.id;
  const to = isKept || decision?.move !== pid ? underway : decision.to;
  return {
    pid,
    node: node.id,
    home: home.id,
    whyHere: whyHere(journey, node.id, home.id, underway),
    verdict: kept ?? verdictOf(simulation, node, pid, grounds) + unseen,
    to,
    numbers: isKept ? {} : (decision?.numbers ?? {}),
    forecasts: nodeForecastsOf(simulation, slot, { forecasts, grounds, isKept, to }),
  };
}

/** What brought it to where it is. */
type Journey = ReturnType<Journeys['last']>;

function whyHere(journey: Journey, node: number, home: number, target: number | undefined): string {
  if (journey === undefined) {
    return node === home
      ? `it was started here, on node ${node}`
      : `it was started on node ${node}, its home is node ${home}`;
  }
  if (journey.type === 'placed') {
    return `it was started on node ${journey.to}, not at its home ${home}: ${journey.reason}`;
  }
  const { from, to, at, cause, reason } = journey;
  const way =
    to === node
      ? `it came from node ${from}`
      : to === target
        ? `it leaves node ${from} for node ${to}`
        : `it could not go from node ${from} to node ${to}`;
  const why = cause === 'policy' ? `: ${reason}` : '';
  return `${way} at ${formatClock(at)}, ${CAUSE_WORDS[cause]}${why}`;
}

const CAUSE_WORDS: Readonly<Record<MigrationCause, string>> = {
  policy: 'sent by the policy',
  user: 'sent by hand',
  expel: 'sent away',
  bring: 'fetched home',
};

/** What keeps the process itself from being moved; undefined: its node may move it. */
function keptBy({ cluster, scheduler, agenda }: Simulation, slot: Slot): string | undefined {
  const { table } = cluster;
  const target = cluster.migrations.targetOf(slot);
  const { minRun, minResidence } = scheduler.parameters;
  const bits = table.cantmove(slot);
  const used = cpuSecondsOf(cluster, slot);
  const stayed = agenda.now - table.sinceSeconds(slot);
  if (target !== undefined) return `it is on its way to node ${target.id}`;
  if (bits !== 0) return `it stays: it cannot move (${cantmoveWords(bits).join(' ')})`;
  if (isHeldAtHome(cluster, slot)) return 'it stays: its home keeps its own processes (lstay)';
  if (used < minRun) {
    const soFar = used === 0 ? 'no CPU' : `${formatRoughly(used)} of CPU`;
    return `it stays: it has used ${soFar} so far, less than ${formatRoughly(minRun)}`;
  }
  if (table.migrations(slot) > 0 && stayed < minResidence) {
    return `it stays: it came ${formatRoughly(stayed)} ago, less than ${formatRoughly(minResidence)}`;
  }
  return undefined;
}

interface ForecastGround {
  readonly forecasts: readonly Forecast[];
  readonly grounds: Grounds;
  /** Whether the process itself is kept: then no node was compared for it. */
  readonly isKept: boolean;
  /** Where it goes; undefined: nowhere. */
  readonly to: NodeId | undefined;
}

function nodeForecastsOf(
  simulation: Simulation,
  slot: Slot,
  { forecasts, grounds, isKept, to }: ForecastGround,
): readonly NodeForecast[] {
  const { cluster } = simulation;
  const here = cluster.nodeOf(slot);
  const beliefs = beliefsOf(simulation, here, grounds);
  const taken =
    grounds.judgement === undefined ? 'another one went there' : 'another one goes there';
  return forecasts.map((forecast, index) => {
    const { load, believedLoad, ageSeconds, verdict: believed } = beliefs[index]!;
    const { node, rate } = forecast;
    // The table is about this process: only what keeps it is said.
    const refusal =
      node === here.id ? undefined : forecast.refusal?.replace(/^process \d+ (?=cannot)/, 'it ');
    const judged = isKept && node !== here.id ? '' : (believed ?? taken);
    return {
      node,
      load,
      rate,
      refusal: forecast.refusal,
      believedLoad,
      ageSeconds,
      waitPerWork: cluster.fileWaits.waitPerWork(slot, cluster.nodes[index]!.index),
      verdict: node === to ? undefined : (refusal ?? judged),
    };
  });
}
