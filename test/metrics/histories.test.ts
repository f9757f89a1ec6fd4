import { describe, expect, it } from 'vitest';
import { mean, percentile } from '../../src/base/statistics.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Totals } from '../../src/cluster/facts/view.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { Imbalance, OF_PLACES } from '../../src/metrics/imbalance.js';
import { LoadSeries } from '../../src/metrics/load-series.js';
import { OF_STAYS, Stays } from '../../src/metrics/stays.js';
import { SUMMARISED, Summary } from '../../src/metrics/summary.js';
import fc from '../support/properties.js';
import { cpusAfter, histories, NODES, placesAfter, stretches } from './random-history.js';

const RUNS = { numRuns: 60 };
const endings = fc.nat(40).map((quarters) => quarters / 4);
const endOf = (events: readonly ClusterEvent[], more: number) => (events.at(-1)?.at ?? 0) + more;
const IDS = NODES.map(({ id }) => id);

/** By node: how many processes are on it per CPU that it has. */
function loadsAfter(events: readonly ClusterEvent[], cpusOf: (id: number) => number) {
  const places = [...placesAfter(events).values()];
  return IDS.map((id) => places.filter((node) => node === id).length / cpusOf(id));
}

describe('whatever happens to a cluster', () => {
  it('its imbalance is the deviation of the load of the nodes that are not down, over time', () => {
    fc.assert(
      fc.property(histories, endings, (events, more) => {
        const end = endOf(events, more);
        const imbalance = new Imbalance(NODES);
        for (const event of events) if (OF_PLACES.includes(event.type)) imbalance.observe(event);
        let expected = 0;
        for (const { from, to, before } of stretches(events, end)) {
          const loads = loadsAfter(before, (id) => cpusAfter(before, id)).filter(
            (_, index) => cpusAfter(before, IDS[index]!) > 0,
          );
          if (loads.length === 0) continue;
          const middle = mean(loads);
          expected += (to - from) * Math.sqrt(mean(loads.map((load) => (load - middle) ** 2)));
        }
        expect(imbalance.until(end)).toBeCloseTo(expected, 6);
        expect(imbalance.until(end)).toBeCloseTo(expected, 6);
      }),
      RUNS,
    );
  });

  it('the load of each node over time is its mean load in each interval', () => {
    fc.assert(
      fc.property(histories, endings, fc.constantFrom(1, 2.5, 4), (events, more, every) => {
        const end = endOf(events, more);
        const series = new LoadSeries(NODES, every);
        for (const event of events) if (OF_PLACES.includes(event.type)) series.observe(event);
        const known = new Map<number, number>(
          NODES.map(({ id, cpus, threads }) => [id, cpus * threads]),
        );
        const count = Math.ceil(end / every);
        const sums = Array.from({ length: count }, () => IDS.map(() => 0));
        for (const { from, to, before } of stretches(events, end)) {
          for (const id of IDS) known.set(id, cpusAfter(before, id) || known.get(id)!);
          const loads = loadsAfter(before, (id) => known.get(id)!);
          for (let at = from; at < to; at += 0.25) {
            const interval = Math.floor(at / every);
            loads.forEach((load, index) => {
              sums[interval]![index]! += load / 4;
            });
          }
        }
        const found = series.until(end);
        expect(found).toMatchObject({ everySeconds: every, nodes: IDS });
        expect(found.loads).toHaveLength(count);
        sums.forEach((sum, interval) => {
          const length = Math.min(every, end - interval * every);
          sum.forEach((one, index) => {
            expect(Math.abs(found.loads[interval]![index]! - one / length)).toBeLessThan(0.00051);
          });
        });
      }),
      RUNS,
    );
  });

  it('its stays are where processes are from when they come there until they leave', () => {
    fc.assert(
      fc.property(histories, endings, endings, (events, more, begin) => {
        const end = endOf(events, more);
        let now = 0;
        const stays = new Stays(NODES, () => (now >= begin ? begin : undefined));
        for (const event of events) {
          now = event.at;
          if (OF_STAYS.includes(event.type)) stays.observe(event);
        }
        now = Math.max(now, end);
        const found = stays.until(end);
        expect(found.stays).toEqual(naiveStays(events, Math.min(begin, end), end));
        expect([found.fromSeconds, found.toSeconds]).toEqual([Math.min(begin, end), end]);
      }),
      RUNS,
    );
  });

  it('its summary is that of all events, wherever it is saved and goes on', () => {
    fc.assert(
      fc.property(histories, endings, fc.nat(60), (events, more, at) => {
        const end = endOf(events, more);
        const told = events.filter(({ type }) => SUMMARISED.includes(type));
        const [first, second] = [new Summary(NODES, 1.25), new Summary(NODES, 1.25)];
        // What was there before it is restored is forgotten.
        for (const event of told.slice(0, 5)) second.observe(event);
        for (const event of told.slice(0, at)) first.observe(event);
        restore(second, saved(first));
        for (const event of told.slice(at)) second.observe(event);
        expectSummary(second, events, end);
      }),
      RUNS,
    );
  });
});

