import { formatRoughly } from '../base/units.js';
import { cantmoveWords } from '../cluster/facts/cantmove.js';
import { STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import { type Decided, figuresOf, sentenceOf } from '../scheduler/deciding/decision-words.js';
import type { Belief, Explanation, Forecast, LastDecision } from '../session/session.js';
import { loadWithOneMore } from './advice.js';
import { cantmoveOf } from './cluster-view.js';
import type { LiveNode } from './live-node.js';
import type { SampledProcess } from './sample.js';

/** What is asked about, and what is known. */
export interface Asked {
  readonly node: LiveNode;
  readonly nodes: readonly LiveNode[];
  /** What openMosix's policy would do on that node; undefined: it has made no decision yet. */
  readonly decided: Decided | undefined;
  readonly now: number;
}

/** What the policy would do on a node. */
export function lastDecisionOf(asked: Asked): LastDecision | undefined {
  const { node, decided } = asked;
  if (decided === undefined) return undefined;
  const { decision, at } = decided;
  const { move } = decision;
  const numbers = decision.numbers ?? {};
  return {
    ...{ at, node: node.id, move, numbers },
    to: move === undefined ? undefined : decision.to,
    reason: move === undefined ? sentenceOf(decision) : `advice: ${sentenceOf(decision)}`,
    beliefs: beliefsOf(asked),
  };
}

/** Why a process is where it is, and what the policy would do with it. */
export function explanationOf(process: SampledProcess, asked: Asked): Explanation {
  const { node, decided } = asked;
  const pid = node.pidOffset + process.pid;
  const words = cantmoveWords(cantmoveOf(process));
  const isMeant = decided?.decision.move === pid;
  const to = isMeant ? (decided.decision as { to: number }).to : undefined;
  const beliefs = beliefsOf(asked);
  return {
    ...{ pid, node: node.id, home: node.id, to },
    whyHere: `it was started here, on node ${node.id}, a real one: nothing moves it`,
    verdict:
      words.length > 0
        ? `openMosix would leave it: it cannot move (${words.join(' ')})`
        : adviceOn(asked, to),
    numbers: words.length > 0 ? {} : (decided?.decision.numbers ?? {}),
    forecasts: forecastsOf(process, asked).map((forecast, index) => ({
      ...forecast,
      ...beliefs[index]!,
      refusal: undefined,
      waitPerWork: 0,
    })),
  };
}

function adviceOn({ node, decided, now }: Asked, to: number | undefined): string {
  if (decided === undefined) return 'no advice yet: too little has been seen of the nodes';
  const { decision, at } = decided;
  const figures = figuresOf(decision.numbers ?? {});
  const terms = figures === '' ? decision.reason : `${decision.reason}: ${figures}`;
  const when = `(node ${node.id}, ${formatRoughly(now - at)} ago)`;
  if (to !== undefined) return `openMosix would send it to node ${to}: ${terms} ${when}`;
  return decision.move === undefined
    ? `openMosix would leave it: ${terms} ${when}`
    : `openMosix would send ${decision.move} to node ${decision.to} instead: ${terms} ${when}`;
}

/** What a process would get at each node: its share of a CPU at that node's speed. */
export function forecastsOf(process: SampledProcess, { node, nodes }: Asked): readonly Forecast[] {
  return nodes.map((other) => {
    const { spec, load, sample } = other;
    const isHere = other === node;
    const runs = process.state === 'R' ? 1 : 0;
    const runnable = (sample?.runnable ?? 0) + (isHere ? 1 - runs : 1);
    const share = Math.min(1, (spec.cpus * spec.threads) / Math.max(1, runnable));
    return {
      node: other.id,
      load: load.upper,
      rate: other.isUp ? (share * spec.speed) / STANDARD_SPEED : 0,
      refusal: isHere ? 'it is there already' : 'a running process of a real node cannot be moved',
    };
  });
}

/** What a node would know of the others: their last samples, with their age. */
function beliefsOf({ node, nodes, decided, now }: Asked): readonly Belief[] {
  return nodes.map((other) => {
    const { id, load } = other;
    if (other === node) {
      const verdict = 'it is here';
      return {
        node: id,
        load: load.upper,
        believedLoad: load.mean,
        ageSeconds: undefined,
        verdict,
      };
    }
    const isSeen = other.sample !== undefined;
    return {
      node: id,
      load: load.upper,
      believedLoad: isSeen ? load.upper : undefined,
      ageSeconds: isSeen ? now - other.sampledAt : undefined,
      verdict: verdictOn(other, decided),
    };
  });
}

function verdictOn(other: LiveNode, decided: Decided | undefined): string | undefined {
  const decision = decided?.decision;
  if (decision?.move !== undefined && decision.to === other.id) return undefined;
  if (other.sample === undefined) return 'nothing heard from it';
  if (other.silence !== undefined) return `out of reach: ${other.silence}`;
  const { best } = decision?.numbers ?? {};
  if (best === other.id) return 'the best known';
  return `would be ${loadWithOneMore(other).toFixed(2)} with it`;
}
