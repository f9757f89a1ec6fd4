import type { NodeId } from '../cluster/facts/node-spec.js';
import { type JobReport, type NodeAnswer, reportOf } from './job.js';
import {
  beginMove,
  callOf,
  hear,
  type MoveCall,
  type MovePlan,
  type Outcome,
  pauseSeconds,
} from './move.js';
import { recover } from './recovery.js';

/** What carries out calls at nodes. */
export interface Caller {
  /** In the order of N#. */
  readonly nodes: readonly NodeId[];
  /** What no other one is called: the names of its moves begin with it. */
  readonly seat: string;
  /** Waits, calls, and tells the answer. */
  carryOut(call: MoveCall, waitSeconds: number, done: (answer: NodeAnswer) => void): void;
}

/** A stopped original runs on after so long. */
export const LEASE_SECONDS = 60;
/** Below 32 MB a rehearsal gains nothing. */
export const REHEARSE_KB = 32 * 1024;

/** What was found out about a job. */
export type Found =
  | {
      readonly kind: 'settled';
      readonly at: NodeId | undefined;
      readonly report: JobReport | undefined;
    }
  | { readonly kind: 'doubt'; readonly reason: string };

/** A job that is not settled after so many rounds is being moved by somebody else. */
const MOST_ROUNDS = 20;

/**
 * Moves a job. What an earlier move has left undone is done first; when it is in doubt at the end
 * whether it was given away, the nodes are asked.
 */
export function moveJob(
  plan: MovePlan,
  caller: Caller,
  told: { call?: (call: MoveCall, answer: NodeAnswer) => void; done: (outcome: Outcome) => void },
): void {
  const attempt = (isSettled: boolean) =>
    carryOutMove(plan, caller, {
      ...told,
      done(outcome) {
        if (outcome.kind === 'unsettled' && !isSettled) {
          recoverJob(plan.job, caller, { lost: new Set(), done: () => attempt(true) });
        } else if (outcome.kind === 'unsettled') {
          told.done({ kind: 'stayed', reason: 'another move of it is not over' });
        } else if (outcome.kind === 'doubt') {
          resolve(plan, outcome, caller, told.done);
        } else told.done(outcome);
      },
    });
  attempt(false);
}

function carryOutMove(
  plan: MovePlan,
  caller: Caller,
  told: { call?: (call: MoveCall, answer: NodeAnswer) => void; done: (outcome: Outcome) => void },
): void {
  let state = beginMove(plan);
  const next = () => {
    const call = callOf(state);
    if (call === undefined) return told.done(state.outcome!);
    caller.carryOut(call, pauseSeconds(state), (answer) => {
      state = hear(state, answer);
      told.call?.(call, answer);
      next();
    });
  };
  next();
}

function resolve(
  { job, target }: MovePlan,
  outcome: Outcome & { kind: 'doubt' },
  caller: Caller,
  done: (outcome: Outcome) => void,
): void {
  recoverJob(job, caller, {
    lost: new Set(),
    done(found) {
      if (found.kind === 'doubt') done({ kind: 'doubt', reason: found.reason });
      else if (found.at === target) done({ kind: 'moved' });
      else done({ kind: 'stayed', reason: outcome.reason });
    },
  });
}

/** Ends what interrupted moves have left of a job: see recovery.ts. */
export function recoverJob(
  job: string,
  caller: Caller,
  { lost, done }: { readonly lost: ReadonlySet<string>; readonly done: (found: Found) => void },
): void {
  const given = new Set<string>();
  const round = (left: number) =>
    lookEverywhere(job, caller, (reports, silent) => {
      const recovery = recover({ job, reports, silent, given: new Set(given), lost });
      for (const { leaving } of reports.values()) {
        if (leaving?.fate === 'moved') given.add(leaving.move);
      }
      if (recovery.kind === 'settled') {
        const { at } = recovery;
        done({ kind: 'settled', at, report: at === undefined ? undefined : reports.get(at)! });
      } else if (recovery.kind === 'doubt') done(recovery);
      else if (left === 0) done({ kind: 'doubt', reason: 'somebody else is moving it' });
      else if (recovery.kind === 'ask') round(left - 1);
      else caller.carryOut(recovery.call, 0, () => round(left - 1));
    });
  round(MOST_ROUNDS);
}

/** Asks all nodes for a job, at the same time. */
export function lookEverywhere(
  job: string,
  caller: Caller,
  done: (reports: ReadonlyMap<NodeId, JobReport>, silent: readonly NodeId[]) => void,
): void {
  const answers = new Map<NodeId, NodeAnswer>();
  for (const node of caller.nodes) {
    caller.carryOut({ verb: 'look', node, words: [job] }, 0, (answer) => {
      answers.set(node, answer);
      if (answers.size < caller.nodes.length) return;
      const reports = new Map<NodeId, JobReport>();
      for (const id of caller.nodes) {
        const heard = answers.get(id)!;
        if (heard.kind === 'yes') reports.set(id, reportOf(heard.facts));
      }
      done(
        reports,
        caller.nodes.filter((id) => !reports.has(id)),
      );
    });
  }
}
