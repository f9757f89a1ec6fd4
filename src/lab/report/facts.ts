import { formatRoughly } from '../../base/units.js';
import type { Extent } from '../../metrics/window.js';
import { levelLabel } from '../study/study.js';
import { baseLabel } from './cell-names.js';
import type { StudyResults } from './study-results.js';

export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What was studied, and by what. */
export function factsOf({ document }: StudyResults): readonly Fact[] {
  const { scenario, factors, replications, window, slowdown, seed, version, node } = document;
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
    { name: 'warm-up', value: extentText(window.warmUp) },
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

function extentText(extent: Extent): string {
  if (extent.kind === 'seconds') return formatRoughly(extent.seconds);
  return extent.count === 0 ? 'none' : `${extent.count} processes`;
}
