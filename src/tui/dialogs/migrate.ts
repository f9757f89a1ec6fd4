import { formatDuration } from '../../base/units.js';
import { cantmoveWords } from '../../cluster/facts/cantmove.js';
import type { Command, MigrateTarget } from '../../cluster/facts/command.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { ProcessView } from '../../cluster/facts/view.js';
import type { Forecast } from '../../session/session.js';
import { fitText } from '../drawing/cell-width.js';
import { type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import type { Effect, Message } from '../message.js';
import { refusalNotice } from '../notice.js';
import { loadBar, perCpu } from '../past/load.js';
import { meantPids, send } from '../sending.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { idsOf, typeDigit } from './choose-node.js';
import type { DialogContent, MigrateDialog } from './dialog.js';
import { hintLine } from './dialog-lines.js';

/**
 * Asks where to migrate a process: a line per node, then its home, where its forecast is best, and
 * the policy's choice.
 */
export function openMigrate(state: DashboardState, process: ProcessView): Update {
  const selected = idsOf(state.sample.nodes).indexOf(process.node);
  const pids = meantPids(state, process.pid);
  const pid = pids.includes(process.pid) ? process.pid : pids[0]!;
  const dialog: MigrateDialog = {
    kind: 'migrate',
    pid,
    forecasts: undefined,
    best: new Map(),
    selected: Math.max(0, selected),
    digits: '',
    pids,
  };
  return next(
    { ...state, dialog },
    ...pids.map((each) => ({ type: 'forecast', pid: each }) as const),
  );
}

/** What is asked again as time goes on: of many, the answers at the opening stay. */
export function forecastsWanted({ pid, pids }: MigrateDialog): readonly Effect[] {
  const asked = pids.length <= MOST_ASKED_AGAIN ? pids : [pid];
  return asked.map((each) => ({ type: 'forecast', pid: each }));
}

const MOST_ASKED_AGAIN = 20;

/** The state after the forecast of one of the processes that the dialog is about. */
export function forecastInMigrate(
  state: DashboardState,
  { pid, forecasts }: Extract<Message, { type: 'forecast' }>,
): DashboardState {
  const { dialog, sample } = state;
  if (dialog?.kind !== 'migrate' || !dialog.pids.includes(pid)) return state;
  const here = sample.processes.find((process) => process.pid === pid)?.node;
  const target = here === undefined ? undefined : bestNode(forecasts, here);
  const best = new Map(dialog.best).set(pid, target);
  const asked = pid === dialog.pid ? { forecasts } : {};
  return { ...state, dialog: { ...dialog, ...asked, best } };
}

export function migrateContent(state: DashboardState, dialog: MigrateDialog): DialogContent {
  const process = state.sample.processes.find(({ pid }) => pid === dialog.pid);
  return {
    title:
      dialog.pids.length > 1
        ? `migrate ${dialog.pids.length} tagged processes`
        : `migrate ${dialog.pids[0]} ${sanitize(process?.command ?? '')}`,
    intro: process === undefined ? [] : introLines(process, dialog),
    items: process === undefined ? [] : itemLines(state, dialog, process),
    marked: true,
    hints: hintLine([
      ['0-9', 'node'],
      ['h', 'home'],
      ['b', 'best'],
      ['p', 'policy'],
      ['Enter', 'migrate'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInMigrate(
  state: DashboardState,
  dialog: MigrateDialog,
  key: string,
): Update | undefined {
  const nodes = state.sample.nodes;
  if (/^\d$/.test(key)) {
    const { digits, index } = typeDigit(dialog.digits, key, idsOf(nodes));
    const selected = index ?? dialog.selected;
    return next({ ...state, dialog: { ...dialog, digits, selected } });
  }
  switch (key) {
    case 'backspace':
      return next({ ...state, dialog: { ...dialog, digits: '' } });
    case 'h':
      return next({ ...state, dialog: { ...dialog, digits: '', selected: nodes.length } });
    case 'b':
      return next({ ...state, dialog: { ...dialog, digits: '', selected: nodes.length + 1 } });
    case 'p':
      return next({ ...state, dialog: { ...dialog, digits: '', selected: nodes.length + 2 } });
    case 'enter':
      return sendThere(state, dialog);
    default:
      return undefined;
  }
}

/** Sends each to what is chosen: a node, its home, its best by forecast, or the policy's choice. */
function sendThere(state: DashboardState, dialog: MigrateDialog): Update {
  const { nodes } = state.sample;
  const { selected, pids, best } = dialog;
  const isBest = selected === nodes.length + 1;
  const same: MigrateTarget =
    nodes[selected]?.id ?? (selected === nodes.length ? 'home' : 'balance');
  const commands = pids.flatMap((pid): readonly Command[] => {
    const to = isBest ? best.get(pid) : same;
    return to === undefined ? [] : [{ do: 'migrate', pid, to }];
  });
  if (commands.length > 0) return send(state, commands);
  const reason =
    best.size === 0
      ? 'no forecast yet'
      : pids.length > 1
        ? `all ${pids.length} already run best where they are`
        : `process ${pids[0]} already runs best where it is`;
  const notice = refusalNotice(reason);
  return next({ ...state, dialog: undefined, notice });
}

function introLines(process: ProcessView, dialog: MigrateDialog): readonly Line[] {
  const typed: Line = [
    span(dialog.digits === '' ? '' : `   node ${dialog.digits}`, { colour: 'key', bold: true }),
  ];
  if (dialog.pids.length > 1) {
    return [[...header('  OF THEM'), ...typed]];
  }
  const words = cantmoveWords(process.cantmove);
  const { workLeftSeconds } = process;
  const left = workLeftSeconds === undefined ? '' : `work left ${formatDuration(workLeftSeconds)}`;
  const cantmove = words.length > 0 ? `   cantmove: ${words.join(' ')}` : '';
  return [
    [
      span(`on node ${process.node}, home ${process.home}   ${left}`, { colour: 'dim' }),
      span(cantmove, { colour: 'bad' }),
      ...typed,
    ],
    header('WORK/S  OF HERE  DONE IN'),
  ];
}

function header(figures: string): Line {
  return [span(`  N# NODE      LOAD            ${figures}`, { colour: 'dim' })];
}

function itemLines(
  state: DashboardState,
  dialog: MigrateDialog,
  process: ProcessView,
): readonly Line[] {
  const forecasts = new Map(dialog.forecasts?.map((forecast) => [forecast.node, forecast]));
  const here = forecasts.get(process.node)?.rate;
  const counts = countsByNode(state, dialog.pids);
  const nodes = state.sample.nodes.map((node): Line => {
    const forecast = forecasts.get(node.id);
    const load = perCpu(forecast?.load ?? node.upperLoad, node);
    return [
      span(`${fitText(String(node.id), 4, 'right')} `, { colour: 'strong', bold: true }),
      span(`${fitText(sanitize(node.name), 8, 'left', state.charset.ellipsis)} `),
      ...loadBar(load, 8, state.charset),
      span(` ${fitText(load.toFixed(2), 6, 'right')}  `),
      ...(dialog.pids.length > 1
        ? [span(fitText(String(counts.get(node.id) ?? 0), 7, 'right'))]
        : prospect(forecast, node.id === process.node, here, process)),
    ];
  });
  return [
    ...nodes,
    [
      span('   h ', { colour: 'key', bold: true }),
      span(dialog.pids.length > 1 ? 'home: each to its own' : `home: node ${process.home}`),
    ],
    [span('   b ', { colour: 'key', bold: true }), span(`best by forecast: ${bestText(dialog)}`)],
    [
      span('   p ', { colour: 'key', bold: true }),
      span(`balance: the choice of policy ${sanitize(state.info.policy)}`),
    ],
  ];
}

/** How many of the processes are on each node. */
function countsByNode({ sample }: DashboardState, pids: readonly number[]) {
  const meant = new Set(pids);
  const counts = new Map<number, number>();
  for (const { pid, node } of sample.processes) {
    if (meant.has(pid)) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  return counts;
}

function bestText({ pid, pids, best }: MigrateDialog): string {
  if (pids.length === 1) return best.has(pid) ? nodeText(best.get(pid)) : '...';
  const counts = new Map<NodeId | undefined, number>();
  for (const node of best.values()) counts.set(node, (counts.get(node) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST_TARGETS);
  const words = most.map(
    ([node, count]) => `${count} ${node === undefined ? 'stay' : `to ${node}`}`,
  );
  return words.join(', ') + (counts.size > most.length ? ', ...' : '');
}

const MOST_TARGETS = 4;

function nodeText(node: NodeId | undefined): string {
  return node === undefined ? 'here' : `node ${node}`;
}

/** What the process would get at a node, next to what it gets here. */
function prospect(
  forecast: Forecast | undefined,
  isHere: boolean,
  here: number | undefined,
  process: ProcessView,
): Line {
  if (forecast === undefined) return [span('...', { colour: 'dim' })];
  if (isHere && forecast.rate === 0) return [span('here', { colour: 'dim' })];
  if (forecast.refusal !== undefined && !isHere) {
    return [span(sanitize(forecast.refusal), { colour: 'bad' })];
  }
  const ratio = here !== undefined && here > 0 ? forecast.rate / here : undefined;
  const ratioText = isHere ? 'here' : ratio === undefined ? '' : `${Math.round(ratio * 100)}%`;
  const colour =
    isHere || ratio === undefined
      ? 'dim'
      : ratio > NOTICEABLE
        ? 'good'
        : ratio < 1 / NOTICEABLE
          ? 'middle'
          : 'text';
  const { workLeftSeconds } = process;
  const seconds = forecast.rate > 0 ? (workLeftSeconds ?? 0) / forecast.rate : Infinity;
  const doneIn = workLeftSeconds === undefined ? '-' : formatDuration(seconds);
  return [
    span(`${fitText(forecast.rate.toFixed(2), 6, 'right')}  `),
    span(fitText(ratioText, 7, 'right'), { colour }),
    span(`  ${doneIn}`, { colour: 'dim' }),
  ];
}

/** The node that would give it most, if noticeably more than it gets here. */
export function bestNode(forecasts: readonly Forecast[], here: NodeId): NodeId | undefined {
  let most = (forecasts.find(({ node }) => node === here)?.rate ?? 0) * NOTICEABLE;
  let best: NodeId | undefined;
  for (const { node, rate, refusal } of forecasts) {
    if (refusal !== undefined || node === here || rate <= most) continue;
    best = node;
    most = rate;
  }
  return best;
}

const NOTICEABLE = 1.005;
