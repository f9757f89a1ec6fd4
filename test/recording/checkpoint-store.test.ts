import { describe, expect, it } from 'vitest';
import { Branch, forkOf } from '../../src/recording/branch.js';
import { CheckpointStore } from '../../src/recording/checkpoint-store.js';
import { compareMoments, type Moment } from '../../src/recording/moment.js';

const BYTES = 60_000;

/** Steps are counted in these: a hundred of them are between two checkpoints. */
const UNIT = 500;

function at(units: number): Moment {
  return { seconds: units / 10, steps: UNIT * units, commands: 0 };
}

/** A branch that has come so far, with the checkpoints that were due. */
function filled(
  store: CheckpointStore,
  branch: Branch,
  steps: number,
  from = branch.since.steps / UNIT,
): void {
  for (let step = from; step <= steps; step++) {
    if (store.isDue(branch, UNIT * step))
      store.add(branch, { at: at(step), bytes: new Uint8Array(BYTES), wholeBytes: BYTES });
  }
}

function stepsBefore(store: CheckpointStore, branch: Branch, steps: number): number | undefined {
  const found = store.before(branch, (moment) => compareMoments(moment, at(steps)) <= 0);
  return found && found.at.steps / UNIT;
}

describe('the store of checkpoints', () => {
  it('keeps one of 60 kB every 50 000 steps: 30 000, and a step for every three bytes', () => {
    const store = new CheckpointStore(1e9);
    const branch = new Branch(1);
    filled(store, branch, 1000);
    expect(store.memory.checkpoints).toBe(11);
    expect([0, 99, 100, 950].map((steps) => stepsBefore(store, branch, steps))).toEqual([
      ...[0, 0, 100, 900],
    ]);
  });

  it('takes no more bytes than it may, and no moment is far from a checkpoint', () => {
    const store = new CheckpointStore(10 * BYTES);
    const branch = new Branch(1);
    for (let steps = 0; steps <= 20_000; steps += 100) {
      filled(store, branch, steps, steps);
      expect(store.memory.bytes).toBe(store.memory.checkpoints * BYTES);
      expect(store.memory.bytes).toBeLessThanOrEqual(10 * BYTES);
    }
    // Ten at most, five at least: no two are further apart than a fifth of the run.
    for (let steps = 0; steps <= 20_000; steps += 500) {
      expect(steps - stepsBefore(store, branch, steps)!).toBeLessThanOrEqual(4000);
    }
  });

  it('takes no more bytes than it may where more branches begin than states have room', () => {
    const store = new CheckpointStore(10 * BYTES);
    const root = new Branch(1);
    filled(store, root, 400);
    let branch = root;
    for (let id = 2; id < 40; id++) {
      branch = new Branch(id, { parent: branch, since: at(400 + id) });
      store.add(branch, { at: branch.since, bytes: new Uint8Array(BYTES), wholeBytes: BYTES });
      expect(store.memory.bytes).toBeLessThanOrEqual(10 * BYTES);
      // What has just been thrown away is not saved again at once.
      expect(store.isDue(branch, branch.since.steps + 1)).toBe(false);
      expect(stepsBefore(store, branch, 1000)).toBeDefined();
    }
    expect(stepsBefore(store, root, 1)).toBe(0);
  });

  it('finds what a branch shares with its parent, but not what its parent did later', () => {
    const store = new CheckpointStore(1e9);
    const parent = new Branch(1);
    filled(store, parent, 1000);
    const child = new Branch(2, { parent, since: at(450) });
    expect(stepsBefore(store, child, 1000)).toBe(400);
    filled(store, child, 700);
    expect(stepsBefore(store, child, 430)).toBe(400);
    expect(stepsBefore(store, child, 449)).toBe(400);
    expect(stepsBefore(store, child, 600)).toBe(550);
  });
});

describe('two branches', () => {
  it('are the same until the first of both goes its own way', () => {
    const root = new Branch(1);
    const a = new Branch(2, { parent: root, since: at(100) });
    const b = new Branch(3, { parent: root, since: at(200) });
    const c = new Branch(4, { parent: a, since: at(300) });
    expect(forkOf(a, b).steps).toBe(UNIT * 100);
    expect(forkOf(root, b).steps).toBe(UNIT * 200);
    expect(forkOf(b, root).steps).toBe(UNIT * 200);
    expect(forkOf(c, b).steps).toBe(UNIT * 100);
    expect(forkOf(c, a).steps).toBe(UNIT * 300);
    expect(forkOf(a, c).steps).toBe(UNIT * 300);
  });
});
