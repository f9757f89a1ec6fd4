import { expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { Figures } from '../../src/control/figures.js';
import { FakeSession } from '../support/fake-session.js';

const OWN_USE = { cpuSeconds: 1, residentBytes: 2 };

/** A process that needed one second of the CPU of its node, and took so long. */
function completedAfter(session: FakeSession, responseSeconds: number): ClusterEvent {
  const { speed } = session.view().nodes()[0]!;
  const workSeconds = speed / 10_000;
  const [at, arrivalSeconds] = [100, 100 - responseSeconds];
  const process = { pid: 1, home: 1, node: 1, workSeconds, arrivalSeconds };
  return { type: 'completed', at, ...process } as unknown as ClusterEvent;
}

/** The figure of a name with its labels. */
async function figure(figures: Figures, name: string): Promise<number> {
  const line = (await figures.text()).split('\n').find((text) => text.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}

it('slowdowns are counted up to each border: more finely where they are small', async () => {
  const session = new FakeSession();
  const figures = new Figures(session, () => OWN_USE);
  const borders = [1, 1.25, 1.5, 2, 3, 5, 8, 13, 21, 34, 55, 100];
  // One at each border, and one above all.
  for (const border of [...borders, 1000]) session.tell(completedAfter(session, border));
  const name = 'mtop_sim_process_slowdown_ratio';
  const counts = borders.map((border) => figure(figures, `${name}_bucket{le="${border}"}`));
  expect(await Promise.all(counts)).toEqual(borders.map((_, index) => index + 1));
  expect(await figure(figures, `${name}_count`)).toBe(borders.length + 1);
});

it('figures are of the run that took the place of another, and events of both', async () => {
  const [first, second] = [new FakeSession({ nodes: 2 }), new FakeSession({ nodes: 3 })];
  const figures = new Figures(first, () => OWN_USE);
  first.tell(completedAfter(first, 2));
  figures.show(second);
  first.tell(completedAfter(first, 2));
  for (const response of [2, 2]) second.tell(completedAfter(second, response));
  second.advance(7);
  expect(await figure(figures, 'mtop_sim_events_total')).toBe(3);
  expect(await figure(figures, 'mtop_sim_process_slowdown_ratio_count')).toBe(3);
  expect(await figure(figures, 'mtop_sim_virtual_time_seconds')).toBe(7);
});
