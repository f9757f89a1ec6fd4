import type { NodeView } from '../../../cluster/facts/view.js';
import { typeDigit } from '../../dialogs/node/choose-node.js';
import type { Rect } from '../../drawing/frame.js';
import { joinFitting, type Line, span } from '../../drawing/line.js';
import { clamp } from '../../drawing/scale.js';
import type { Act } from '../../key-binding.js';
import type { Effect, Message } from '../../message.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { LEAST_PAST_ROWS, nodePast } from '../diagrams/node-past.js';
import { viewArea } from '../layout.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { AGE_LEGEND, ageStyle, errorOf } from './belief-cell.js';
import {
  type BeliefsLayout,
  beliefsLayout,
  believerIndex,
  HEAD_ROWS,
  LABEL_CELLS,
  subjectIndex,
} from './beliefs-layout.js';
import type { BeliefsState, CellContent } from './beliefs-state.js';
import { beliefsIn, columnsLine, matrixLines } from './matrix.js';
import { portraitLines } from './portrait.js';

/** More nodes than there are. */
const MANY = 1_000_000;

/** Who believes what of whom: each node decides on this, not on the truth. */
export const BELIEFS: View = {
  id: 'beliefs',
  title: 'beliefs',
  keys: [
    {
      keys: ['/', 'f3'],
      label: 'F3 /',
      description: 'to the node whose number is typed',
      act: (state) => next(withBeliefs(state, { digits: '' })),
      short: 'node',
    },
    {
      keys: ['e'],
      label: 'e',
      description: 'the cells show the load believed, its age, or by how much it is wrong',
      act: nextContent,
      short: 'load/age/error',
    },
    { keys: ['up'], label: 'Up', description: 'the believer above', act: moveBy(-1) },
    { keys: ['down'], label: 'Down', description: 'the believer below', act: moveBy(1) },
    {
      keys: ['left'],
      label: 'Left',
      description: 'what is believed of the node to the left',
      act: lookBy(-1),
    },
    {
      keys: ['right'],
      label: 'Right',
      description: 'what is believed of the node to the right',
      act: lookBy(1),
    },
    { keys: ['pageup'], label: 'PgUp', description: 'ten believers up', act: moveBy(-10) },
    { keys: ['pagedown'], label: 'PgDn', description: 'ten believers down', act: moveBy(10) },
    { keys: ['home'], label: 'Home', description: 'the first believer', act: moveBy(-MANY) },
    { keys: ['end'], label: 'End', description: 'the last believer', act: moveBy(MANY) },
  ],
  panels: ['beliefs'],
  body,
  pointer,
  press,
  asks,
  node: believer,
  position: (state) => {
    const subject = state.sample.nodes[subjectIndex(state)]?.id ?? '-';
    return `node ${believer(state)?.id ?? '-'} about node ${subject}`;
  },
};

/** The state after the session has said what the nodes in sight have heard. */
export function heardInBeliefs(
  state: DashboardState,
  { heard }: Extract<Message, { type: 'heard' }>,
): DashboardState {
  return withBeliefs(state, { heard });
}

function asks(state: DashboardState): readonly Effect[] {
  const { believers } = layoutNow(state);
  return [{ type: 'hear', nodes: believers.map(({ id }) => id) }];
}

function believer(state: DashboardState): NodeView | undefined {
  return state.sample.nodes[believerIndex(state)];
}

function layoutNow(state: DashboardState): BeliefsLayout {
  return beliefsLayout(state, viewArea(state));
}

function withBeliefs(state: DashboardState, change: Partial<BeliefsState>): DashboardState {
  return { ...state, views: { ...state.views, beliefs: { ...state.views.beliefs, ...change } } };
}

function moveBy(by: number): Act {
  return (state) => {
    const { nodes } = state.sample;
    const index = clamp(believerIndex(state) + by, 0, Math.max(0, nodes.length - 1));
    return next({ ...state, selectedNode: nodes[index]?.id });
  };
}

function lookBy(by: number): Act {
  return (state) => {
    const { nodes } = state.sample;
    const index = clamp(subjectIndex(state) + by, 0, Math.max(0, nodes.length - 1));
    return next(withBeliefs(state, { subject: nodes[index]?.id }));
  };
}

const CONTENTS: readonly CellContent[] = ['load', 'age', 'error'];

function nextContent(state: DashboardState): Update {
  const at = CONTENTS.indexOf(state.views.beliefs.cells);
  return next(withBeliefs(state, { cells: CONTENTS[(at + 1) % CONTENTS.length]! }));
}

