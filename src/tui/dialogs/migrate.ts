import { formatDuration } from '../../base/units.js';
import { cantmoveWords } from '../../cluster/cantmove.js';
import type { MigrateTarget } from '../../cluster/command.js';
import type { ProcessView } from '../../cluster/view.js';
import type { Forecast } from '../../session/session.js';
import { bar } from '../bar.js';
import { fitText } from '../cell-width.js';
import type { Line } from '../line.js';
import { span } from '../line.js';
import { sanitize } from '../sanitize.js';
import { meantPids, sent } from '../sending.js';
import type { DashboardState } from '../state.js';
import type { Update } from '../update-result.js';
import { next } from '../update-result.js';
import { idsOf, typeDigit } from './choose-node.js';
import type { DialogContent, MigrateDialog } from './dialog.js';
import { hintLine } from './hints.js';

/** Asks where a process shall go: one line per node, then its home, then wherever it is best off. */
export function openMigrate(state: DashboardState, process: ProcessView): Update {
  const selected = idsOf(state.sample.nodes).indexOf(process.node);
  const dialog: MigrateDialog = {
    kind: 'migrate',
    pid: process.pid,
    forecasts: undefined,
    selected: Math.max(0, selected),
    digits: '',
    pids: meantPids(state, process.pid),
  };
  return next({ ...state, dialog }, { type: 'forecast', pid: process.pid });
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
    case 'enter': {
      const to: MigrateTarget =
        nodes[dialog.selected]?.id ?? (dialog.selected === nodes.length ? 'home' : 'balance');
      return sent(
        state,
        dialog.pids.map((pid) => ({ do: 'migrate', pid, to })),
      );
    }
    default:
      return undefined;
  }
}

function introLines(process: ProcessView, dialog: MigrateDialog): readonly Line[] {
  const words = cantmoveWords(process.cantmove);
  const left = `work left ${formatDuration(process.workLeftSeconds)}`;
  const cantmove = words.length > 0 ? `   cantmove: ${words.join(' ')}` : '';
  const typed = dialog.digits === '' ? '' : `   node ${dialog.digits}`;
  return [
    [
      span(`on node ${process.node}, home ${process.home}   ${left}`, { colour: 'dim' }),
      span(cantmove, { colour: 'bad' }),
      span(typed, { colour: 'key', bold: true }),
    ],
    [span('  N# NODE      LOAD               SPEED  OF HERE  DONE IN', { colour: 'dim' })],
  ];
}

function itemLines(
  state: DashboardState,
  dialog: MigrateDialog,
  process: ProcessView,
): readonly Line[] {
  const forecasts = new Map(dialog.forecasts?.map((forecast) => [forecast.node, forecast]));
  const highest = Math.max(0.01, ...state.sample.nodes.map((node) => node.upperLoad));
  const here = forecasts.get(process.node)?.rate;
  const nodes = state.sample.nodes.map((node): Line => {
    const forecast = forecasts.get(node.id);
    const load = forecast?.load ?? node.upperLoad;
    return [
      span(`${fitText(String(node.id), 4, 'right')} `, { colour: 'strong', bold: true }),
      span(`${fitText(sanitize(node.name), 8, 'left', state.charset.ellipsis)} `),
      ...bar(load / highest, 8, 'memory', state.charset),
      span(` ${fitText(load.toFixed(2), 6, 'right')}  `),
      ...prospect(forecast, node.id === process.node, here, process),
    ];
  });
  const best = bestNode(dialog.forecasts);
  return [
    ...nodes,
    [span('   h ', { colour: 'key', bold: true }), span(`home: node ${process.home}`)],
    [
      span('   b ', { colour: 'key', bold: true }),
      span(`best: ${best === undefined ? 'where it is best off now' : `node ${best}`}`),
    ],
  ];
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
      : ratio > 1.005
        ? 'good'
        : ratio < 0.995
          ? 'middle'
          : 'text';
  const seconds = forecast.rate > 0 ? process.workLeftSeconds / forecast.rate : Infinity;
  return [
    span(`${fitText(forecast.rate.toFixed(2), 6, 'right')}  `),
    span(fitText(ratioText, 7, 'right'), { colour }),
    span(`  ${formatDuration(seconds)}`, { colour: 'dim' }),
  ];
}

function bestNode(forecasts: readonly Forecast[] | undefined): number | undefined {
  let best: Forecast | undefined;
  for (const forecast of forecasts ?? []) {
    if (forecast.refusal !== undefined) continue;
    if (best === undefined || forecast.rate > best.rate) best = forecast;
  }
  return best?.node;
}
