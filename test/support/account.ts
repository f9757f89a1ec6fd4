import { createHash } from 'node:crypto';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';

/**
 * A run in a few words, which are the same as long as it goes as it did: what a screen shows at
 * some moments and how often each event happened, to be read where it differs, and a digest of all
 * that was told and seen.
 * @param looks at how many moments, evenly spread, somebody looks
 */
export function accountOf(
  scenario: Scenario,
  policy: Policy,
  { until, looks }: { readonly until: number; readonly looks: number },
): string {
  const session = createSession(scenario, { policy });
  const digest = createHash('sha256');
  const counts = new Map<string, number>();
  session.subscribe((event: ClusterEvent) => {
    digest.update(written(event));
    counts.set(event.type, 1 + (counts.get(event.type) ?? 0));
  });
  for (let look = 1; look <= looks; look++) {
    session.advance((until * look) / looks, { untilOver: true });
    digest.update(written(seen(session)));
  }
  const { now, totals } = session.view();
  const happened = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `  ${session.steps} steps to ${now} s`,
    `  ${Object.entries(totals)
      .map(([name, value]) => `${name} ${written(value)}`)
      .join(', ')}`,
    `  ${happened.map(([type, count]) => `${count} ${type}`).join(', ')}`,
    `  ${digest.digest('hex').slice(0, 16)}`,
  ].join('\n');
}

/** All that a screen may ask for. */
function seen(session: SimulatedSession): unknown {
  const view = session.view();
  const nodes = session.nodes.map(({ id }) => [session.lastDecision(id), session.heard(id)]);
  const processes = view.processes();
  const explained = processes.slice(0, MOST_EXPLAINED).map(({ pid }) => session.explain(pid));
  return [view.now, view.totals, view.nodes(), processes, nodes, explained];
}

const MOST_EXPLAINED = 20;

/** As JSON, with so few digits that another computer's rounding of a logarithm is not seen. */
function written(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => {
    if (typeof one !== 'number') return one;
    return Number.isFinite(one) ? Number(one.toPrecision(DIGITS)) : String(one);
  });
}

const DIGITS = 11;