/** While the number of a node is typed, digits choose it; any other key ends that. */
function press(state: DashboardState, key: string): Update | undefined {
  const { digits } = state.views.beliefs;
  if (digits === undefined) return undefined;
  const done = withBeliefs(state, { digits: undefined });
  if (key === 'enter' || key === 'escape') return next(done);
  if (!/^\d$/.test(key)) return press(done, key);
  const ids = state.sample.nodes.map(({ id }) => id);
  const typed = typeDigit(digits, key, ids);
  const chosen = typed.index === undefined ? state.selectedNode : ids[typed.index];
  const isSure = ids.filter((id) => String(id).startsWith(typed.digits)).length === 1;
  return next(
    withBeliefs({ ...state, selectedNode: chosen }, { digits: isSure ? undefined : typed.digits }),
  );
}

function body(state: DashboardState, area: Rect): ViewBody {
  const layout = beliefsLayout(state, area);
  const portrait = portraitLines(state, layout.portraitRows, area.width);
  const above = [
    headLine(state, layout, area.width),
    columnsLine(state, layout),
    ...matrixLines(state, layout),
    ...(portrait.length > 0 ? [[]] : []),
    ...portrait,
  ].slice(0, Math.max(1, area.height - 1));
  const free = area.height - 1 - above.length;
  const index = subjectIndex(state);
  const subject = state.sample.nodes[index];
  const below =
    free < LEAST_PAST_ROWS || subject === undefined
      ? Array.from({ length: free }, (): Line => [])
      : nodePast(state, { ...subject, index }, area.width, free);
  return { lines: [...above, ...below, legendLine(state, area.width)] };
}

const HEADINGS: Readonly<Record<CellContent, string>> = {
  load: 'load as each node believes it',
  age: 'how old these beliefs are',
  error: 'believed load less true load',
};

function headLine(state: DashboardState, layout: BeliefsLayout, width: number): Line {
  const { cells, digits } = state.views.beliefs;
  const dim = (text: string) => span(text, { colour: 'dim' });
  const known = layout.believers
    .flatMap((node) => beliefsIn(state, node, layout.subjects))
    .flatMap(({ subject, heard }) => (heard === undefined ? [] : [{ subject, heard }]));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const typed: Line[] =
    digits === undefined
      ? []
      : [[span(` node ${digits}_ `, { colour: 'strong', ground: 'field', bold: true })]];
  const figures: Line[] =
    known.length === 0
      ? []
      : [
          [
            dim('on average '),
            span(`${mean(known.map(({ heard }) => heard.ageSeconds)).toFixed(1)} s`),
            dim(' old, off by '),
            span(
              mean(known.map(({ subject, heard }) => Math.abs(errorOf(subject, heard)))).toFixed(2),
            ),
          ],
        ];
  const heading: Line = [span(` ${HEADINGS[cells]}`, { colour: 'title', bold: true })];
  return joinFitting([...typed, heading, ...figures], width, '   ');
}

function legendLine({ charset, sample, info }: DashboardState, width: number): Line {
  const dim = (text: string) => span(text, { colour: 'dim' });
  const nobody =
    info.clock === 'wall'
      ? 'real nodes tell each other nothing: this computer asks them all'
      : sample.nodes.length < 2
        ? 'one node alone believes nothing'
        : undefined;
  if (nobody !== undefined) return [dim(` ${nobody}`)];
  return joinFitting(
    [
      [dim(' heard')],
      ...AGE_LEGEND.map(
        ([seconds, words]): Line => [span(`0.50`, ageStyle(seconds)), dim(` ${words}`)],
      ),
      [span(charset.dot, { colour: 'faint' }), dim(' nothing heard')],
      [span('[0.50]', { colour: 'title' }), dim(' its own load, the truth')],
      [dim('a node decides on its row')],
    ],
    width,
    '  ',
  );
}

/**
 * A click chooses a believer and whom its belief is about, the wheel goes through the believers.
 */
function pointer(state: DashboardState, { action, column, row }: MouseMessage, area: Rect): Update {
  if (action === 'wheel-up') return moveBy(-1)(state);
  if (action === 'wheel-down') return moveBy(1)(state);
  if (action !== 'press') return next(state);
  const layout = beliefsLayout(state, area);
  const line = row - area.top - HEAD_ROWS;
  const chosen = line < 0 ? undefined : layout.believers[Math.floor(line / layout.linesEach)];
  if (chosen === undefined) return next(state);
  const subject =
    column < LABEL_CELLS
      ? undefined
      : layout.subjects[Math.floor((column - LABEL_CELLS) / layout.cells)]?.id;
  return next(
    withBeliefs({ ...state, selectedNode: chosen.id }, subject === undefined ? {} : { subject }),
  );
}
