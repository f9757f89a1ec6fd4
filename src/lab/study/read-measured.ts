import { parseDuration } from '../../base/units.js';
import { type Extent, WHOLE_RUN } from '../../metrics/window.js';
import { BOUND_SECONDS, YARDSTICKS, type Yardstick } from '../../metrics/window-figures.js';
import { suggestion } from '../../scenario/schema/field.js';
import { CLASSINGS, type Classing } from '../classes.js';
import { readExtent, readWatch } from '../extent.js';
import { CLASS_MEASURES, MEASURES } from '../measures.js';
import { type Complain, mapOf, refuseUnknown } from './read-map.js';
import type { Measured } from './study.js';

const KEYS = 'metrics warmUp watch yardstick bound by samples series'.split(' ');
const DEFAULT_METRICS = ['meanResponse', 'meanSlowdown', 'utilisation', 'migrations'];

/** The keys `measure` and `method` of a study. */
export function measuredOf(value: unknown, method: unknown, complain: Complain): Measured {
  const measure = mapOf(value, 'measure', complain);
  refuseUnknown(measure, 'measure.', KEYS, complain);
  const { warmUp, watch, yardstick = 'home', bound = BOUND_SECONDS } = measure;
  const metrics = metricsOf(measure.metrics ?? DEFAULT_METRICS, complain);
  const isTruncated = warmUp === 'mser5';
  const { samples = 'slowdown', series } = measure;
  if (samples !== 'slowdown' && samples !== 'none') {
    complain('measure.samples', 'must be slowdown or none');
  }
  const window = {
    warmUp: (isTruncated ? undefined : extentOf(warmUp, WARM_UP, complain)) ?? WHOLE_RUN.warmUp,
    watch: watch === undefined ? undefined : extentOf(watch, WATCH, complain),
  };
  if (isTruncated && window.watch?.kind !== 'processes') {
    complain(WARM_UP.path, 'mser5 needs a measure.watch of processes, such as 20000 processes');
  }
  return {
    window,
    ...{ isTruncated, metrics, hasSamples: samples === 'slowdown' },
    slowdown: {
      yardstick: yardstickOf(yardstick, complain),
      boundSeconds: durationOf(bound, 'measure.bound', complain) ?? BOUND_SECONDS,
    },
    by: classingsOf(measure.by, metrics, complain),
    seriesSeconds:
      series === undefined ? undefined : durationOf(series, 'measure.series', complain),
    batches: batchesOf(method, window.watch, complain),
  };
}

const WARM_UP = {
  path: 'measure.warmUp',
  allowed: '"2000 processes", a duration, mser5 or none',
  read: readExtent,
};
const WATCH = {
  path: 'measure.watch',
  allowed: '"2000 processes" or a duration',
  read: readWatch,
};

function metricsOf(value: unknown, complain: Complain): readonly string[] {
  const known = MEASURES.map(({ key }) => key);
  const metrics = Array.isArray(value) ? value.map(String) : [];
  if (metrics.length === 0) complain('measure.metrics', 'must be a list of measures');
  for (const metric of metrics) {
    if (!known.includes(metric)) {
      complain(
        'measure.metrics',
        `there is no measure ${metric}${suggestion(metric, known)} (there are ${known.join(', ')})`,
      );
    }
  }
  return metrics;
}

function extentOf(
  value: unknown,
  { path, allowed, read }: typeof WARM_UP,
  complain: Complain,
): Extent | undefined {
  if (value === undefined) return undefined;
  const extent = read(String(value));
  if (extent === undefined) complain(path, `must be ${allowed}`);
  return extent;
}

function yardstickOf(value: unknown, complain: Complain): Yardstick {
  const found = YARDSTICKS.find((one) => one === value);
  if (found === undefined) complain('measure.yardstick', `must be one of ${YARDSTICKS.join(', ')}`);
  return found ?? 'home';
}

function durationOf(value: unknown, path: string, complain: Complain): number | undefined {
  const seconds = parseDuration(String(value));
  if (!seconds) complain(path, 'must be a duration of more than 0, such as 10s');
  return seconds;
}

function classingsOf(
  value: unknown,
  metrics: readonly string[],
  complain: Complain,
): readonly Classing[] {
  if (value === undefined) return [];
  const by = Array.isArray(value) ? value : [value];
  for (const one of by) {
    if (CLASSINGS.includes(one)) continue;
    complain('measure.by', `must be a list of ${CLASSINGS.join(', ')}`);
  }
  const known = Object.keys(CLASS_MEASURES);
  if (!metrics.some((metric) => known.includes(metric))) {
    complain('measure.by', `needs one of these among measure.metrics: ${known.join(', ')}`);
  }
  return by;
}

/** `batches 32` */
function batchesOf(
  method: unknown,
  watch: Extent | undefined,
  complain: Complain,
): number | undefined {
  if (method === undefined || method === 'replications') return undefined;
  const [, digits] = /^batches (\d{1,4})$/.exec(String(method)) ?? [];
  const batches = Number(digits ?? 0);
  if (batches < 2) {
    complain('method', 'must be replications, or batches and their number, such as batches 32');
  } else if (watch?.kind !== 'processes' || watch.count < batches) {
    complain('method', 'needs a measure.watch of processes, at least one for each batch');
  }
  return batches;
}
