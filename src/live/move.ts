import type { NodeId } from '../cluster/facts/node-spec.js';
import { type Facts, type NodeAnswer, reportOf } from './job.js';

/** What is to be moved. */
export interface MovePlan {
  readonly job: string;
  /** The name of this move: no other one has it. Every call names it. */
  readonly move: string;
  readonly source: NodeId;
  readonly target: NodeId;
  /** After that long without `commit` the stopped original runs on by itself. */
  readonly leaseSeconds: number;
  /** From this size on the job is rehearsed while it runs; what does not change travels ahead. */
  readonly rehearseKb: number;
  /** Whether no user has asked for it: a locked job stays. */
  readonly isAutomatic?: boolean;
}

/** A call of a verb of node.sh; a copy goes out of one node into another one. */
export interface MoveCall {
  readonly verb: string;
  readonly node: NodeId;
  readonly words: readonly string[];
  /** Where what comes out of the call goes, and into which verb. */
  readonly into?: { readonly verb: string; readonly node: NodeId; readonly words: string[] };
}

/** How a move ended. */
export type Outcome =
  | { readonly kind: 'moved' }
  /** It runs on at its source, or has ended there. */
  | { readonly kind: 'stayed'; readonly reason: string }
  /** A move before this one has to be settled first: see recovery.ts. */
  | { readonly kind: 'unsettled' }
  /** Whether it was given away is not known: it runs once or not at all until `recover`. */
  | { readonly kind: 'doubt'; readonly reason: string };

type Step =
  | 'look'
  | 'room'
  | 'rehearse'
  | 'ahead'
  | 'dump'
  | 'copy'
  | 'restore'
  | 'commit'
  | 'go'
  | 'forget'
  | 'settle'
  | 'undo-target'
  | 'undo-source';

/** A move under way: plain data. What comes next depends on nothing else. */
export interface MoveState {
  readonly plan: MovePlan;
  readonly step: Step | 'ended';
  /** Calls of this step that nobody answered. */
  readonly silences: number;
  /** What source and target said of themselves. */
  readonly source: Facts;
  readonly target: Facts;
  /** Whether most of its memory is at the target already. */
  readonly isAhead: boolean;
  /** Why it is being undone. */
  readonly reason: string;
  readonly outcome?: Outcome;
}

export function beginMove(plan: MovePlan): MoveState {
  return {
    ...{ plan, step: 'look', silences: 0, source: {}, target: {}, isAhead: false, reason: '' },
  };
}

/** The call that a move waits for; undefined: it has ended. */
export function callOf(state: MoveState): MoveCall | undefined {
  return state.step === 'ended' ? undefined : STEPS[state.step].call(state);
}

/**
 * What an answer makes of a move. Silence is no answer: the call is repeated, which every verb
 * allows, and what stays unknown is undone or, once the source may have given the job away, left in
 * doubt.
 */
export function hear(state: MoveState, answer: NodeAnswer): MoveState {
  if (state.step === 'ended') return state;
  const { yes, no, silent, tries } = STEPS[state.step];
  if (answer.kind === 'yes') return yes(state, answer.facts);
  if (answer.kind === 'no') return no(state, answer.reason);
  const silences = state.silences + 1;
  return silences < tries ? { ...state, silences } : silent(state, answer.reason);
}

/** How long the next call waits: silence ends by itself, or not at all. */
export function pauseSeconds({ silences }: MoveState): number {
  return Math.min(2, 0.2 * silences);
}

/** Whether the job stands still while this goes on. */
export function isFrozen({ step }: MoveState): boolean {
  return FROZEN.has(step);
}

const FROZEN: ReadonlySet<string> = new Set([
  ...['dump', 'copy', 'restore', 'commit', 'go', 'undo-target', 'undo-source'],
]);

interface StepRule {
  readonly call: (state: MoveState) => MoveCall;
  readonly yes: (state: MoveState, facts: Facts) => MoveState;
  readonly no: (state: MoveState, reason: string) => MoveState;
  /** After so many calls without an answer. */
  readonly tries: number;
  readonly silent: (state: MoveState, reason: string) => MoveState;
}

