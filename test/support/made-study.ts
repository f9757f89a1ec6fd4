import type { StudyDocument, StudyResults } from '../../src/lab/report/study-results.js';
import { type MadeCells, type MadeRow, resultsOf } from './study-results.js';

/** Not random, 0 to 1: the same for the same numbers. */
export function fraction(...numbers: readonly number[]): number {
  const mixed = numbers.reduce((hash, number) => (hash * 31 + 7 * number + 11) % 10_007, 17);
  return ((mixed * 7919) % 10_007) / 10_007;
}

const REPLICATIONS = 6;
const METRICS = ['meanSlowdown', 'meanResponse', 'migrations'];

/** A study that has all tables, of figures that are made up. */
export function madeStudy(
  cells: MadeCells,
  { spread = 1, nodes = 3, bins = 40, intervals = 30 } = {},
  changes: Partial<StudyDocument> = {},
): StudyResults {
  const places = cells.map((_, place) => place);
  const means = (place: number, metric: number) =>
    1 + spread * (place + metric) + fraction(place, metric);
  const runs = places.flatMap((place) =>
    Array.from({ length: REPLICATIONS }, (_, replication): MadeRow => {
      const values = METRICS.map(
        (_, metric) => means(place, metric) + fraction(place, metric, replication),
      );
      return [place, replication, 7 + replication, ...values, ''];
    }),
  );
  const ofMetrics = (row: (place: number, metric: number) => MadeRow) =>
    places.flatMap((place) => METRICS.map((_, metric) => row(place, metric)));
  const results = resultsOf(
    cells,
    {
      runs: [`replication seed ${METRICS.join(' ')} failed`, runs],
      cells: [
        'metric n mean halfWidth sd truncation failed note',
        ofMetrics((place, metric) => {
          const halfWidth = (place + metric) % 5 === 4 ? '' : 0.1 + fraction(place, metric, 1);
          return [
            place,
            METRICS[metric]!,
            6,
            means(place, metric),
            halfWidth,
            0.5,
            20 * place,
            0,
            '',
          ];
        }),
      ],
      contrasts: [
        'base metric n difference halfWidth p pHolm pWilcoxon halfWidthApart varianceRatio note',
        ofMetrics((place, metric) => {
          const p = [0.0002, 0.004, 0.03, 0.4][(place + metric) % 4]!;
          const numbers = [6, means(place, metric) - 2, 0.3, p, Math.min(1, 2 * p), p, 0.9, 3.5];
          return [place, 'hash0', METRICS[metric]!, ...numbers, ''];
        }).slice(METRICS.length),
      ],
      gains: [
        'metric n value worst best gain gainLow gainHigh note',
        ofMetrics((place, metric) => {
          const gain = fraction(place, metric, 3) - 0.2;
          return [place, METRICS[metric]!, 6, 2, 5, 1, gain, gain - 0.1, gain + 0.2, ''];
        }).filter(([, metric]) => metric !== 'migrations'),
      ],
      classes: [
        'by class metric n mean halfWidth sd',
        places.flatMap((place) => [
          ...Array.from({ length: 10 }, (_, i): MadeRow => {
            return [
              place,
              'size decile',
              i + 1,
              'meanSlowdown',
              6,
              9 - i * 0.7 + place,
              i === 3 ? '' : 0.4,
              1,
            ];
          }),
          ...['maths', 'stats', 'root'].map((user, i): MadeRow => {
            return [place, 'user', user, 'meanSlowdown', 6, 1 + i + place, 0.4, 1];
          }),
        ]),
      ],
      slowdowns: [
        'from to count n slower halfWidth',
        places.flatMap((place) =>
          Array.from({ length: bins }, (_, i): MadeRow => {
            const from = 1.02 ** i * (1 + place / 10);
            const slower = (1 - (i + 1) / bins) ** 2;
            return [
              place,
              from,
              from * 1.02,
              10,
              6,
              slower,
              0.2 * slower + (i % 9 === 0 ? 0.5 : 0),
            ];
          }),
        ),
      ],
      loads: [
        'seconds node load',
        places.flatMap((place) =>
          Array.from({ length: intervals * nodes }, (_, i): MadeRow => {
            const node = 1 + Math.floor(i / intervals);
            return [
              place,
              10 * (i % intervals),
              node,
              3 * fraction(place, node, Math.floor((i % intervals) / 3)),
            ];
          }),
        ),
      ],
      stays: [
        'node nodeCpus pid homeNode from to',
        [
          [0, 1, 2, 1000, 1, 0, 12],
          [0, 1, 2, 1001, 1, 0, 30],
          [0, 1, 2, 1002, 1, 3, 9],
          [0, 1, 2, 1003, 1, 9, 30],
          [0, 2, 1, 1000, 1, 13, 30],
          [0, 2, 1, 1002, 1, 10, 12],
          [0, 3, 4, '', '', 0, 30],
        ],
      ],
      pilots: [
        'process meanSlowdown',
        places.flatMap((place) =>
          Array.from({ length: 400 }, (_, i): MadeRow => {
            return [place, 5 * i, 3 - 2 * Math.exp(-i / 20) + fraction(place, i % 7)];
          }),
        ),
      ],
    },
    { metrics: METRICS, compare: cells[0]!.levels, isTruncated: true, ...changes },
  );
  return results;
}

const theory = (place: number) => ({
  ...{ load: 0.8, aloneSeconds: 10 },
  ...{ apart: 5 + place, together: 1.5 + place / 2 },
});

/** Studies of all the forms that a report has. */
export const MADE: Readonly<Record<string, () => StudyResults>> = {
  'one cell': () =>
    madeStudy([{ levels: { policy: 'none' }, theory: theory(0) }], { intervals: 300, nodes: 2 }),
  'policies of one theory': () =>
    madeStudy(
      ['none', 'jsq', 'random'].map((policy) => ({ levels: { policy }, theory: theory(0) })),
    ),
  'levels that are no numbers, each of its theory': () =>
    madeStudy(
      ['idle', 'busy'].map((hours, place) => ({ levels: { hours }, theory: theory(place) })),
      {
        nodes: 25,
      },
    ),
  'numbers by policy': () =>
    madeStudy(
      [0.5, 0.7, 0.9].flatMap((rho, place) =>
        ['none', { use: 'power-of-d', d: 3 }].map((policy) => ({
          levels: { rho, policy },
          theory: theory(place),
        })),
      ),
      { spread: 6, nodes: 41, bins: 120, intervals: 6 },
      {
        replications: {
          ...{ from: 4, to: 40, by: 2 },
          until: { measure: 'meanSlowdown', part: 0.025 },
        },
      },
    ),
  'more panels than are drawn': () =>
    madeStudy(
      ['a', 'b', 'c', 'd', 'e', 'f', 'g'].flatMap((site) =>
        ['none', 'jsq'].flatMap((policy) =>
          [1, 2].map((window) => ({ levels: { site, policy, 'openmosix.window': window } })),
        ),
      ),
    ),
  'four panels': () =>
    madeStudy(
      ['gossip', 'perfect'].flatMap((information) =>
        ['none', 'jsq'].flatMap((policy) =>
          [1, 2, 3].flatMap((rho) =>
            ['x', 'y'].map((site) => ({ levels: { information, policy, rho, site } })),
          ),
        ),
      ),
      { spread: 0.1 },
    ),
};
