import { formatBytes } from '../../../base/units.js';
import { STANDARD_SPEED } from '../../../cluster/facts/node-spec.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import type { Colour } from '../../drawing/frame.js';
import { isMember } from '../../past/cluster-figures.js';
import { FULL_LOAD, LEAST_LOAD_TOP, loadColour, loadOf, loadPart } from '../../past/load.js';
import type { Measure } from './mosmon-state.js';

/** What a bar of mosmon can show of a node. */
export interface MeasureSpec {
  readonly id: Measure;
  readonly key: string;
  /** Written down the left edge, one letter every other row. */
  readonly word: string;
  readonly about: string;
  value(node: NodeView): number;
  /** What could be used in all; of measures without such a limit undefined. */
  total?(node: NodeView): number;
  /** How much of a cell of the heat map a value fills, 0 to 1, where that is no part of the top. */
  part?(value: number): number;
  /** A value that a line marks. */
  readonly reference?: number;
  /** Whether the scale has round steps; sizes have their own top. */
  readonly rounded?: boolean;
  /** The least that the top of the scale stands for. */
  readonly leastTop: number;
  colour(node: NodeView): Colour;
  text(value: number): string;
}

export const MEASURES: readonly MeasureSpec[] = [
  {
    id: 'load',
    key: 'l',
    word: 'LOAD',
    about: 'load per CPU: at 1.00 every process has one',
    value: memberLoad,
    part: loadPart,
    reference: FULL_LOAD,
    rounded: true,
    leastTop: LEAST_LOAD_TOP,
    colour: (node) => loadColour(loadOf(node)),
    text: (value) => value.toFixed(2),
  },
  {
    id: 'openmosix',
    key: 'o',
    word: 'OM LOAD',
    about: "openMosix's load: processes on one CPU of speed 10000",
    value: (node) => (isMember(node) ? node.upperLoad : 0),
    rounded: true,
    leastTop: 0.01,
    colour: (node) => loadColour(loadOf(node)),
    text: (value) => value.toFixed(2),
  },
  {
    id: 'speed',
    key: 's',
    word: 'SPEED',
    about: 'speed as believed (10000: a 1 GHz Pentium III)',
    value: (node) => node.believedSpeed,
    leastTop: 1,
    colour: () => 'guest',
    text: (value) => String(Math.round(value)),
  },
  {
    id: 'memory',
    key: 'm',
    word: 'MEMORY',
    about: 'memory: solid is used, + is free',
    value: (node) => (isMember(node) ? node.memoryUsedBytes : 0),
    total: (node) => node.memoryBytes,
    leastTop: 1,
    colour: (node) => memoryColour(node.memoryUsedBytes, node.memoryBytes),
    text: formatBytes,
  },
  {
    id: 'raw',
    key: 'r',
    word: 'RAW MEM',
    about: 'memory and swap: solid is used, + is free',
    value: (node) => (isMember(node) ? node.memoryUsedBytes + node.swapUsedBytes : 0),
    total: (node) => node.memoryBytes + node.swapBytes,
    leastTop: 1,
    colour: (node) => memoryColour(node.memoryUsedBytes + node.swapUsedBytes, node.memoryBytes),
    text: formatBytes,
  },
  {
    id: 'use',
    key: 'u',
    word: 'UTIL%',
    about: 'utilisability: 100% until memory runs short',
    value: (node) => (isMember(node) ? 100 * node.utilisability : 0),
    leastTop: 100,
    colour: (node) => (node.utilisability > 0.9 ? 'low' : 'high'),
    text: (value) => `${Math.round(value)}%`,
  },
];

/**
 * @param yardstick the speed of the CPU on which openMosix's 1.00 is one process (mosctl setyard)
 */
export function measureOf(id: Measure, yardstick: number): MeasureSpec {
  const measure = MEASURES.find((known) => known.id === id)!;
  if (id !== 'openmosix' || yardstick === STANDARD_SPEED) return measure;
  const value = (node: NodeView) => (measure.value(node) * yardstick) / STANDARD_SPEED;
  return {
    ...measure,
    about: `openMosix's load: processes on one CPU of speed ${yardstick}`,
    value,
  };
}

function memberLoad(node: NodeView): number {
  return isMember(node) ? loadOf(node) : 0;
}

function memoryColour(usedBytes: number, memoryBytes: number): Colour {
  return usedBytes < 0.9 * memoryBytes ? 'memory' : 'high';
}
