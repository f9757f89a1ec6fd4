import type { Cluster } from '../cluster/cluster.js';
import type { Random } from '../kernel/random.js';
import { Delayed } from '../scheduler/information/delayed.js';
import { Gossip } from '../scheduler/information/gossip.js';
import type { Information } from '../scheduler/information/information.js';
import { delayOf } from '../scheduler/information/kind.js';
import { Perfect } from '../scheduler/information/perfect.js';
import { Told } from '../scheduler/information/told.js';
import type { LoadMeter } from '../scheduler/measuring/load-meter.js';
import type { Periods } from '../scheduler/measuring/rounds.js';
import type { OpenMosixParameters } from '../scheduler/policies/policy.js';
import type { Scenario } from './scenario.js';
import type { LiveParameters } from './steering.js';

/** The periods of a run, each of them said. */
export function periodsOf({ periods, openmosix: { period } }: Scenario): Periods {
  const { measureSeconds = period, tellSeconds = period, decideSeconds = period } = periods;
  return { measureSeconds, tellSeconds, decideSeconds };
}

/**
 * The parameters of a run. Under `told` and `delayed` what is known is as old as the scenario says,
 * which is never too old to be believed; gossip may be.
 */
export function parametersOf(scenario: Scenario): LiveParameters {
  const { openmosix, information } = scenario;
  const { tellSeconds } = periodsOf(scenario);
  const oldest = information === 'told' ? tellSeconds : delayOf(information);
  // A spread would have another hidden class in a later run, and V8 compile its readers anew.
  const parameters: LiveParameters = Object.assign({}, openmosix);
  if (oldest !== undefined) {
    parameters.staleness = Math.max(openmosix.staleness, oldest + tellSeconds);
  }
  return parameters;
}

/** How nodes come to know of each other. */
export function informationOf(
  { information }: Scenario,
  cluster: Cluster,
  parameters: OpenMosixParameters,
  parts: { readonly meter: LoadMeter; readonly random: Random },
): Information {
  const delaySeconds = delayOf(information);
  if (delaySeconds !== undefined) return new Delayed(cluster, parameters, delaySeconds);
  if (information === 'told') return new Told(cluster, parameters);
  return information === 'perfect' ? new Perfect(cluster) : new Gossip(cluster, parameters, parts);
}
