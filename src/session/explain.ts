import { cantmoveWords } from '../cluster/cantmove.js';
import { cpuSecondsOf } from '../cluster/progress.js';
import type { Simulation } from '../scenario/simulation.js';
import { type Decided, sentenceOf } from '../scheduler/decision-log.js';
import type { Departure } from './journeys.js';
import type { Explanation, Forecast, PlaceForecast } from './session.js';

/**
 * Why a process is where it is, and what the node where it runs decided at its last tick. Only
 * what is there is read, so that asking changes nothing.
 */
export function explain(
  simulation: Simulation,
  pid: number,
  departure: Departure | undefined,
  forecasts: readonly Forecast[],
): Explanation | undefined {
  const { cluster, scheduler } = simulation;
  const slot = cluster.table.find(pid);
  if (slot < 0) return undefined;
  const node = cluster.nodeOf(slot);
  const home = cluster.homeOf(slot);
  const decided = scheduler.lastDecision(node.index);
  const to = cluster.migrations.targetOf(slot)?.id;
  return {
    pid,
    node: node.id,
    home: home.id,
    whyHere: whyHere(departure, node.id, home.id),
    verdict: verdictOf(simulation, slot, decided),
    to,
    numbers: decided?.decision.numbers ?? {},
    places: forecasts.map((forecast) => placeOf(simulation, slot, forecast, to)),
  };
}

function whyHere(departure: Departure | undefined, node: number, home: number): string {
  if (departure === undefined) return `it was started here, on node ${home}`;
  const { from, to, at, cause, reason } = departure;
  const way = to === node ? `it came from node ${from}` : `it left node ${from} for node ${to}`;
  return `${way} at ${at.toFixed(1)} s (${cause}): ${reason}`;
}

/** What keeps the process itself from being moved, or else what its node decided. */
function verdictOf(
  { cluster, scheduler, agenda }: Simulation,
  slot: number,
  decided: Decided | undefined,
): string {
  const { table } = cluster;
  const target = cluster.migrations.targetOf(slot);
  const { minRun, minResidence } = scheduler.parameters;
  const bits = table.cantmove(slot);
  const used = cpuSecondsOf(cluster, slot);
  const stayed = agenda.now - table.sinceSeconds(slot);
  const node = `node ${cluster.nodeOf(slot).id}`;
  if (target !== undefined) return `it is on its way to node ${target.id}`;
  if (bits !== 0) return `it stays: ${cantmoveWords(bits).join(' ')}`;
  if (used < minRun)
    return `it stays: it has used ${used.toFixed(2)} s of CPU, not ${minRun} s yet`;
  if (table.migrations(slot) > 0 && stayed < minResidence) {
    return `it stays: it came ${stayed.toFixed(1)} s ago, less than ${minResidence} s`;
  }
  if (decided === undefined) return `it stays: ${node} has decided nothing yet`;
  const { decision, refusal, at } = decided;
  const when = `${node} decided at ${at.toFixed(1)} s`;
  if (decision.move === undefined) return `it stays: ${when}: ${sentenceOf(decision)}`;
  if (refusal !== undefined)
    return `it stays: ${when} to move ${decision.move}: refused: ${refusal}`;
  return `it stays: ${when} to move ${decision.move}, the heaviest: ${sentenceOf(decision)}`;
}

function placeOf(
  { cluster, scheduler, agenda }: Simulation,
  slot: number,
  forecast: Forecast,
  to: number | undefined,
): PlaceForecast {
  const here = cluster.nodeOf(slot);
  const place = cluster.node(forecast.node)!;
  const entry = scheduler.believed(here.index, forecast.node);
  const load = entry?.load;
  return {
    ...forecast,
    believedLoad: load,
    ageSeconds: entry === undefined ? undefined : agenda.now - entry.measuredAt,
    waitPerWork: cluster.fileWaits.at(slot, place.index).waitPerWork,
    verdict: forecast.node === to ? undefined : verdictOn(forecast, here.id, load),
  };
}

function verdictOn({ node, refusal }: Forecast, here: number, load: number | undefined): string {
  if (node === here) return 'it is here';
  if (refusal !== undefined) return refusal;
  return load === undefined ? 'nothing was heard of it' : `believed load ${load.toFixed(2)}`;
}
