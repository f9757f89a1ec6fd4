import { counted } from '../../base/counted.js';
import { formatRoughly } from '../../base/units.js';
import type { Extent } from '../../metrics/window.js';
import { levelLabel, levelText, patternLabel } from '../study/study.js';
import { baseLabel } from './cell-names.js';
import type { StudyResults } from './study-results.js';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What was studied, and by what. */
export function factsOf(results: StudyResults): readonly Fact[] {
  const { document } = results;
  const {
    scenario,
    factors,
    set = {},
    except = [],
    replications,
    window,
    slowdown,
    seed,
    version,
    node,
  } = document;
  const { from, to, by, until } = replications;
  const count =
    until === undefined || from === to
      ? `${to}`
      : `from ${from} to ${to} by ${by}, until ${until.measure} is known within ${100 * until.part} %`;
  const base = baseLabel(document);
  return [
    { name: 'scenario', value: scenario },
    ...Object.entries(factors).map(([name, levels]) => ({
      name: `factor ${name}`,
      value: levels.map(levelLabel).join(' · '),
    })),
    ...Object.entries(set).map(([path, value]) => ({ name: path, value: levelText(value) })),
    ...(except.length === 0
      ? []
      : [{ name: 'left out', value: except.map(patternLabel).join(' · ') }]),
    { name: 'warm-up', value: cutText(results) ?? extentText(window.warmUp) },
    { name: 'watched', value: window.watch === undefined ? 'all' : extentText(window.watch) },
    { name: 'slowdown', value: `against an idle CPU of ${YARDSTICK[slowdown.yardstick]}` },
    { name: 'replications', value: count },
    ...(base === '' ? [] : [{ name: 'compared with', value: base }]),
    { name: 'seed', value: String(seed) },
    { name: 'program', value: `mtop-sim ${version}, Node.js ${node}` },
  ];
}

const YARDSTICK = {
  home: "the process's home",
  fastest: 'the fastest node',
  standard: 'speed 10000',
} as const;

/** What pilot runs have found of the warm-up; undefined: it was not asked. */
function cutText(results: StudyResults): string | undefined {
  if (!results.document.isTruncated) return undefined;
  const cuts = results.table('cells').map(({ row }) => row.number('truncation'));
  const known = cuts.filter(Number.isFinite);
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return 'by MSER-5';
  return `${least === most ? '' : `${least} to `}${counted(most, 'process', 'processes')}, by MSER-5`;
}

function extentText(extent: Extent): string {
  if (extent.kind === 'seconds') return formatRoughly(extent.seconds);
  return extent.count === 0 ? 'none' : `${extent.count} processes`;
}