function naiveStays(events: readonly ClusterEvent[], begin: number, end: number) {
  const found: [number, number, number, number, number][] = [];
  const homes = new Map(
    events.flatMap((one) => (one.type === 'started' ? [[one.pid, one.home]] : [])),
  );
  for (const [pid, home] of homes) {
    let open: { node: number; from: number } | undefined;
    const close = (at: number) => {
      if (open !== undefined && at > begin) {
        found.push([pid!, home!, open.node, Math.max(open.from, begin), at]);
      }
      open = undefined;
    };
    for (const event of events) {
      if (!('pid' in event) || event.pid !== pid) continue;
      if (event.type === 'started') open = { node: event.home, from: event.at };
      if (event.type === 'placed') open = { node: event.to, from: event.at };
      if (event.type === 'migrated') open = { node: event.to, from: event.at };
      if (event.type === 'migration-failed') open = { node: event.from, from: event.at };
      if (event.type === 'migration-started') close(event.at);
      if (event.type === 'completed' || event.type === 'killed') close(event.at);
    }
    close(end);
  }
  return found.sort((a, b) => a[3] - b[3] || a[0] - b[0]);
}

const TOTALS: Totals = {
  ...{ arrived: 13, completed: 7, killed: 4, alive: 2, migrations: 5, bytesMoved: 11 },
  workDelivered: 9,
};

function expectSummary(summary: Summary, events: readonly ClusterEvent[], end: number): void {
  const done = events.filter((event) => event.type === 'completed');
  const speedOf = (id: number) => NODES.find((node) => node.id === id)!.speed / 10_000;
  const responses = done.map((event) => event.at - event.arrivalSeconds);
  const slowdowns = done
    .filter(({ workSeconds }) => workSeconds > 0)
    .map((one) => (one.at - one.arrivalSeconds) / (one.workSeconds / speedOf(one.home)));
  let could = 0;
  for (const { from, to, before } of stretches(events, end)) {
    for (const { id, cpus, htGain } of NODES) {
      const logical = cpusAfter(before, id);
      const gain = Math.min(logical / cpus, Math.max(1.25, htGain));
      could += (to - from) * cpus * gain * speedOf(id);
    }
  }
  const figures = summary.figures(end, TOTALS);
  expect(summary.capacityUntil(end)).toBeCloseTo(could, 9);
  const orNull = (value: number) => (Number.isFinite(value) ? expect.closeTo(value, 9) : null);
  const count = (node: number, of: (event: ClusterEvent) => number | undefined) =>
    events.filter((event) => of(event) === node).length;
  expect(figures).toEqual({
    time: end,
    processes: { arrived: 13, completed: 7, killed: 4, alive: 2 },
    ...{ migrations: 5, cpuSeconds: 9, bytesMoved: 11 },
    migrationsFailed: events.filter(({ type }) => type === 'migration-failed').length,
    meanResponse: orNull(mean(responses)),
    meanSlowdown: orNull(mean(slowdowns)),
    p95Slowdown: orNull(percentile(Float64Array.from(slowdowns), 0.95)),
    makespan: done.at(-1)?.at ?? null,
    utilisation: orNull(9 / could),
    nodes: NODES.map(({ id, name }) => ({
      ...{ node: id, name },
      started: count(id, (event) => (event.type === 'started' ? event.home : undefined)),
      completed: count(id, (event) => (event.type === 'completed' ? event.node : undefined)),
      migrationsIn: count(id, (event) => (event.type === 'migrated' ? event.to : undefined)),
      migrationsOut: count(id, (event) => (event.type === 'migrated' ? event.from : undefined)),
    })),
  });
}
