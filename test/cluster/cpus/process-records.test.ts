import { describe, expect, it } from 'vitest';
import { NO_SLOT, ProcessTable, type Slot } from '../../../src/cluster/cpus/process-table.js';
import type { Decay } from '../../../src/cluster/facts/decay.js';
import type { ProcessSpec } from '../../../src/cluster/facts/process-spec.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import fc from '../../support/properties.js';

/** What a table says of a process that does not compute. */
function told(table: ProcessTable, slot: Slot) {
  const { traits } = table;
  return {
    pid: table.pid(slot),
    places: [table.home(slot), table.node(slot), table.sinceSeconds(slot), table.migrations(slot)],
    numbers: [table.arrivalSeconds(slot), table.workSeconds(slot), table.residentBytes(slot)],
    nice: table.nice(slot),
    cantmove: table.cantmove(slot),
    parent: table.parent(slot),
    standing: table.standing(slot),
    waitPerWork: table.waitPerWork(slot),
    names: [traits.user(slot), traits.command(slot)],
    profile: traits.profile(slot),
    clones: traits.clones(slot),
    decay: [traits.decay(slot), traits.scopes.get(slot)],
    job: [traits.jobs.get(slot), traits.estimates.get(slot)],
    mask: traits.masks.get(slot),
  };
}

/** What a process that has just been added as `spec` is to be. */
function expected(spec: ProcessSpec, pid: number, home: number, now: number) {
  return {
    pid,
    places: [home, home, now, 0],
    numbers: [now, spec.workSeconds, spec.residentBytes],
    nice: spec.nice,
    cantmove: spec.cantmove,
    parent: spec.parent,
    waitPerWork: 0,
    names: [spec.user, spec.command],
    profile: spec.profile,
    clones: spec.profile?.clones ?? 1,
    decay: [spec.decay, spec.decayScope],
    job: [spec.job, spec.estimateSeconds],
    mask: undefined,
  };
}

const optional = <T>(...values: T[]) => fc.constantFrom<T | undefined>(undefined, ...values);
const spec: fc.Arbitrary<ProcessSpec> = fc.record({
  home: fc.constant(1),
  arrivalSeconds: fc.nat(9),
  workSeconds: fc.constantFrom(1, 7.5, Number.POSITIVE_INFINITY),
  residentBytes: fc.nat(9),
  user: fc.constantFrom('ann', 'bob'),
  command: fc.constantFrom('R', 'gcc'),
  nice: fc.integer({ min: -20, max: 19 }),
  cantmove: fc.constantFrom(0, 0x20, 0x80000000),
  decay: optional<Decay>('cpujob', { kept: 5 }),
  decayScope: optional({ overExec: true, byChildren: false }),
  parent: optional(0, 12),
  job: optional(0, 5),
  estimateSeconds: optional(60),
  profile: optional({ ...CPU_BOUND, clones: 3 }),
});
/** A process comes, or the one that came so many-th of those there goes. */
const steps = fc.array(fc.oneof(spec, spec, fc.nat(9)), { minLength: 8, maxLength: 80 });

describe('the records of processes', () => {
  it('say what each was added as, whoever had the place before, also once taken up', () => {
    fc.assert(
      fc.property(steps, fc.boolean(), (drawn, asks) => {
        let table = new ProcessTable();
        const alive = new Map<number, [Slot, ReturnType<typeof expected>]>();
        drawn.forEach((step, pid) => {
          if (typeof step === 'number') {
            const gone = [...alive.keys()][step % Math.max(1, alive.size)];
            if (gone === undefined) return;
            table.remove(alive.get(gone)![0]);
            alive.delete(gone);
            if (asks) expect(table.find(gone)).toBe(NO_SLOT);
          } else {
            const home = asNodeIndex(pid % 4);
            const slot = table.add(step, pid, home, pid / 2);
            alive.set(pid, [slot, expected(step, pid, home, pid / 2)]);
          }
          if (pid % 7 === 6) {
            const fresh = new ProcessTable();
            fresh.add(BLANK, 1e6, asNodeIndex(0), 0);
            restore(fresh, saved(table));
            table = fresh;
          }
        });
        expect([...table.slots()].map((slot) => table.pid(slot)).sort()).toEqual(
          [...alive.keys()].sort(),
        );
        for (const [pid, [slot, facts]] of alive) {
          expect(told(table, slot)).toMatchObject(facts);
          expect(table.find(pid)).toBe(slot);
        }
        expect(table.find(1e6)).toBe(NO_SLOT);
      }),
      { numRuns: 60 },
    );
  });

  it('say what is set, and no other process has it', () => {
    const table = new ProcessTable();
    const [first, second] = [1, 2].map((pid) => table.add(BLANK, pid, asNodeIndex(1), 3));
    const before = told(table, second!);
    table.setNice(first!, -7);
    table.setCantmove(first!, 0x80000020);
    table.setResidentBytes(first!, 77);
    table.setMigrations(first!, 5);
    table.setWaitPerWork(first!, 0.25);
    table.moved(first!, asNodeIndex(2), 9);
    const expectedNow = {
      ...{ nice: -7, cantmove: 0x80000020, waitPerWork: 0.25 },
      ...{ places: [1, 2, 9, 6], numbers: [3, 1, 77] },
    };
    expect(told(table, first!)).toMatchObject(expectedNow);
    expect(told(table, second!)).toEqual(before);
    const fresh = new ProcessTable();
    restore(fresh, saved(table));
    expect([told(fresh, first!), told(fresh, second!)]).toEqual([told(table, first!), before]);
  });
});

const BLANK: ProcessSpec = {
  ...{ home: 1, arrivalSeconds: 0, workSeconds: 1, residentBytes: 0, user: 'ann' },
  ...{ command: 'R', nice: 0, cantmove: 0 },
};