const STEPS: Readonly<Record<Step, StepRule>> = {
  look: {
    call: ({ plan }) => ({ verb: 'look', node: plan.source, words: [plan.job] }),
    yes: afterLook,
    ...{ no: stay, tries: 2, silent: stay },
  },
  room: {
    call: ({ plan, source }) =>
      atTarget(plan, 'room', [source.host ?? '', String(reportOf(source).kb)]),
    yes: (state, target) =>
      reportOf(state.source).kb >= state.plan.rehearseKb
        ? to('rehearse', { ...state, target })
        : to('dump', { ...state, target }),
    ...{ no: stay, tries: 2, silent: undo },
  },
  rehearse: {
    call: ({ plan }) => atSource(plan, 'rehearse'),
    yes: (state) => {
      const isAhead = state.source.perl === 'yes' && state.target.perl === 'yes';
      return to(isAhead ? 'ahead' : 'dump', { ...state, isAhead });
    },
    ...{ no: undo, tries: 1, silent: undo },
  },
  ahead: {
    call: ({ plan }) => copy(plan, 'packahead', 'unpack'),
    yes: (state) => to('dump', state),
    ...{ no: undo, tries: 1, silent: undo },
  },
  dump: {
    call: ({ plan, target }) =>
      atSource(plan, 'dump', [
        ...[String(plan.leaseSeconds), target.host ?? '', target.boot ?? ''],
      ]),
    yes: (state) => to('copy', state),
    ...{ no: undo, tries: 1, silent: undo },
  },
  copy: {
    call: ({ plan, isAhead }) =>
      isAhead ? copy(plan, 'delta', 'patch') : copy(plan, 'pack', 'unpack'),
    yes: (state) => to('restore', state),
    ...{ no: undo, tries: 1, silent: undo },
  },
  restore: {
    call: ({ plan }) => atTarget(plan, 'restore'),
    yes: (state) => to('commit', state),
    ...{ no: undo, tries: 1, silent: undo },
  },
  commit: {
    call: ({ plan }) => atSource(plan, 'commit'),
    yes: (state) => to('go', state),
    // Whoever was silent before may have carried it out, and somebody else the rest.
    no: (state, reason) =>
      state.silences === 0 ? undo(state, reason) : end(state, { kind: 'doubt', reason }),
    ...{ tries: 8, silent: doubt },
  },
  go: {
    call: ({ plan }) => atTarget(plan, 'go'),
    yes: (state) => to('forget', state),
    ...{ no: doubt, tries: 20, silent: doubt },
  },
  // It runs there. Should the rest fail, the next move or `recover` does it.
  forget: {
    call: ({ plan }) => atSource(plan, 'forget'),
    yes: (state) => to('settle', state),
    ...{ no: moved, tries: 3, silent: moved },
  },
  settle: {
    call: ({ plan }) => atTarget(plan, 'settle'),
    ...{ yes: moved, no: moved, tries: 3, silent: moved },
  },
  // First the copy, if there is one; it cannot run without `go`, so that its silence hinders nothing.
  'undo-target': {
    call: ({ plan }) => atTarget(plan, 'forget'),
    ...{ yes: undoSource, no: undoSource, tries: 3, silent: undoSource },
  },
  'undo-source': {
    call: ({ plan }) => atSource(plan, 'back'),
    yes: (state) => stay(state, state.reason),
    ...{ no: doubt, tries: 5, silent: doubt },
  },
};

function afterLook(state: MoveState, source: Facts): MoveState {
  const { cell, leaving, arriving, arrived, isLocked } = reportOf(source);
  if (leaving !== undefined || arriving !== undefined) return end(state, { kind: 'unsettled' });
  if (cell === 'none') return stay(state, 'it has ended');
  if (arrived !== undefined) return end(state, { kind: 'unsettled' });
  if (isLocked && state.plan.isAutomatic === true) {
    return stay(state, 'it is locked: only a user may move it');
  }
  return to('room', { ...state, source });
}

function to(step: Step, state: MoveState): MoveState {
  return { ...state, step, silences: 0 };
}

function end(state: MoveState, outcome: Outcome): MoveState {
  return { ...state, step: 'ended', outcome };
}

function stay(state: MoveState, reason: string): MoveState {
  return end(state, { kind: 'stayed', reason });
}

function moved(state: MoveState): MoveState {
  return end(state, { kind: 'moved' });
}

function doubt(state: MoveState, reason: string): MoveState {
  return end(state, { kind: 'doubt', reason });
}

function undo(state: MoveState, reason: string): MoveState {
  return to('undo-target', { ...state, reason });
}

function undoSource(state: MoveState): MoveState {
  return to('undo-source', state);
}

function atSource({ job, move, source }: MovePlan, verb: string, more: string[] = []): MoveCall {
  return { verb, node: source, words: [job, move, ...more] };
}

function atTarget({ job, move, target }: MovePlan, verb: string, more: string[] = []): MoveCall {
  return { verb, node: target, words: [job, move, ...more] };
}

function copy({ job, move, source, target }: MovePlan, pack: string, verb: string): MoveCall {
  const words = [job, move];
  return { verb: pack, node: source, words, into: { verb, node: target, words } };
}
