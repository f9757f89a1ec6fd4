import { describe, expect, it } from 'vitest';
import type { NodeId } from '../../src/cluster/facts/node-spec.js';
import { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { Entry } from '../../src/scheduler/policies/policy.js';
import type { Belief, Explanation } from '../../src/session/session.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';
import fc from '../support/properties.js';
import { shipped, show } from '../support/shipped.js';
import { swarmPolicy } from '../swarm/policies.js';
import { randomScenario, SECONDS } from '../swarm/random-scenario.js';

const SCENARIOS = fc.sample(randomScenario, {
  seed: 2004,
  numRuns: Number(process.env.REASONS ?? 12),
});

describe('each row of an explanation has one reason, which is true', () => {
  it.each(SCENARIOS.map((scenario, index) => [index, scenario] as const))(
    'by its own numbers and by the decision: scenario %i',
    (index, scenario) => {
      const session = begun(scenario);
      const random = new Random(index);
      for (let now = 0; now < SECONDS; now += 3 * random.uniform()) {
        session.advance(now);
        for (const { pid } of session.view().processes().slice(0, 6)) {
          expectTruth(session, session.explain(pid)!);
        }
      }
    },
  );

  // A node that has just decided to stay knows nothing new: asked at once, it decides the same.
  it('and the decision is the one that was made', () => {
    let stayed = 0;
    for (const scenario of SCENARIOS)
      stayed += staysOf(begun({ ...scenario, policy: 'openmosix' }));
    expect(stayed).toBeGreaterThan(100);
  });

  it('a node as fast as here is not called slow where it would give more', () => {
    const { session } = show(shipped('auckland'), 8);
    const explained = session
      .view()
      .processes()
      .map(({ pid }) => session.explain(pid)!)
      .filter(({ verdict }) => verdict.includes('no faster node known'));
    expect(explained.length).toBeGreaterThan(0);
    for (const { verdict, forecasts, node } of explained) {
      const here = forecasts.find((row) => row.node === node)!;
      const better = forecasts.filter((row) => row.rate > 1.05 * here.rate);
      expect(better.map((row) => row.verdict)).toEqual(better.map(() => 'speed 28000, as here'));
      if (better.length > 0) expect(verdict).toContain('openMosix counts 4 CPUs on 2 processors');
    }
  });
});

function begun(scenario: Scenario): SimulatedSession {
  return createSession(scenario, { policy: swarmPolicy(scenario.policy) });
}

/** How many decisions to stay were seen at the very moment they were made, each the same again. */
function staysOf(session: SimulatedSession): number {
  let stayed = 0;
  while (session.view().now < SECONDS / 4 && !session.over) {
    session.advance(SECONDS / 4, { maxEvents: 1 });
    const { now } = session.view();
    // What else happens at this very instant may be news.
    if (session.simulation.nextTime === now) continue;
    for (const { id } of session.nodes) {
      const decision = session.lastDecision(id);
      if (decision?.at !== now || decision.move !== undefined) continue;
      expect(decision.now).toBeUndefined();
      stayed++;
    }
  }
  return stayed;
}

function expectTruth(session: SimulatedSession, explanation: Explanation): void {
  const { node, verdict, to, numbers, forecasts } = explanation;
  const { scheduler, cluster } = session.simulation;
  const own = cluster.node(node)!;
  const known = new Map(scheduler.known(own.index).map((entry) => [entry.node, entry]));
  const isJudged = scheduler.policy.name === 'openmosix' && Object.keys(numbers).length > 0;
  for (const row of forecasts) {
    const entry = known.get(row.node);
    if (row.node === node) {
      expect(row.verdict).toMatch(/^(it is here|it is there already|process .*)$/);
      continue;
    }
    expect(row.believedLoad).toBe(entry?.load);
    // Where it goes, and nowhere else, there is nothing to excuse.
    expect(row.verdict === undefined).toBe(row.node === to);
    if (row.verdict === undefined || row.verdict === row.refusal) continue;
    if (isJudged) expectReason(session, { row, entry, numbers, own: own.id });
    else expect(row.verdict).not.toMatch(/would be|speed|free|times as fast|the best:|later/);
  }
  const others = forecasts.filter((row) => row.node !== node && row.refusal === undefined);
  if (!isJudged) return;
  const verdicts = others.map((row) => row.verdict ?? '');
  if (verdict.includes('no other node is known')) {
    for (const one of verdicts) expect(one).toMatch(/^(nothing heard from it|it refused lately)$/);
  }
  if (verdict.includes('no faster node known')) {
    for (const one of verdicts)
      expect(one).toMatch(/^speed |^nothing heard|guests$|ago$|lately$|may go/);
  }
  // What wins over a row is named, and it is the same for all.
  const best = others.find((row) => row.node === numbers.best);
  if (best !== undefined && to !== best.node) {
    expect(best.verdict).toMatch(/^the best: |^another one goes there$/);
  }
}

interface Claim {
  readonly row: Belief;
  readonly entry: Entry | undefined;
  readonly numbers: Explanation['numbers'];
  readonly own: NodeId;
}

/** Every reason there is, held against the numbers that stand beside it. */
function expectReason(session: SimulatedSession, { row, entry, numbers, own }: Claim): void {
  const { scheduler, cluster } = session.simulation;
  const { parameters } = scheduler;
  const verdict = row.verdict!.replace(/^it cannot .*/, 'it cannot');
  const { load = Number.NaN, best, predicted = Number.NaN } = numbers;
  expect(entry === undefined).toBe(verdict === 'nothing heard from it');
  if (entry === undefined) return;
  const { speed, countedCpus, blocked, freeBytes } = entry;
  // Load of the node with `stability` more processes: the hand formula of openmosix.ts.
  const would = entry.load + (parameters.stability * 10000) / (countedCpus * speed);
  const ownSpeed = cluster.node(own)!.settings.believed.speed;
  const [, first, , second] =
    /^(?:the best: |would be |speed )?([\d.]+)(s|min|h|d|ms)?(?:, (?:not |here )?([\d.]+))?/.exec(
      verdict,
    ) ?? [];
  switch (verdict.replaceAll(/[\d.]+(ms|s|min|h|d|[BKMGT])?(?![a-z])/g, '#')) {
    case 'it accepts no guests':
      expect(blocked).toBe(true);
      break;
    case 'heard of too long ago':
      expect(row.ageSeconds).toBeGreaterThan(parameters.staleness);
      break;
    case 'it refused lately':
    case 'no process here may go there':
    case 'no process would wait less':
    case 'nothing runs here':
    case 'it cannot':
      return;
    case 'speed #, as here':
      expect([Number(first), speed]).toEqual([ownSpeed, ownSpeed]);
      expect(best).not.toBe(row.node);
      break;
    case 'speed #, # here':
      expect([Number(first), Number(second)]).toEqual([speed, ownSpeed]);
      expect(speed).toBeLessThan(ownSpeed);
      break;
    case 'would be #, not #':
      expect(Number(first)).toBeCloseTo(would, 1);
      expect(Number(second)).toBeCloseTo(predicted, 1);
      expect(Number(first)).toBeGreaterThan(Number(second));
      break;
    case 'the best: #, here #':
      expect(best).toBe(row.node);
      expect(Number(first)).toBeCloseTo(predicted, 1);
      expect(Number(second)).toBeCloseTo(load, 1);
      expect(Number(first)).toBeGreaterThanOrEqual(Number(second));
      break;
    case 'just as good as node #':
      expect(would).toBe(predicted);
      break;
    case '# free, not #':
      expect(freeBytes).toBeLessThanOrEqual(numbers.bestFreeBytes!);
      break;
    case '# times as fast, not #':
      expect(Number(first)).toBeLessThanOrEqual(numbers.gain!);
      break;
    case 'the best: # away, wins #':
      expect(numbers.wonSeconds).toBeLessThanOrEqual(numbers.moveSeconds! * parameters.moveCost);
      break;
    case 'the best: no process may go':
    case 'the best: calls cost more':
    case 'the best: too full for threads':
    case 'another one goes there':
      expect(row.node).toBe(best);
      break;
    default:
      expect.fail(`unknown reason: ${verdict}`);
  }
}
