import type { Colour } from '../../drawing/frame.js';
import type { HistoryPoint } from '../../past/history.js';
import { FULL_LOAD, LEAST_LOAD_TOP } from '../../past/load.js';

/** One diagram of the history. */
export interface Diagram {
  readonly title: string;
  readonly unit: string;
  /** The least that the top of the scale stands for. */
  readonly leastTop: number;
  /** A line, above which the first curve's value has its colour. */
  readonly limit?: { readonly at: number; readonly text: string; readonly colour: Colour };
  /** Whether its values hold for the interval that ends with them: drawn as bars. */
  readonly bars?: boolean;
  /** The first one lies over the others; a single one is filled down to 0. */
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly colour: Colour;
  value(point: HistoryPoint, before: HistoryPoint | undefined): number;
}

/** The diagrams of the cluster, or of one node (by its index) with the cluster behind it. */
export function diagramsOf(node: number | undefined): readonly Diagram[] {
  return [loads(node), memory(node), BALANCE, MIGRATIONS];
}

function loads(node: number | undefined): Diagram {
  const mean = curve('cluster', 'memory', ({ meanLoad }) => meanLoad);
  return {
    title: 'load',
    unit: '',
    leastTop: LEAST_LOAD_TOP,
    limit: { at: FULL_LOAD, text: FULL_LOAD.toFixed(2), colour: 'middle' },
    curves:
      node === undefined
        ? [
            curve('mean', 'strong', ({ meanLoad }) => meanLoad),
            curve('high', 'key', ({ highestLoad }) => highestLoad),
            curve('low', 'memory', ({ lowestLoad }) => lowestLoad),
          ]
        : [curve('node', 'strong', ({ nodeLoads }) => nodeLoads[node] ?? 0), mean],
  };
}

function memory(node: number | undefined): Diagram {
  const all = ({ memoryUse }: HistoryPoint) => 100 * memoryUse;
  return {
    title: 'memory',
    unit: '%',
    leastTop: 100,
    limit: { at: 90, text: '90', colour: 'high' },
    curves:
      node === undefined
        ? [curve('cluster', 'memory', all)]
        : [
            curve('node', 'strong', ({ nodeMemory }) => 100 * (nodeMemory[node] ?? 0)),
            curve('cluster', 'memory', all),
          ],
  };
}

const BALANCE: Diagram = {
  title: 'balance',
  unit: '%',
  leastTop: 100,
  curves: [curve('efficiency', 'low', ({ balance }) => 100 * balance)],
};

const MIGRATIONS: Diagram = {
  title: 'migrations',
  unit: '/min',
  leastTop: 1,
  bars: true,
  curves: [
    curve('cluster', 'moving', ({ at, migrations }, before) =>
      before === undefined || at <= before.at
        ? 0
        : (60 * (migrations - before.migrations)) / (at - before.at),
    ),
  ],
};

function curve(name: string, colour: Colour, value: Curve['value']): Curve {
  return { name, colour, value };
}
