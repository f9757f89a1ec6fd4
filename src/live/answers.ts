import { formatRoughly } from '../base/units.js';
import { cantmoveWords } from '../cluster/facts/cantmove.js';
import { STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import { type Decided, figuresOf, sentenceOf } from '../scheduler/deciding/decision-words.js';
import type { Belief, Explanation, Forecast, LastDecision } from '../session/session.js';
import { loadWithOneMore } from './advice.js';
import { cantmoveOf } from './cluster-view.js';
import type { JobRecords } from './job-records.js';
import type { SeenJob } from './job-tree.js';
import type { LiveNode } from './live-node.js';
import type { SampledProcess } from './sample.js';

/** What is asked about, and what is known. */
export interface Asked {
  readonly node: LiveNode;
  readonly nodes: readonly LiveNode[];
  /** What openMosix's policy would do on that node; undefined: it has made no decision yet. */
  readonly decided: Decided | undefined;
  readonly now: number;
  /** The job of which the process is a part; undefined: of none. */
  readonly job: SeenJob | undefined;
  /** What is known of jobs; undefined: nothing moves here. */
  readonly records: JobRecords | undefined;
  /** Whether the policy itself moves jobs. */
  readonly isAutomatic: boolean;
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
    reason: move === undefined ? sentenceOf(decision) : `${kindOf(asked)}: ${sentenceOf(decision)}`,
    beliefs: beliefsOf(asked),
  };
}

/** What a decision to move something is. */
function kindOf({ isAutomatic, decided }: Asked): string {
  if (!isAutomatic) return 'advice';
  return decided?.refusal === undefined ? 'begun' : `not yet, ${decided.refusal}`;
}

/** Why a process is where it is, and what the policy would do with it. */
export function explanationOf(process: SampledProcess, asked: Asked): Explanation {
  const { node, decided } = asked;
  const pid = node.pidOffset + process.pid;
  const words = reasonsAgainst(process, asked);
  const isMeant = decided?.decision.move === pid;
  const to = isMeant ? (decided.decision as { to: number }).to : undefined;
  const beliefs = beliefsOf(asked);
  return {
    ...{ pid, node: node.id, home: homeOf(asked).id, to },
    whyHere: whyHere(asked),
    verdict: words.length > 0 ? `${leave(asked)}: ${words.join('; ')}` : adviceOn(asked, to),
    numbers: words.length > 0 ? {} : (decided?.decision.numbers ?? {}),
    forecasts: forecastsOf(process, asked).map((forecast, index) => ({
      ...forecast,
      ...beliefs[index]!,
      refusal: undefined,
      waitPerWork: 0,
    })),
  };
}

function homeOf({ node, nodes, job }: Asked): LiveNode {
  if (job === undefined) return node;
  return nodes.find(({ sample }) => sample?.facts.host === job.home) ?? node;
}

function whyHere(asked: Asked): string {
  const { node, job, records, now } = asked;
  if (job === undefined) {
    return `it was started here, on node ${node.id}, a real one: nothing moves it`;
  }
  const { migrations, arrivedAt } = records!.of(job.job);
  const home = homeOf(asked);
  if (arrivedAt !== undefined) {
    const times = migrations === 1 ? 'once' : `${migrations} times`;
    return `job ${job.job} was moved ${times}, and came here ${formatRoughly(now - arrivedAt)} ago`;
  }
  return home === node
    ? `job ${job.job} was started here, on node ${node.id}`
    : `job ${job.job} was started on node ${home.id}, and moved here by somebody else`;
}

/** Why the policy must leave it where it is. */
function reasonsAgainst(process: SampledProcess, asked: Asked): readonly string[] {
  const { job, records, isAutomatic, now } = asked;
  if (job === undefined || records === undefined) {
    if (isAutomatic) return ['it is no job'];
    const words = cantmoveWords(cantmoveOf(process));
    return words.length > 0 ? [`it cannot move (${words.join(' ')})`] : [];
  }
  const { isLocked, refusal } = records.of(job.job);
  const reasons: string[] = [];
  if (isLocked === undefined) reasons.push('its node has not said yet whether it is locked');
  if (isLocked === true) reasons.push('it is locked: only a user may move it');
  if (refusal !== undefined && refusal.until > now) {
    reasons.push(
      `it would not move, and is left alone for ${formatRoughly(refusal.until - now)}: ${refusal.reason}`,
    );
  }
  return reasons;
}

function leave({ isAutomatic }: Asked): string {
  return isAutomatic ? 'openMosix leaves it' : 'openMosix would leave it';
}

function adviceOn(asked: Asked, to: number | undefined): string {
  const { node, decided, now, isAutomatic } = asked;
  if (decided === undefined) return 'no advice yet: too little has been seen of the nodes';
  const { decision, at, refusal } = decided;
  const figures = figuresOf(decision.numbers ?? {});
  const terms = figures === '' ? decision.reason : `${decision.reason}: ${figures}`;
  const when = `(node ${node.id}, ${formatRoughly(now - at)} ago)`;
  const send = isAutomatic ? 'openMosix sends' : 'openMosix would send';
  const but = refusal === undefined ? '' : `, but ${refusal}`;
  if (to !== undefined) return `${send} it to node ${to}: ${terms}${but} ${when}`;
  return decision.move === undefined
    ? `${leave(asked)}: ${terms} ${when}`
    : `${send} ${decision.move} to node ${decision.to} instead: ${terms}${but} ${when}`;
}

/** What a process would get at each node: its share of a CPU at that node's speed. */
export function forecastsOf(process: SampledProcess, asked: Asked): readonly Forecast[] {
  const { node, nodes } = asked;
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
      refusal: isHere ? 'it is there already' : refusalAt(other, asked),
    };
  });
}

function refusalAt({ id, silence }: LiveNode, { job }: Asked): string | undefined {
  if (job === undefined) return 'a running process of a real node cannot be moved';
  return silence === undefined ? undefined : `node ${id} is out of reach: ${silence}`;
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
