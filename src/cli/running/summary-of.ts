import { SUMMARISED, Summary } from '../../metrics/summary.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { SimulatedSession } from '../../session/simulated.js';

/** The summary of a session, from now on. */
export function summaryOf(session: SimulatedSession, { workload }: Scenario): Summary {
  const summary = new Summary(session.nodes, programGain(workload));
  session.subscribe(summary.observe, { types: SUMMARISED, transient: true });
  return summary;
}

/** The most that a program of a workload gains from the threads of a processor. */
export function programGain(workload: Scenario['workload']): number {
  const gains = workload.map(
    (source) => (source.kind === 'batch' ? source.profile?.htGain : 1) ?? 1,
  );
  return Math.max(1, ...gains);
}
