import type { NodeView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import { type Line, onGround, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { isMember } from '../../past/cluster-figures.js';
import type { DashboardState } from '../../state.js';
import { type BeliefOf, cellBar, cellLine, hasNumber } from './belief-cell.js';
import { type BeliefsLayout, believerIndex, LABEL_CELLS, subjectIndex } from './beliefs-layout.js';

/** The numbers of those whom the beliefs are about, above their columns. */
export function columnsLine(state: DashboardState, layout: BeliefsLayout): Line {
  const { cells, subjects } = layout;
  const chosen = state.sample.nodes[subjectIndex(state)]?.id;
  const label = span(fitText(' believer  of', LABEL_CELLS), { colour: 'dim' });
  if (!hasNumber(cells)) return [label, ...sparseNumbers(layout, chosen)];
  return [
    label,
    ...subjects.map(({ id }) => {
      const isChosen = id === chosen;
      const style = { colour: 'title', bold: true } as const;
      const text = fitText(String(id), cells - 1, 'right');
      return span(`${text} `, isChosen ? { ...style, ground: 'sorted' } : style);
    }),
  ];
}

/** In the heat map only some columns have their number: where it fits, and starts at its column. */
function sparseNumbers({ cells, subjects }: BeliefsLayout, chosen: number | undefined): Line {
  const step = Math.ceil((String(subjects.at(-1)?.id ?? '').length + 1) / cells);
  return subjects.flatMap(({ id }, index): Line => {
    if (index % step > 0) return [];
    const width = Math.min(step, subjects.length - index) * cells;
    return [span(fitText(String(id), width), { colour: id === chosen ? 'title' : 'dim' })];
  });
}

/** A row per believer: what it has heard of each, faded by age. */
export function matrixLines(state: DashboardState, layout: BeliefsLayout): readonly Line[] {
  const { believers, cells, linesEach } = layout;
  const { charset } = state;
  const chosen = state.sample.nodes[believerIndex(state)]?.id;
  const subject = state.sample.nodes[subjectIndex(state)]?.id;
  return believers.flatMap((believer) => {
    const beliefs = beliefsIn(state, believer, layout.subjects);
    const isChosen = believer.id === chosen;
    const line: Line = [
      labelSpan(believer, isChosen, state),
      ...beliefs.flatMap((belief) => {
        const cell = cellLine(belief, state.views.beliefs.cells, cells, charset);
        return isChosen && belief.subject.id === subject ? onGround(cell, 'selected') : cell;
      }),
    ];
    if (linesEach === 1) return [line];
    const bars = beliefs.flatMap((belief) => cellBar(belief, cells, charset));
    return [line, [span(' '.repeat(LABEL_CELLS)), ...bars]];
  });
}

export function beliefsIn(
  { views }: DashboardState,
  believer: NodeView,
  subjects: readonly NodeView[],
): readonly BeliefOf[] {
  const heard = new Map(views.beliefs.heard.get(believer.id)?.map((one) => [one.node, one]));
  return subjects.map((subject) => ({ believer, subject, heard: heard.get(subject.id) }));
}

function labelSpan(node: NodeView, isChosen: boolean, { charset }: DashboardState) {
  const mark = isChosen ? charset.selected : ' ';
  const name = isMember(node) ? sanitize(node.name) : node.state;
  const text = `${mark}${fitText(String(node.id), 4, 'right')} ${name}`;
  return span(`${fitText(text, LABEL_CELLS - 1, 'left', charset.ellipsis)} `, {
    colour: isMember(node) ? 'strong' : node.state === 'down' ? 'bad' : 'dim',
    bold: isChosen,
    ...(isChosen ? { ground: 'sorted' as const } : {}),
  });
}
