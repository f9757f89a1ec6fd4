import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { Figures } from '../../src/control/figures.js';
import { FakeSession } from '../support/fake-session.js';

/** All figures by their names with labels. */
async function figuresOf(figures: Figures): Promise<Readonly<Record<string, number>>> {
  const lines = (await figures.text()).split('\n').filter((line) => /^[a-z]/.test(line));
  return Object.fromEntries(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))] as const;
    }),
  );
}

const KINDS = { R: 3, M: 1, T: 2, S: 4, D: 5 } as const;

/** Two nodes, of which the second one is down, and processes in every state. */
function cluster() {
  const session = new FakeSession({ nodes: 2, processes: 0 });
  const begin = { home: 1, work: 1 } as never;
  for (const [state, count] of Object.entries(KINDS)) {
    for (let index = 0; index < count; index++) {
      const { pid } = session.send({ do: 'spawn', ...(begin as object) } as never) as {
        pid: number;
      };
      Object.assign(session.processes.get(pid)!, { state, residentBytes: 1000 });
    }
  }
  Object.assign(session.processes.get(2)!, { node: 2 });
  session.advance(4);
  session.send({ do: 'crash', node: 2 });
  return session;
}

const use = { cpuSeconds: 12.5, residentBytes: 4096 };

describe('the figures of a cluster', () => {
  it('say of each node what is to be seen of it, by its N# and name', async () => {
    const session = cluster();
    const found = await figuresOf(new Figures(session, () => use));
    const names = {
      mean_load: 'meanLoad',
      load: 'upperLoad',
      cpu_use_ratio: 'cpuUse',
      memory_bytes: 'memoryBytes',
      memory_used_bytes: 'memoryUsedBytes',
      swap_used_bytes: 'swapUsedBytes',
      runnable_processes: 'runnable',
      local_processes: 'local',
      guest_processes: 'guests',
      away_processes: 'away',
    } as const;
    for (const node of session.view().nodes()) {
      const labels = `{node="${node.id}",name="${node.name}"}`;
      for (const [name, key] of Object.entries(names)) {
        expect(found[`mtop_sim_node_${name}${labels}`], name).toBe(node[key]);
      }
    }
    expect(found['mtop_sim_node_up{node="1",name="cm1"}']).toBe(1);
    expect(found['mtop_sim_node_up{node="2",name="cm2"}']).toBe(0);
    expect(found['mtop_sim_node_guest_processes{node="2",name="cm2"}']).toBe(1);
  });

  it('are the same when they are asked for again, and say how many processes are in each state', async () => {
    const session = cluster();
    const figures = new Figures(session, () => use);
    const first = await figuresOf(figures);
    for (const [state, count] of Object.entries(KINDS)) {
      expect(first[`mtop_sim_processes{state="${state}"}`]).toBe(count);
    }
    expect(await figuresOf(figures)).toEqual(first);
    for (const { pid } of session.view().processes()) session.send({ do: 'kill', pid });
    const none = await figuresOf(figures);
    for (const state of Object.keys(KINDS)) {
      expect(none[`mtop_sim_processes{state="${state}"}`]).toBe(0);
    }
  });

  it('count what there was in the whole run, and what the program has used itself', async () => {
    const session = cluster();
    const view = session.view();
    const totals = {
      ...{ arrived: 11, completed: 7, killed: 3, alive: 1, migrations: 5 },
      ...{ bytesMoved: 9000, workDelivered: 2.5 },
    };
    session.view = () => ({ ...view, totals });
    const found = await figuresOf(new Figures(session, () => use));
    expect(found).toMatchObject({
      mtop_sim_processes_started_total: 11,
      mtop_sim_processes_completed_total: 7,
      mtop_sim_processes_killed_total: 3,
      mtop_sim_migrations_total: 5,
      mtop_sim_migrated_bytes_total: 9000,
      mtop_sim_work_seconds_total: 2.5,
      mtop_sim_virtual_time_seconds: 4,
      mtop_sim_events_total: 0,
      process_cpu_seconds_total: 12.5,
      process_resident_memory_bytes: 4096,
    });
  });

  it('forget the nodes and the name of a run whose place another one has taken', async () => {
    const figures = new Figures(new FakeSession({ nodes: 3 }), () => use);
    await figures.text();
    const other = new FakeSession({ nodes: 1 });
    Object.assign(other.info, { scenario: 'other' });
    figures.show(other);
    const names = Object.keys(await figuresOf(figures));
    expect(names.filter((name) => name.startsWith('mtop_sim_node_up'))).toEqual([
      'mtop_sim_node_up{node="1",name="cm1"}',
    ]);
    expect(names.filter((name) => name.startsWith('mtop_sim_info'))).toEqual([
      'mtop_sim_info{scenario="other",policy="none",information="gossip"}',
    ]);
  });
});

// Response 30 s of 6 s of work at speed 28000: 30 / (6 / 2.8) = 14.
it('a slowdown is a response time over that alone on a CPU of home; of no work, or no known home, there is none', async () => {
  const session = new FakeSession();
  const figures = new Figures(session, () => use);
  const done = { type: 'completed', at: 40, pid: 1, node: 2, arrivalSeconds: 10, cpuSeconds: 6 };
  const tell = (facts: object) => session.tell({ ...done, ...facts } as unknown as ClusterEvent);
  tell({ home: 1, workSeconds: 6 });
  tell({ home: 1, workSeconds: 0 });
  tell({ home: 99, workSeconds: 6 });
  session.tell({ ...done, type: 'killed', home: 1, workSeconds: 6 } as unknown as ClusterEvent);
  const found = await figuresOf(figures);
  expect(found.mtop_sim_process_slowdown_ratio_count).toBe(1);
  expect(found.mtop_sim_process_slowdown_ratio_sum).toBeCloseTo(14, 9);
  expect(found.mtop_sim_events_total).toBe(4);
});
