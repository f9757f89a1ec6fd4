import type { Command } from '../../cluster/facts/command.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { ComparedView, FutureView, Way } from '../../session/futures.js';
import type { Likelihood } from '../../session/likelihood.js';
import type { Explanation, Forecast, LastDecision } from '../../session/session.js';
import type { Line } from '../drawing/line.js';
import type { LineEditor } from '../prompt/line-editor.js';
import type { Settings } from '../settings.js';

/** The dialog that is open: what it is about and where its cursor is. */
export type Dialog =
  | MigrateDialog
  | SignalDialog
  | WhichNodeDialog
  | SpawnDialog
  | HelpDialog
  | PaletteDialog
  | ConfirmDialog
  | SortDialog
  | StandpointDialog
  | SetupDialog
  | UsersDialog
  | ScenariosDialog
  | BranchesDialog
  | WhatIfDialog
  | CompareDialog
  | InevitableDialog
  | SearchDialog
  | MoveOffDialog
  | NodesDialog
  | SubjectDialog;

/** A dialog that tells of one process or node. */
export type SubjectDialog =
  | WhyProcessDialog
  | WhyNodeDialog
  | ProcessDetailsDialog
  | NodeDetailsDialog;

/** Whether a dialog shows futures that are run ahead: when it closes, they are given up. */
export function asksFutures(dialog: Dialog | undefined): boolean {
  return dialog !== undefined && ASKING_FUTURES.has(dialog.kind);
}

const ASKING_FUTURES: ReadonlySet<Dialog['kind']> = new Set([
  'what-if',
  'compare',
  'migrate',
  'inevitable',
]);

export interface MigrateDialog {
  readonly kind: 'migrate';
  readonly pid: number;
  /** undefined: asked for, not yet answered. */
  readonly forecasts: readonly Forecast[] | undefined;
  /** Where each of those sent would run best by its forecast; undefined: where it is. */
  readonly best: ReadonlyMap<number, NodeId | undefined>;
  readonly selected: number;
  /** The number of a node as far as it has been typed. */
  readonly digits: string;
  /** Those that are sent; more than the one asked about when some are tagged. */
  readonly pids: readonly number[];
  /** What becomes of it at the nodes; of several processes that is not asked. */
  readonly ahead: Ahead;
}

/** Futures of a process that are run ahead, one for each node where it would go. */
export interface Ahead {
  /** Those that have come to their end. */
  readonly known: ReadonlyMap<NodeId, FutureView>;
  /** The nodes that were asked about last, in the order of the ways. */
  readonly asked: readonly NodeId[];
}

export interface SignalDialog {
  readonly kind: 'signal';
  readonly pid: number;
  /** Those that get it. */
  readonly pids: readonly number[];
  readonly selected: number;
}

export interface WhichNodeDialog {
  readonly kind: 'which-node';
  readonly selected: number;
  readonly digits: string;
}

export interface SpawnDialog {
  readonly kind: 'spawn';
  /** What is written in each field, in the order of the dialog. */
  readonly values: readonly string[];
  readonly selected: number;
  readonly problem: string | undefined;
}

export interface HelpDialog {
  readonly kind: 'help';
  /** First line shown. */
  readonly selected: number;
  /** The dialog to which it closes. */
  readonly over: Dialog | undefined;
}

export interface PaletteDialog {
  readonly kind: 'palette';
  /** What is looked for. */
  readonly line: LineEditor;
  readonly selected: number;
}

/** Asks once before something is done that ends many processes. */
export interface ConfirmDialog {
  readonly kind: 'confirm';
  readonly question: string;
  readonly commands: readonly Command[];
  /** 1: yes. */
  readonly selected: number;
}

export interface SortDialog {
  readonly kind: 'sort';
  readonly selected: number;
}

export interface StandpointDialog {
  readonly kind: 'standpoint';
  /** 0: the whole cluster. */
  readonly selected: number;
  readonly digits: string;
}

export interface UsersDialog {
  readonly kind: 'users';
  /** 0: all users. */
  readonly selected: number;
}

export interface WhatIfDialog {
  readonly kind: 'what-if';
  /** Where the futures begin, and how far they go, virtual seconds. */
  readonly from: number;
  readonly seconds: number;
  readonly variants: readonly Variant[];
  /** What is known of each. */
  readonly futures: readonly (FutureView | undefined)[];
  readonly selected: number;
}

/** A way for a run to go on, with its name. */
export interface Variant extends Way {
  readonly label: string;
}

/** Two branches beside each other. */
export interface CompareDialog {
  readonly kind: 'compare';
  readonly branches: readonly [number, number];
  /** Undefined: nothing is known yet. */
  readonly compared: ComparedView | undefined;
  /** The point whose figures are shown, from the first; undefined: the last one. */
  readonly point: number | undefined;
  readonly selected: number;
}

/** How likely something that happened had been, from moments before it on. */
export interface InevitableDialog {
  readonly kind: 'inevitable';
  /** What happened, in words. */
  readonly what: string;
  readonly known: Likelihood;
  /** The moment under the cursor, 0 the earliest. */
  readonly selected: number;
}

/** While a moment of the past is looked for. */
export interface SearchDialog {
  readonly kind: 'search';
  readonly what: string;
  /** Where it has come to. */
  readonly at: number;
  readonly selected: number;
}

export interface BranchesDialog {
  readonly kind: 'branches';
  readonly selected: number;
}

export interface ScenariosDialog {
  readonly kind: 'scenarios';
  /** What is looked for. */
  readonly line: LineEditor;
  readonly selected: number;
}

/** Asks how many processes are to be moved off a node. */
export interface MoveOffDialog {
  readonly kind: 'move-off';
  readonly node: NodeId;
  /** Those that can be moved, the one that uses most CPU first. */
  readonly pids: readonly number[];
  /** Where each would run best by its forecast; undefined: where it is. */
  readonly best: ReadonlyMap<number, NodeId | undefined>;
  /** The last one that goes: so many and one are moved. */
  readonly selected: number;
  readonly digits: string;
}

export interface SetupDialog {
  readonly kind: 'setup';
  readonly selected: number;
  /** The settings when it was opened: what is changed is kept when it closes. */
  readonly before: Settings;
}

export interface WhyProcessDialog {
  readonly kind: 'why-process';
  readonly pid: number;
  /** undefined: asked for, not yet answered. */
  readonly answer: { readonly explanation: Explanation | undefined } | undefined;
  /** First line shown. */
  readonly selected: number;
}

export interface WhyNodeDialog {
  readonly kind: 'why-node';
  readonly node: number;
  readonly answer: { readonly decision: LastDecision | undefined } | undefined;
  readonly selected: number;
}

export interface ProcessDetailsDialog {
  readonly kind: 'process-details';
  readonly pid: number;
  readonly explanation: Explanation | undefined;
  readonly selected: number;
}

/** Asks what to do to some nodes. */
export interface NodesDialog {
  readonly kind: 'nodes';
  readonly nodes: readonly number[];
  /** Whether its node was just typed: an Enter that follows belongs to the number. */
  readonly typed: boolean;
  readonly selected: number;
}

export interface NodeDetailsDialog {
  readonly kind: 'node-details';
  readonly node: number;
  readonly selected: number;
}

/** What a dialog shows: a title, lines that stay, items to move over, and what the keys do. */
export interface DialogContent {
  readonly title: string;
  readonly intro: readonly Line[];
  readonly items: readonly Line[];
  /** Whether the cursor marks an item; without it the items are only scrolled. */
  readonly marked: boolean;
  readonly hints: Line;
}
