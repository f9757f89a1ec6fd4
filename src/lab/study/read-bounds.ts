import { suggestion } from '../../scenario/schema/field.js';
import { type Complain, isMap, mapOf, refuseUnknown } from './read-map.js';
import { type Bounds, type Level, levelLabel, type Study } from './study.js';

/** `bounds: { meanSlowdown: { worst: { policy: none }, best: erlang-c } }` */
export function boundsOf(
  value: unknown,
  { factors, metrics }: Pick<Study, 'factors' | 'metrics'>,
  complain: Complain,
): readonly Bounds[] {
  return Object.entries(mapOf(value, 'bounds', complain)).flatMap(([measure, written]) => {
    const path = `bounds.${measure}`;
    if (!metrics.includes(measure)) {
      complain(path, `must be one of the measure.metrics: ${metrics.join(', ')}`);
    }
    const between = isMap(written) ? written : {};
    const { worst, best } = between;
    if (!isMap(worst) || (!isMap(best) && best !== 'erlang-c')) {
      complain(
        path,
        'must be { worst: { FACTOR: VALUE }, best: erlang-c } or best: { FACTOR: VALUE }',
      );
      return [];
    }
    refuseUnknown(between, `${path}.`, ['worst', 'best'], complain);
    if (best === 'erlang-c' && !OF_ONE_QUEUE.includes(measure)) {
      complain(path, `erlang-c gives ${OF_ONE_QUEUE.join(' and ')} only`);
    }
    return {
      measure,
      worst: levelsAmong(worst, factors, `${path}.worst`, complain),
      best: isMap(best) ? levelsAmong(best, factors, `${path}.best`, complain) : best,
    };
  });
}

/** What the law of one queue for all CPUs says. */
const OF_ONE_QUEUE = ['meanResponse', 'meanSlowdown'];

/** Levels by factor, as they stand in the lists of the factors. */
export function levelsAmong(
  levels: Readonly<Record<string, Level>>,
  factors: Study['factors'],
  path: string,
  complain: Complain,
): Readonly<Record<string, Level>> {
  for (const [name, level] of Object.entries(levels)) {
    const all = factors[name];
    if (Array.isArray(all) && all.some((one) => isSame(one, level))) continue;
    const known = Object.keys(factors);
    const why = Array.isArray(all)
      ? `${levelLabel(level)} is no value of the factor ${name}: ${all.map(levelLabel).join(', ')}`
      : `is not among the factors${known.length > 0 ? `: ${known.join(', ')}` : ''}${suggestion(name, known)}`;
    complain(`${path}.${name}`, why);
  }
  return levels;
}

function isSame(one: Level, other: Level): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
